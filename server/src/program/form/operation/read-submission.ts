// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { present } from "#base/assert.ts";
import { userNames } from "#access/user.ts";
import { etagOf } from "#gate/match.ts";
import { operation } from "#gate/operation.ts";
import { noBody, nothing } from "#gate/operation/shapes.ts";
import { openContent, submissionById, versionsOf } from "../submission.ts";
import { detailOf, moverOf, SubmissionDetail } from "../view.ts";
import { namePeople } from "../name-people.ts";
import { findSubmission } from "./change.ts";
import { aboutSubmission, submissionPath } from "./shapes.ts";

const Version = z.object({
  version: z.number(),
  state: z.string(),
  move: z.string().nullable(),
  reason: z.string().nullable(),
  by: z.string().nullable(),
  byName: z.string().nullable(),
  at: z.string(),
  answers: z.record(z.string(), z.unknown()),
});

export const readSubmission = operation({
  name: "program.submission.read",
  cites: ["164.316(b)(2)(ii)"],
  says: "Read a form",
  groups: ["program.file", "program.read"],
  route: { method: "GET", path: "/v1/submissions/{submission}" },
  input: z.object({ path: submissionPath, query: nothing, body: noBody }),
  output: SubmissionDetail.extend({ history: z.array(Version), submittedByName: z.string().nullable() }),
  effect: "read",
  log: "organization",
  load: ({ input: { path } }, db) => findSubmission(db, path.submission, submissionById),
  about: aboutSubmission,
  async run({ parts, actor, db }, found) {
    const { row, form } = present(found, "A missing submission is decided away before.");
    const versions = await versionsOf(db, row.id);
    const contents = await Promise.all(versions.map((one) => openContent(parts, { ...one, id: row.id, form: row.form })));
    const people = [row.submitted_by, ...versions.map(({ by }) => by)].filter((id) => id !== null);
    const names = await userNames(parts, [...new Set(people)]);
    const [detail] = await namePeople(db, [detailOf(form, row, await openContent(parts, row), moverOf(actor))]);
    const output = {
      ...present(detail, "One went in."),
      submittedByName: names.get(row.submitted_by ?? "") ?? null,
      history: versions.map(({ version, state, move, by, at }, n) => ({
        version,
        state,
        move,
        reason: contents[n]?.reason ?? null,
        by,
        byName: names.get(by ?? "") ?? null,
        at: at.toISOString(),
        answers: { ...contents[n]?.answers },
      })),
    };
    return { output, headers: { etag: etagOf(row.version) } };
  },
});
