// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { present } from "#base/assert.ts";
import { userNames } from "#access/user.ts";
import { operation } from "#gate/operation.ts";
import { listOf, noBody, nothing } from "#gate/operation/shapes.ts";
import { journalOf, openLine } from "../journal.ts";
import { submissionById } from "../submission.ts";
import { findSubmission } from "./change.ts";
import { aboutSubmission, submissionPath } from "./shapes.ts";

const Line = z.object({
  id: z.string(),
  text: z.string(),
  occurredAt: z.string(),
  receivedAt: z.string(),
  by: z.string().nullable(),
  byName: z.string().nullable(),
  document: z.string().nullable(),
  corrects: z.string().nullable(),
});

export const listJournal = operation({
  name: "program.journal.list",
  cites: ["164.308(a)(6)(ii)", "164.316(b)(2)(ii)"],
  says: "Read a journal",
  groups: ["program.file", "program.read"],
  route: { method: "GET", path: "/v1/submissions/{submission}/journal" },
  input: z.object({ path: submissionPath, query: nothing, body: noBody }),
  output: listOf(Line),
  effect: "read",
  log: "organization",
  load: ({ input: { path } }, db) => findSubmission(db, path.submission, submissionById),
  about: aboutSubmission,
  async run({ parts, db }, found) {
    const { row } = present(found, "A missing submission is decided away before.");
    const lines = await journalOf(db, row.id);
    const names = await userNames(parts, [...new Set(lines.flatMap(({ by }) => by ?? []))]);
    const items = lines.map(async (line) => ({
      id: line.id,
      text: await openLine(parts, line),
      occurredAt: line.occurred_at.toISOString(),
      receivedAt: line.received_at.toISOString(),
      by: line.by,
      byName: names.get(line.by ?? "") ?? null,
      document: line.document,
      corrects: line.corrects,
    }));
    return { output: { items: await Promise.all(items), next: null } };
  },
});
