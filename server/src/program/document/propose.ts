// SPDX-License-Identifier: Apache-2.0
// From sources to proposed versions: lint, commit, fill in, propose where the text differs from what is in force or already proposed.
import { Fault, type FieldFault } from "#base/fault.ts";
import type { Actor } from "#access/actor.ts";
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { Day } from "../calendar.ts";
import { fillingOf } from "./filling.ts";
import type { TextProblem } from "./front-matter.ts";
import { type Author, commitSources, headOf, type Source, sourcesAt } from "./policy-repository.ts";
import { lintOwnPolicy } from "./policy-lint.ts";
import { readPolicyText } from "./policy-text.ts";
import { proposeVersion, type Proposal, versionsOfPolicy } from "./policy-version.ts";
import { sha256 } from "./document-store.ts";
import { fillPolicy } from "./render/fill.ts";

export type Drafted = Omit<Proposal, "isMaterial" | "summary" | "by">;

/** What is wrong with texts, for the person who sent them: file, line and what. */
export function invalidTexts(problems: readonly TextProblem[]): Fault {
  const fields: FieldFault[] = problems.slice(0, 50).map(({ file, line, says }) => ({ at: `/${file}:${line}`, says }));
  return new Fault("invalid_answers", { detail: "The texts are not fit to be approved yet. Each fault is named with its line.", fields });
}

/** Who writes a commit. @throws Fault `not_found` for a person who is none. */
export async function authorOf(parts: Parts, actor: Actor): Promise<Author> {
  if (actor.kind !== "user") return { name: "The operator at the machine", email: "operator@localhost" };
  const row = await parts.db
    .in({ role: "part164_app" })
    .maybe<{ name: string; email: string }>(sql`select name, email from access.user where id = ${actor.id}`);
  if (row === undefined) throw new Fault("not_found");
  return row;
}

/** Fills every policy of a commit in. @throws Fault `invalid_answers`, naming file and line; `conflict` without a profile. */
export async function draftsAt(parts: Parts, commit: string): Promise<Drafted[]> {
  const filling = await fillingOf(parts);
  const sources = await sourcesAt(parts, commit);
  const problems: TextProblem[] = [];
  const drafts = sources.flatMap(({ file, text }): Drafted[] => {
    const policy = readPolicyText(file, text);
    if (Array.isArray(policy)) {
      problems.push(...policy);
      return [];
    }
    const filled = fillPolicy(policy, { ...filling, parameters: {} });
    if (Array.isArray(filled)) {
      problems.push(...filled);
      return [];
    }
    const { id, title, version, cites, reviewMonths } = policy.front;
    return [{ policy: id, title, version, commit, text: filled.text, cites, reviewMonths }];
  });
  if (problems.length > 0) throw invalidTexts(problems);
  return drafts;
}

/** Commits sources and answers what they come to. @throws Fault as above. */
export async function commitAndDraft(
  parts: Parts,
  sources: readonly Source[],
  { actor, message }: { actor: Actor; message: string },
): Promise<Drafted[]> {
  for (const { file, text } of sources) {
    const policy = readPolicyText(file, text);
    const problems = Array.isArray(policy) ? policy : lintOwnPolicy(policy);
    if (problems.length > 0) throw invalidTexts(problems);
    if (!Array.isArray(policy) && `${policy.front.id}.md` !== file)
      throw invalidTexts([{ file, line: 2, says: `Its id is "${policy.front.id}": a policy's id is its file's name.` }]);
  }
  const before = await headOf(parts);
  if (sources.length === 0 && before !== null) return draftsAt(parts, before);
  return draftsAt(parts, await commitSources(parts, sources, { author: await authorOf(parts, actor), message }));
}

export type Proposed = { readonly id: string; readonly policy: string; readonly sha256: string };

/** Proposes every draft whose text is neither in force nor proposed. In the caller's transaction. */
export async function proposeDrafts(
  parts: Parts,
  tx: Queryable,
  drafts: readonly Drafted[],
  { day, ...rest }: { isMaterial: boolean; summary: string; by: string | null; day: Day },
): Promise<Proposed[]> {
  const known = await versionsOfPolicy(tx, null);
  const proposed: Proposed[] = [];
  for (const draft of drafts) {
    const hash = sha256(draft.text);
    const same = known.some(
      ({ policy, state, ended_on, sha256: other }) =>
        policy === draft.policy &&
        Buffer.compare(other, hash) === 0 &&
        (state === "proposed" || (state === "approved" && ended_on === null)),
    );
    if (same) continue;
    proposed.push({ policy: draft.policy, ...(await proposeVersion(parts, tx, { ...draft, ...rest }, day)) });
  }
  return proposed;
}
