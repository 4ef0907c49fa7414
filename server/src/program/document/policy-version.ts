// SPDX-License-Identifier: Apache-2.0
// The statements on versions of policies.
import type { Parts } from "#gate/parts.ts";
import { present } from "#base/assert.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { type Day, plusDays, plusMonths } from "../calendar.ts";
import { endDocument, keepDocument, sha256 } from "./document-store.ts";

export type VersionRow = {
  readonly id: string;
  readonly policy: string;
  readonly title: string;
  readonly version: string;
  readonly commit: string;
  readonly document: string;
  readonly sha256: Uint8Array;
  readonly cites: readonly string[];
  readonly review_months: number;
  readonly is_material: boolean;
  readonly summary: string;
  readonly state: "proposed" | "approved" | "rejected" | "withdrawn";
  readonly proposed_by: string | null;
  readonly proposed_at: Date;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly reason: string | null;
  readonly effective_on: Day | null;
  readonly ended_on: Day | null;
  readonly review_on: Day | null;
};

export const versionById = (db: Queryable, id: string) =>
  db.maybe<VersionRow>(sql`
    select id, policy, title, version, commit, document, sha256, cites, review_months, is_material, summary, state, proposed_by, proposed_at,
           decided_by, decided_at, reason, effective_on::text, ended_on::text, review_on::text
      from program.policy_version where id = ${id}`);

export const versionToDecide = (db: Queryable, id: string) =>
  db.maybe<VersionRow>(sql`
    select id, policy, title, version, commit, document, sha256, cites, review_months, is_material, summary, state, proposed_by, proposed_at,
           decided_by, decided_at, reason, effective_on::text, ended_on::text, review_on::text
      from program.policy_version where id = ${id} for update`);

/** All versions of one policy, or of all, newest first. */
export const versionsOfPolicy = (db: Queryable, policy: string | null) =>
  db.rows<VersionRow>(sql`
    select id, policy, title, version, commit, document, sha256, cites, review_months, is_material, summary, state, proposed_by, proposed_at,
           decided_by, decided_at, reason, effective_on::text, ended_on::text, review_on::text
      from program.policy_version where ${policy}::text is null or policy = ${policy} order by policy, id desc`);

/** What was in force on a day, one version a policy, the last of those that were on the same day; with `policy`, of that one. */
export const inForceOn = (db: Queryable, day: Day, policy: string | null = null) =>
  db.rows<VersionRow>(sql`
    select distinct on (policy) id, policy, title, version, commit, document, sha256, cites, review_months, is_material, summary, state,
           proposed_by, proposed_at, decided_by, decided_at, reason, effective_on::text, ended_on::text, review_on::text
      from program.policy_version v
     where state = 'approved' and effective_on <= ${day}::date and (ended_on is null or ended_on >= ${day}::date)
       and (${policy}::text is null or policy = ${policy})
     order by policy, v.effective_on desc, v.ended_on desc nulls first, id desc`);

export type Proposal = {
  readonly policy: string;
  readonly title: string;
  readonly version: string;
  readonly commit: string;
  readonly text: string;
  readonly cites: readonly string[];
  readonly reviewMonths: number;
  readonly isMaterial: boolean;
  readonly summary: string;
  readonly by: string | null;
};

/** Proposes a version; one that was proposed before and not decided gives way. Answers its id and the hash of its text. */
export async function proposeVersion(parts: Parts, tx: Queryable, proposal: Proposal, day: Day): Promise<{ id: string; sha256: string }> {
  const bytes = Buffer.from(proposal.text, "utf8");
  const { policy, title, version, commit, reviewMonths, isMaterial, summary, by } = proposal;
  const at = parts.clock.now();
  const gaveWay = await tx.rows<{ document: string }>(sql`
    update program.policy_version set state = 'withdrawn', decided_by = ${by}, decided_at = ${at}, reason = 'Another version was proposed.'
     where policy = ${policy} and state = 'proposed' returning document`);
  for (const before of gaveWay) await endDocument(tx, before.document, day);
  const name = `${policy} ${version}.md`;
  const document = await keepDocument(parts, tx, { kind: "policy", name, mediaType: "text/markdown", bytes, effectiveOn: day, by });
  const id = parts.makeId<"policy-version">();
  const hash = sha256(bytes);
  await tx.run(sql`
    insert into program.policy_version (id, policy, title, version, commit, document, sha256, cites, review_months, is_material, summary, state, proposed_by, proposed_at)
    values (${id}, ${policy}, ${title}, ${version}, ${commit}, ${document}, ${hash}, ${[...proposal.cites]}, ${reviewMonths}, ${isMaterial}, ${summary},
            'proposed', ${by}, ${at})`);
  return { id, sha256: hash.toString("hex") };
}

export type Approving = { readonly by: string | null; readonly effectiveOn: Day; readonly day: Day; readonly reason: string | null };

/**
 * Puts a proposed version in force from a day on; what would be in force then ends the day before. What was to take effect on that day or
 * later never does: it is withdrawn, and what ended for its sake ends with this one instead.
 */
export async function approveVersion(
  parts: Parts,
  tx: Queryable,
  row: VersionRow,
  { by, effectiveOn, day, reason }: Approving,
): Promise<void> {
  for (const before of (await versionsOfPolicy(tx, row.policy)).filter((one) => one.state === "approved")) {
    const from = present(before.effective_on, "What was approved has a day from which it is in effect.");
    if (before.ended_on !== null && before.ended_on < effectiveOn) continue;
    const ended = plusDays(effectiveOn, -1);
    const endedOn = ended < from ? from : ended; // Replaced on its own first day: it was in effect on that day.
    if (from > day && from >= effectiveOn)
      await tx.run(sql`
        update program.policy_version set state = 'withdrawn', effective_on = null, ended_on = null, review_on = null,
               reason = 'Another version took its place before it took effect.' where id = ${before.id}`);
    else await tx.run(sql`update program.policy_version set ended_on = ${endedOn} where id = ${before.id}`);
    await endDocument(tx, before.document, from > day ? day : endedOn);
  }
  await tx.run(sql`
    update program.policy_version
       set state = 'approved', decided_by = ${by}, decided_at = ${parts.clock.now()}, reason = ${reason}, effective_on = ${effectiveOn},
           review_on = ${plusMonths(effectiveOn, row.review_months)}
     where id = ${row.id} and state = 'proposed'`);
}

export type Rejecting = { readonly by: string | null; readonly day: Day; readonly reason: string };

/** Rejects a proposed version, whose text is never in effect: its six years run from now. Answers whether it was still proposed. */
export async function rejectVersion(parts: Parts, tx: Queryable, id: string, { by, day, reason }: Rejecting): Promise<boolean> {
  const rejected = await tx.maybe<{ document: string }>(sql`
    update program.policy_version set state = 'rejected', decided_by = ${by}, decided_at = ${parts.clock.now()}, reason = ${reason}
     where id = ${id} and state = 'proposed' returning document`);
  if (rejected !== undefined) await endDocument(tx, rejected.document, day);
  return rejected !== undefined;
}
