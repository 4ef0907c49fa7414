// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { calendarDay, listOf, noBody, nothing, page } from "#gate/operation/shapes.ts";
import { endOf, zoneOf } from "../../calendar.ts";
import { reachOf } from "../../form/reach.ts";
import { allForms } from "../../form/registry.ts";
import { openTasks } from "../task.ts";

const TaskView = z.object({
  key: z.string(),
  title: z.string(),
  cite: z.string().nullable(),
  basis: z.enum(["law", "policy", "contract"]),
  href: z.string(),
  ownerUser: z.string().nullable(),
  ownerRole: z.string().nullable(),
  dueOn: z.string(),
  /** The first instant at which it is late. */
  lateAt: z.string(),
  isLate: z.boolean(),
});

const CURSOR = /^(\d{4}-\d{2}-\d{2})\.([\x20-\x7e]{1,150})$/;

function cursorOf(text: string | undefined): { dueOn: string; key: string } | undefined {
  if (text === undefined) return undefined;
  const [, dueOn, key] = CURSOR.exec(Buffer.from(text, "base64url").toString("utf8")) ?? [];
  if (dueOn === undefined || key === undefined || !calendarDay.safeParse(dueOn).success)
    throw new Fault("malformed_input", { fields: [{ at: "/cursor", says: "Is none of ours." }] });
  return { dueOn, key };
}

export const listTasks = operation({
  name: "program.task.list",
  cites: ["164.316(b)(1)"],
  says: "Listed tasks",
  groups: ["program.list"],
  route: { method: "GET", path: "/v1/tasks" },
  input: z.object({
    path: nothing,
    query: z.strictObject({
      ...page,
      whose: z.enum(["mine", "all"]).default("mine"),
      from: calendarDay.optional(),
      to: calendarDay.optional(),
    }),
    body: noBody,
  }),
  output: listOf(TaskView),
  effect: "read",
  log: "organization",
  async run({ parts, actor, db, input: { query } }) {
    const { whose, from, to, limit, cursor } = query;
    const ask = {
      action: "program.organization.read",
      collection: "program",
      purpose: null,
      relation: "organization",
      letter: null,
    } as const;
    const seesAll = parts.decider.decide(actor, ask).permits;
    const mine = whose === "all" && seesAll ? null : { user: actor.id ?? "", roles: actor.kind === "user" ? actor.roles : [] };
    if (mine !== null && actor.kind !== "user")
      throw new Fault("not_allowed", { detail: "Only a person has tasks of their own: ask for all." });
    const forms = mine === null ? [...(await allForms()).values()] : [];
    const withoutForms = forms.filter((form) => reachOf(parts, actor, form).reads === "none").map(({ name }) => name);
    const rows = await openTasks(db, { mine, withoutForms, from, to, after: cursorOf(cursor) }, limit + 1);
    const zone = await zoneOf(parts);
    const now = parts.clock.now();
    const items = rows.slice(0, limit).map((row) => {
      const late = endOf(row.due_on, zone);
      return {
        key: row.key,
        title: row.title,
        cite: row.cite,
        basis: row.basis,
        href: row.href,
        ownerUser: row.owner_user,
        ownerRole: row.owner_role,
        dueOn: row.due_on,
        lateAt: late.toISOString(),
        isLate: late <= now,
      };
    });
    const last = items.at(-1);
    const next = rows.length > limit && last !== undefined ? Buffer.from(`${last.dueOn}.${last.key}`).toString("base64url") : null;
    return { output: { items, next } };
  },
});
