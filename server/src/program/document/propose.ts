// SPDX-License-Identifier: Apache-2.0
// From sources to proposed versions: lint, commit, fill in, propose where the text differs from what is in force or already proposed.
import { Fault, type FieldFault } from "#base/fault.ts";
import type { Actor } from "#access/actor.ts";
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { Day } from "../calendar.ts";
import { citesIn } from "./cite-in-text.ts";
import { fillingOf } from "./filling.ts";
import type { TextProblem } from "./front-matter.ts";
import { type Author, commitSources, type Source, sourcesAt } from "./policy-repository.ts";
import { lintOwnPolicy } from "./policy-lint.ts";
import { readPolicyText } from "./policy-text.ts";
import { proposeVersion, type Proposal, versionsOfPolicy } from "./policy-version.ts";
import { sha256 } from "./document-store.ts";
import { type Filling, fillPolicy } from "./render/fill.ts";

/** `by`: who wrote it, where that is another than who proposes. */
export type Drafted = Omit<Proposal, "isMaterial" | "summary" | "by"> & { readonly by?: string | null };

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

/** Fills texts in. Their cites are those that stand in what comes out: a head can claim more. @throws Fault `invalid_answers`. */
function filledIn(
  sources: readonly (Source & { readonly by?: string | null })[],
  filling: Omit<Filling, "parameters">,
): Omit<Drafted, "commit">[] {
  const problems: TextProblem[] = [];
  const drafts = sources.flatMap(({ file, text, ...rest }): Omit<Drafted, "commit">[] => {
    const policy = readPolicyText(file, text);
    const filled = Array.isArray(policy) ? policy : fillPolicy(policy, { ...filling, parameters: {} });
    if (Array.isArray(policy) || Array.isArray(filled)) {
      problems.push(...(Array.isArray(filled) ? filled : []));
      return [];
    }
    const { id, title, version, cites, reviewMonths } = policy.front;
    const said = new Set(citesIn(filled.text));
    return [{ policy: id, title, version, text: filled.text, cites: cites.filter((cite) => said.has(cite)), reviewMonths, ...rest }];
  });
  if (problems.length > 0) throw invalidTexts(problems);
  return drafts;
}

/**
 * Commits sources and answers what they come to. What is not fit is not committed.
 * @throws Fault `invalid_answers`, naming file and line; `conflict` without a profile.
 */
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
  const drafts = filledIn(sources, await fillingOf(parts));
  if (drafts.length === 0) return [];
  const commit = await commitSources(parts, sources, { author: await authorOf(parts, actor), message });
  return drafts.map((draft) => ({ ...draft, commit }));
}

/**
 * What the newest version of each policy comes to by the profile of today, from the source that it was proposed from. What waits for
 * approval stays whose it is; what was rejected comes again only when somebody sends it again. @throws Fault as above.
 */
export async function draftAnew(parts: Parts): Promise<Drafted[]> {
  const rows = await versionsOfPolicy(parts.db.in({ role: "part164_app", tenant: parts.installation }), null);
  const newest = [...Map.groupBy(rows, ({ policy }) => policy)].flatMap(([, [row]]) => (row === undefined ? [] : [row]));
  const standing = newest.filter(({ state }) => state === "approved" || state === "proposed");
  const filling = await fillingOf(parts);
  const drafts: Drafted[] = [];
  for (const [commit, versions] of Map.groupBy(standing, (row) => row.commit)) {
    const sources = await sourcesAt(parts, commit).catch(() => []); // The repository may have been lost: what was approved is not.
    const named = versions.flatMap(({ policy, state, proposed_by }) =>
      sources
        .filter(({ file }) => file === `${policy}.md`)
        .map((source) => (state === "proposed" ? { ...source, by: proposed_by } : source)),
    );
    drafts.push(...filledIn(named, filling).map((draft) => ({ ...draft, commit })));
  }
  return drafts;
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
    proposed.push({ policy: draft.policy, ...(await proposeVersion(parts, tx, { ...rest, ...draft }, day)) });
  }
  return proposed;
}
