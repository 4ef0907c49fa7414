// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { anId, calendarDay, nothing } from "#gate/operation/shapes.ts";
import { sql } from "#store/sql.ts";
import { documentById } from "../../document/document-store.ts";
import { byOf } from "../../document/operation/shapes.ts";
import { assignDue, planAssigning } from "../assign.ts";
import { certificateNumber, keepCompletion } from "../completion.ts";
import { hexOf, taughtEver, taughtOn } from "../course-version.ts";
import { courseId } from "./shapes.ts";

const body = z.strictObject({
  member: anId,
  course: courseId.optional().meta({
    description:
      "If it was this course, taken with a person instead of on a screen: then it is completed. A course of somebody else's is a title.",
  }),
  title: z.string().trim().min(3).max(160).optional(),
  completedOn: calendarDay,
  provider: z.string().trim().min(2).max(160).meta({ description: "Who gave it." }),
  document: anId.meta({ description: "What shows it, in the store of documents." }),
});

export const recordOutside = operation({
  name: "program.training.record-outside",
  cites: ["164.308(a)(5)(i)", "164.530(b)(2)(ii)"],
  says: "Recorded training that was given elsewhere",
  groups: ["program.run"],
  route: { method: "POST", path: "/v1/training/outside" },
  input: z.object({ path: nothing, query: nothing, body }),
  output: z.object({ completion: z.string(), certificate: z.string(), fulfilled: z.number() }),
  status: 201,
  effect: "write",
  log: "organization",
  prepare: ({ parts }) => planAssigning(parts),
  async run({ parts, actor, db, recording, input: { body: given } }, _loaded, plan) {
    const { member, course = null, title, completedOn, provider, document } = given;
    const { day } = plan;
    const wrong = (at: string, says: string): Fault => new Fault("malformed_input", { fields: [{ at, says }] });
    if ((course === null) === (title === undefined)) throw wrong("/course", "Say which course, or the title of another's.");
    if (completedOn > day) throw wrong("/completedOn", "Is today or earlier.");
    if (member === byOf(actor)) throw new Fault("not_yours_to_do", { detail: "Another official records your own training." });
    const person = await db.maybe<{ joined_on: string }>(sql`select joined_on::text from program.member where id = ${member}`);
    if (person === undefined || (await documentById(db, document)) === undefined) throw new Fault("not_found");
    if (course !== null && completedOn < person.joined_on)
      throw wrong("/completedOn", "A course of ours is not completed before they joined.");
    await assignDue(parts, db, plan, recording);
    const taught = taughtOn(
      (await taughtEver(db)).filter((one) => one.course === course),
      completedOn,
    );
    const id = parts.makeId<"completion">() as string;
    const certificate = certificateNumber(completedOn);
    const fulfilled = await keepCompletion(
      parts,
      db,
      {
        id,
        member,
        course,
        title: title ?? taught?.title ?? "",
        version: taught?.version ?? null,
        sha256: taught?.sha256 ?? null,
        score: null,
        completed_on: completedOn,
        certificate,
        statement: null,
        attempt: null,
        provider,
        document,
        by: byOf(actor),
      },
      { day, actedBy: byOf(actor) },
    );
    const record = { type: "program.completion", id, version: 1 };
    const sha256 = taught === undefined ? null : hexOf(taught.sha256);
    return { output: { completion: id, certificate, fulfilled }, record, detail: { member, course, completedOn, document, sha256 } };
  },
});
