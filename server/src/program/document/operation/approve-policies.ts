// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { present } from "#base/assert.ts";
import { Fault } from "#base/fault.ts";
import type { Actor } from "#access/actor.ts";
import { operation } from "#gate/operation.ts";
import { anId, calendarDay, nothing } from "#gate/operation/shapes.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { today } from "../../calendar.ts";
import { assignDue, planAssigning } from "../../training/assign.ts";
import { acknowledgeDays } from "../parameter.ts";
import { afterApproval } from "../policy-task.ts";
import { approveVersion, versionToDecide, type VersionRow } from "../policy-version.ts";
import { byOf, sha256Hex, VersionView, viewVersion } from "./shapes.ts";

const OFFICIALS = ["security-official", "privacy-official"] as const;

export const approvePolicies = operation({
  name: "program.policy.approve",
  cites: ["164.316(a)", "164.316(b)(1)", "164.530(i)(1)"],
  says: "Approved policies",
  groups: ["program.run"],
  route: { method: "POST", path: "/v1/policies/approve" },
  input: z.object({
    path: nothing,
    query: nothing,
    body: z.strictObject({
      /** Each with the hash of the text that was read: what is approved is that text and no other. */
      versions: z
        .array(z.strictObject({ id: anId, sha256: sha256Hex }))
        .min(1)
        .max(60),
      effectiveOn: calendarDay.optional(),
      soleOfficial: z.string().trim().min(20).max(1000).optional().meta({
        description: "Where one person alone is both officials: why nobody else can approve. It stays on record with the approval.",
      }),
    }),
  }),
  output: z.object({ approved: z.array(VersionView) }),
  effect: "write",
  log: "organization",
  async prepare({ parts }) {
    const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
    return { day: await today(parts), graceDays: await acknowledgeDays(parts, db), training: await planAssigning(parts) };
  },
  async run({ parts, actor, db, recording, input: { body } }, _loaded, { day, graceDays, training }) {
    const effectiveOn = body.effectiveOn ?? day;
    if (effectiveOn < day)
      throw new Fault("malformed_input", { fields: [{ at: "/effectiveOn", says: "A policy takes effect today or later." }] });
    const alone = await isSoleOfficial(db, actor);
    const approved: VersionRow[] = [];
    for (const { id, sha256 } of body.versions) {
      const row = await versionToDecide(db, id);
      if (row === undefined) throw new Fault("not_found");
      mayApprove(row, { sha256, actor, isSole: alone, soleOfficial: body.soleOfficial });
      const reason = row.proposed_by === byOf(actor) ? (body.soleOfficial ?? null) : null;
      await approveVersion(parts, db, row, { by: byOf(actor), effectiveOn, day, reason });
      approved.push(present(await versionToDecide(db, id), "It was there a statement ago."));
    }
    await afterApproval(parts, db, approved, { day, effectiveOn, graceDays, by: byOf(actor) });
    await assignDue(parts, db, training, recording);
    const detail = {
      effectiveOn,
      isSoleOfficial: approved.some(({ reason }) => reason !== null),
      approved: approved.map(({ policy, version, commit, sha256: hash }) => ({
        policy,
        version,
        commit,
        sha256: Buffer.from(hash).toString("hex"),
      })),
    };
    return { output: { approved: approved.map(viewVersion) }, detail };
  },
});

type Asked = { readonly sha256: string; readonly actor: Actor; readonly isSole: boolean; readonly soleOfficial: string | undefined };

/** @throws Fault `version_conflict` if it is not the text that was read; `not_yours_to_do` if its author approves it. */
function mayApprove(row: VersionRow, { sha256, actor, isSole, soleOfficial }: Asked): void {
  if (row.state !== "proposed") throw new Fault("move_not_possible", { detail: `“${row.title}” ${row.version} is ${row.state}.` });
  if (Buffer.from(row.sha256).toString("hex") !== sha256) throw new Fault("version_conflict");
  if (actor.kind !== "user") throw new Fault("not_yours_to_do", { detail: "A policy is approved by an official who is signed in." });
  if (row.proposed_by !== actor.id) return;
  if (!isSole) throw new Fault("not_yours_to_do", { detail: `You proposed “${row.title}”; another official approves it.` });
  if (soleOfficial === undefined)
    throw new Fault("not_yours_to_do", {
      detail:
        "You are the only official. Say why nobody else can approve (soleOfficial), and it is recorded with the approval; better, invite a second.",
    });
}

/** True if nobody else who can sign in holds an official's role. */
async function isSoleOfficial(db: Queryable, actor: Actor): Promise<boolean> {
  if (actor.kind !== "user") return false;
  const others = await db.rows(sql`
    select from access.user_role r join access.user u on u.id = r."user"
     where r.role = any(${[...OFFICIALS]}::text[]) and u.id <> ${actor.id} and u.ended_at is null and u.password is not null limit 1`);
  return others.length === 0;
}
