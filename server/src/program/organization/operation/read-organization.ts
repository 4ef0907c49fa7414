// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { noBody, nothing } from "#gate/operation/shapes.ts";
import { sql } from "#store/sql.ts";
import type { Queryable } from "#store/database.ts";
import type { Parts } from "#gate/parts.ts";
import type { Answers } from "../../form/field.ts";
import { openContent, submissionsLike } from "../../form/submission.ts";
import { rulesFor } from "../rules-for.ts";

const Reason = z.object({ says: z.string(), cite: z.string() });
const Node = z.object({ id: z.string(), kind: z.enum(["system", "party", "individuals"]), name: z.string(), says: z.string() });
const Edge = z.object({ id: z.string(), from: z.string(), to: z.string(), what: z.string(), way: z.string(), isEncrypted: z.boolean() });

const MAP_MAX = 500;

/** Everything of these forms that is in use, opened. */
async function inUse(parts: Parts, db: Queryable, form: string): Promise<{ id: string; answers: Answers }[]> {
  const rows = await submissionsLike(db, { forms: [form], ownForms: [], user: null, state: "in use" }, MAP_MAX);
  return Promise.all(rows.map(async (row) => ({ id: row.id, answers: (await openContent(parts, row)).answers })));
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** The map of PHI: systems and parties as nodes, flows as arrows; an end that is in use no more is left out with its flow. */
async function mapOf(parts: Parts, db: Queryable): Promise<{ nodes: z.infer<typeof Node>[]; edges: z.infer<typeof Edge>[] }> {
  const [systems, parties, flows] = await Promise.all(["system", "party", "data-flow"].map((form) => inUse(parts, db, form)));
  const nodes: z.infer<typeof Node>[] = [
    { id: "individuals", kind: "individuals", name: "Individuals", says: "The people whom the PHI is about" },
    ...(systems ?? []).map(({ id, answers }) => ({ id, kind: "system" as const, name: text(answers["name"]), says: text(answers["phi"]) })),
    ...(parties ?? []).map(({ id, answers }) => ({ id, kind: "party" as const, name: text(answers["name"]), says: text(answers["role"]) })),
  ];
  const known = new Set(nodes.map(({ id }) => id));
  const end = (answers: Answers, side: "from" | "to"): string =>
    text(answers[`${side}System`] ?? answers[`${side}Party`] ?? answers[`${side}Kind`]);
  const edges = (flows ?? [])
    .map(({ id, answers }) => ({
      id,
      from: end(answers, "from"),
      to: end(answers, "to"),
      what: text(answers["what"]),
      way: text(answers["way"]),
      isEncrypted: answers["encrypted"] === "yes",
    }))
    .filter(({ from, to }) => known.has(from) && known.has(to));
  const joined = new Set(edges.flatMap(({ from, to }) => [from, to]));
  return { nodes: nodes.filter(({ id, kind }) => kind !== "individuals" || joined.has(id)), edges };
}

export const readOrganization = operation({
  name: "program.organization.read",
  cites: ["164.308(a)(1)(ii)(A)", "164.316(b)(2)(ii)"],
  says: "Looked at the organization",
  groups: ["program.read"],
  route: { method: "GET", path: "/v1/organization" },
  input: z.object({ path: nothing, query: nothing, body: noBody }),
  output: z.object({
    name: z.string(),
    entity: z.string().nullable(),
    timeZone: z.string(),
    profile: z.object({ id: z.string(), state: z.string() }).nullable(),
    rules: z.object({ entity: z.string().nullable(), reasons: z.array(Reason), counsel: z.array(Reason) }).nullable(),
    map: z.object({ nodes: z.array(Node), edges: z.array(Edge) }),
  }),
  effect: "read",
  log: "organization",
  async run({ parts, db }) {
    const row = await db.one<{ name: string; entity: string | null; time_zone: string }>(sql`
      select coalesce(name, '') as name, entity, coalesce(time_zone, 'UTC') as time_zone from part164.installation`);
    const profiles = await submissionsLike(db, { forms: ["organization-profile"], ownForms: [], user: null, isOpen: true }, 5);
    const profile = profiles.find(({ state }) => state === "draft") ?? profiles[0];
    const rules = profile === undefined ? null : rulesFor((await openContent(parts, profile)).answers);
    const output = {
      name: row.name,
      entity: row.entity,
      timeZone: row.time_zone,
      profile: profile === undefined ? null : { id: profile.id, state: profile.state },
      rules: rules === null ? null : { ...rules, reasons: [...rules.reasons], counsel: [...rules.counsel] },
      map: await mapOf(parts, db),
    };
    return { output };
  },
});
