// SPDX-License-Identifier: Apache-2.0
// The vocabulary of the policies, as a Cedar schema. Its actions are the kinds of operations, so it is made from their registry. Cedar reads
// a schema of some twenty kinds in a tenth of the time that one of all operations takes.

/** Groups that policies speak of. An operation names the groups it belongs to. */
export const ACTION_GROUPS = {
  session: [],
  evidence: [],
  "evidence.read": ["evidence"],
  ledger: [],
  people: [],
  applications: [],
  operate: [],
  "program.calendar": [],
  "program.file": [],
  "program.list": [],
  "program.pipeline": [],
  "program.read": [],
  "program.run": [],
  "records.find": [],
  "records.read": [],
  "records.write": [],
} as const satisfies Record<string, readonly string[]>;

export type ActionGroup = keyof typeof ACTION_GROUPS;

/** Collections that belong together. */
const COLLECTION_GROUPS: Readonly<Record<string, readonly string[]>> = {
  payment: ["Claim", "ClaimResponse", "Coverage", "ExplanationOfBenefit", "Account", "Invoice"],
};

/** What Cedar calls the operations of these groups: to the policies, which speak of groups, they are one. */
export function kindOf(groups: readonly ActionGroup[]): string {
  return `of ${groups.toSorted().join(" and ")}`;
}

/** The schema in Cedar's own syntax, of these kinds and the groups of each. */
export function cedarSchema(groupsByKind: ReadonlyMap<string, readonly ActionGroup[]>): string {
  const groups = Object.entries(ACTION_GROUPS).map(([name, parents]) => `  action ${JSON.stringify(name)}${within(parents)};`);
  const actions = [...groupsByKind]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([name, parents]) =>
        `  action ${JSON.stringify(name)}${within(parents)} appliesTo { principal: [User, Client, Operator], resource: [Collection], context: Ask };`,
    );
  return `namespace Part164 {
  entity Role;
  entity User in [Role];
  entity Client;
  entity Operator;
  entity Collection in [Collection];
  type Ask = { relation: String, factor: String, scoped: Bool, purpose: String };
${[...groups, ...actions].join("\n")}
}
`;
}

function within(parents: readonly string[]): string {
  return parents.length === 0 ? "" : ` in [${parents.map((name) => JSON.stringify(name)).join(", ")}]`;
}

type CedarEntity = { uid: { type: string; id: string }; attrs: Record<string, never>; parents: { type: string; id: string }[] };

const collection = (id: string) => ({ type: "Part164::Collection", id });

/** A collection and the groups it is in; nothing of one that is in none. Cedar reads all it is given, each time. */
export function groupsOf(id: string): readonly CedarEntity[] {
  const groups = Object.entries(COLLECTION_GROUPS).flatMap(([group, members]) => (members.includes(id) ? [collection(group)] : []));
  if (groups.length === 0) return [];
  return [{ uid: collection(id), attrs: {}, parents: groups }, ...groups.map((uid) => ({ uid, attrs: {}, parents: [] }))];
}
