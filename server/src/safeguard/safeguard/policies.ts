// SPDX-License-Identifier: Apache-2.0
// Documents, proved: each policy of the library approved, in force, looked at again in time, still citing what it is there for, and known
// to those whom it concerns. One safeguard a policy, from the library's own front matter.
import type { Parts } from "#gate/parts.ts";
import { aspectsOf } from "../aspects.ts";
import { dayWords, today } from "#program/calendar.ts";
import { coverageOn } from "#program/document/acknowledgement.ts";
import { citesIn } from "#program/document/cite-in-text.ts";
import { POLICY_FOLDER } from "#program/document/library-folder.ts";
import { acknowledgeDays } from "#program/document/parameter.ts";
import { readSources } from "#program/document/policy-repository.ts";
import { inForceOn } from "#program/document/policy-version.ts";
import { type PolicyText, readPolicyText } from "#program/document/policy-text.ts";
import { type Entity, linesFor } from "#program/document/render/passages.ts";
import { sql } from "#store/sql.ts";
import { duty, nearestRequirement } from "#rule/rule.ts";
import { programHasBegun } from "../program-has-begun.ts";
import { type Check, DAILY, fail, type Look, notApplicable, pass, safeguard } from "../safeguard.ts";

/** What the library's text cites for an entity: passages for others are not in its text. */
function citesFor(policy: PolicyText, entity: Entity): string[] {
  const said = new Set(linesFor(policy, entity, []).flatMap(({ text }) => citesIn(text)));
  return policy.front.cites.filter((cite) => said.has(cite));
}

async function lookInForce(parts: Parts, policy: PolicyText): Promise<Look> {
  const day = await today(parts);
  const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
  const [row] = await inForceOn(db, day, policy.front.id);
  const { entity } = await db.one<{ entity: Entity | null }>(sql`select entity from part164.installation`);
  const cites = citesFor(policy, entity ?? "both");
  if (row === undefined) return fail("No version of it is approved and in force.");
  if (row.review_on !== null && row.review_on < day) return fail(`It was to be looked at again by ${dayWords(row.review_on)}.`);
  const kept = new Set(proven(row.cites));
  const missing = proven(cites).filter((cite) => !kept.has(cite));
  if (missing.length > 0) return fail(`What is in force no longer says what ${missing.slice(0, 5).join(", ")} asks for.`);
  return pass(
    `Version ${row.version} is in force since ${row.effective_on ?? ""}, SHA-256 ${Buffer.from(row.sha256).toString("hex").slice(0, 16)}.`,
  );
}

async function lookKnown(parts: Parts, id: string): Promise<Look> {
  const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
  const days = await acknowledgeDays(parts, db);
  const [counted] = (await coverageOn(db, await today(parts), days)).filter(({ policy }) => policy === id);
  if (counted === undefined) return fail("No version of it is in force, so nobody can have read it.");
  const { members, acknowledged, overdue } = counted;
  if (members === 0) return notApplicable("Nobody is in the workforce.");
  if (overdue > 0) return fail(`${overdue} of ${members} have not acknowledged it within ${days} days.`);
  if (acknowledged === 0) return fail(`None of ${members} has acknowledged it yet.`);
  return pass(`${acknowledged} of ${members} have acknowledged the text in force; nobody is overdue.`);
}

/** The duties that a policy's cites are part of, where a document is one of their aspects. */
const proven = (cites: readonly string[]): string[] =>
  [...new Set(cites.flatMap((cite) => nearestRequirement(cite)?.cite ?? []))].filter(
    (cite) => duty(cite) !== undefined && aspectsOf(cite).some((aspect) => aspect === "document"),
  );

function safeguardOf(policy: PolicyText) {
  const { id, title, cites } = policy.front;
  const href = `/policies/${id}` as const;
  const checks: Check[] = [
    {
      name: `policy-${id}-is-in-force`,
      says: `A version of “${title}” is approved, in force, and not overdue for review.`,
      mendedBy: ["program.policy.approve", "program.policy.review"],
      advice: { title: `Approve the policy “${title}”`, how: "An official who did not propose it reads and approves it.", href },
      ...DAILY,
      look: (parts) => lookInForce(parts, policy),
    },
    {
      name: `policy-${id}-is-known`,
      says: `Those in the workforce have acknowledged the text of “${title}” that is in force, in time.`,
      mendedBy: ["program.policy.acknowledge", "program.policy.approve"],
      advice: { title: `Have “${title}” acknowledged`, how: "Each person reads it and acknowledges it under Policies.", href },
      ...DAILY,
      look: (parts) => lookKnown(parts, id),
    },
  ];
  const proves = proven(cites).map((cite) => ({ cite, aspect: "document" }));
  return safeguard({
    name: `policy-${id}`,
    title: `Policy: ${title}`,
    says: `Our policy “${title}” says what we do, and people know it.`,
    proves,
    checks,
    begins: programHasBegun,
  });
}

export const policySafeguards = (await readSources(POLICY_FOLDER))
  .map(({ file, text }) => readPolicyText(file, text))
  .flatMap((policy) => (Array.isArray(policy) ? [] : [safeguardOf(policy)]));
