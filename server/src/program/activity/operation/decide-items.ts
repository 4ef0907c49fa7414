// SPDX-License-Identifier: Apache-2.0
import { createHash } from "node:crypto";
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { anId, calendarDay, nothing } from "#gate/operation/shapes.ts";
import type { Parts } from "#gate/parts.ts";
import type { Key } from "#seal/key.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { type Day, today } from "../../calendar.ts";
import { programKey } from "../../form/submission.ts";
import { closeTasks, openTask } from "../../task/task.ts";
import { fileIncident } from "../incident-of.ts";
import { type ItemRow, itemsOf, reviewToChange, sealNote } from "../review.ts";
import { isAbout, reviewerOf } from "../who-decides.ts";
import { aboutReview, forOfficials, reviewPath } from "./shapes.ts";

const ITEMS_MAX = 500;
const items = z
  .array(z.strictObject({ n: z.number().int().min(1).max(1_000_000), version: z.number().int().min(1) }))
  .min(1)
  .max(ITEMS_MAX)
  .refine((some) => new Set(some.map(({ n }) => n)).size === some.length);
const note = z.string().trim().min(10).max(5000);

const Deciding = z.discriminatedUnion("decision", [
  z.strictObject({ decision: z.literal("expected"), items, note: z.string().trim().min(3).max(5000).optional() }),
  z.strictObject({ decision: z.literal("follow-up"), items, note, owner: anId, dueOn: calendarDay }),
  z.strictObject({ decision: z.literal("incident"), items, note, phi: z.enum(["yes", "maybe", "no"]) }),
]);

export const decideItems = operation({
  name: "program.activity.decide",
  cites: ["164.308(a)(1)(ii)(D)", "164.308(a)(6)(ii)"],
  says: "Decided on items of a review of activity",
  groups: ["program.file"],
  route: { method: "POST", path: "/v1/activity-reviews/{review}/decide" },
  input: z.object({ path: reviewPath, query: nothing, body: Deciding }),
  output: z.object({ decided: z.number(), open: z.number(), incident: z.string().nullable() }),
  effect: "write",
  log: "organization",
  aim: forOfficials,
  async prepare({ parts }) {
    return { key: await programKey(parts), day: await today(parts) };
  },
  load: ({ input: { path } }, db) => reviewToChange(db, path.review),
  about: aboutReview,
  async run({ parts, actor, db, input: { path, body } }, found, { key, day }) {
    if (found === undefined) throw new Fault("not_found");
    const by = reviewerOf(actor);
    if (found.signed_at !== null) throw new Fault("move_not_possible", { detail: "It is signed, and stands." });
    if (body.decision === "follow-up") await refuseOwner(db, body, day);
    const chosen = decidable(await itemsOf(db, path.review), body.items, by);
    if (body.decision === "follow-up" && chosen.some((item) => isAbout(item, body.owner)))
      throw new Fault("malformed_input", { fields: [{ at: "/owner", says: "Is somebody whom none of it is about." }] });
    const incident = body.decision === "incident" ? await fileIncident(parts, db, { review: path.review, chosen, body, by, day }) : null;
    for (const item of chosen) await decideOne(parts, db, { review: path.review, item, body, by, key, incident });
    await db.run(sql`update program.activity_review set version = version + 1 where id = ${path.review}`);
    const { open } = await db.one<{ open: number }>(sql`
      select count(*) as open from program.activity_item where review = ${path.review} and decision is null`);
    const detail = {
      decision: body.decision,
      items: chosen.map(({ n }) => n),
      note: body.note === undefined ? null : createHash("sha256").update(body.note).digest("hex"),
      ...(incident === null ? {} : { incident }),
    };
    return {
      output: { decided: chosen.length, open, incident },
      record: { type: "program.activity-review", id: path.review, version: found.version + 1 },
      detail,
    };
  },
});

/** @throws Fault `malformed_input` for a day that is over, or somebody who does not work here. */
async function refuseOwner(db: Queryable, { owner, dueOn }: { owner: string; dueOn: Day }, day: Day): Promise<void> {
  if (dueOn < day) throw new Fault("malformed_input", { fields: [{ at: "/dueOn", says: "Is today or a day to come." }] });
  const member = await db.maybe(sql`select id from program.member where id = ${owner} and (left_on is null or left_on >= ${day}::date)`);
  if (member === undefined) throw new Fault("malformed_input", { fields: [{ at: "/owner", says: "Is somebody who works here." }] });
}

/**
 * The chosen items, if this person may decide them as they stand.
 * @throws Fault `not_found`, `version_conflict`, `not_yours_to_do` for one that is about the person, `move_not_possible` for a filed incident.
 */
function decidable(all: readonly ItemRow[], chosen: readonly { n: number; version: number }[], by: string): ItemRow[] {
  return chosen.map(({ n, version }) => {
    const item = all.find((one) => one.n === n);
    if (item === undefined) throw new Fault("not_found", { detail: `There is no item ${n} in this review.` });
    if (isAbout(item, by))
      throw new Fault("not_yours_to_do", { detail: `Item ${n} is about what you did yourself; somebody else decides it.` });
    if (item.version !== version) throw new Fault("version_conflict");
    if (item.incident !== null) throw new Fault("move_not_possible", { detail: `Item ${n} was reported as an incident; go on there.` });
    return item;
  });
}

type One = {
  readonly review: string;
  readonly item: ItemRow;
  readonly body: z.infer<typeof Deciding>;
  readonly by: string;
  readonly key: Key;
  readonly incident: string | null;
};

async function decideOne(parts: Parts, db: Queryable, { review, item: { n, version }, body, by, key, incident }: One): Promise<void> {
  const sealed = body.note === undefined ? null : sealNote(parts, key, { review, n, text: body.note });
  const { owner, dueOn } = body.decision === "follow-up" ? body : { owner: null, dueOn: null };
  await db.run(sql`
    update program.activity_item
       set decision = ${body.decision}, sealed = ${sealed}, owner = ${owner}, due_on = ${dueOn}, incident = ${incident}, decided_by = ${by},
           decided_at = ${parts.clock.now()}, resolved_at = null, resolved_by = null, version = version + 1
     where review = ${review} and n = ${n}`);
  const keys = `activity:${review}:${n}:`;
  await closeTasks(parts, db, { keys, by });
  if (owner === null || dueOn === null) return;
  const member = await db.maybe<{ user: string | null }>(sql`select "user" from program.member where id = ${owner}`);
  const signsIn = typeof member?.user === "string"; // Who does not sign in here sees no task: an official tells them.
  await openTask(parts, db, {
    key: `${keys}${version + 1}`, // A task that is done stays so: decided anew, it is another.
    title: "Follow up on an item of the activity review",
    cite: "164.308(a)(1)(ii)(D)",
    basis: "policy",
    href: `/activity/${review}`,
    owner: signsIn ? { user: owner } : { role: "security-official" },
    dueOn,
  });
}
