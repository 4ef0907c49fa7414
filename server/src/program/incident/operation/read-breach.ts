// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { present } from "#base/assert.ts";
import { etagOf } from "#gate/match.ts";
import { operation } from "#gate/operation.ts";
import { noBody, nothing } from "#gate/operation/shapes.ts";
import { zoneOf } from "../../calendar.ts";
import { aboutSubmission, submissionPath } from "../../form/operation/shapes.ts";
import { formNamed } from "../../form/registry.ts";
import { openContent, submissionById, submissionsLike } from "../../form/submission.ts";
import { detailOf, moverOf, SubmissionDetail, SubmissionView, viewSubmission } from "../../form/view.ts";
import { countAffected } from "../affected.ts";
import { ClockView, entityOf, sentOf, standingClocks } from "../breach.ts";
import { idleDuties } from "../clocks-of.ts";
import { findBreach } from "./shapes.ts";

export const readBreach = operation({
  name: "program.breach.read",
  cites: ["164.404(b)", "164.414(b)"],
  says: "Read a breach assessment with its clocks",
  groups: ["program.file", "program.read"],
  route: { method: "GET", path: "/v1/breaches/{submission}" },
  input: z.object({ path: submissionPath, query: nothing, body: noBody }),
  output: z.object({
    assessment: SubmissionDetail,
    incident: SubmissionView.nullable(),
    clocks: z.array(ClockView),
    idle: z.array(z.object({ to: z.string(), cite: z.string(), says: z.string() })),
    notices: z.array(SubmissionView.extend({ clock: z.string() })),
    affected: z.number(),
  }),
  effect: "read",
  log: "organization",
  load: ({ input: { path } }, db) => findBreach(db, path.submission),
  about: aboutSubmission,
  async run({ parts, actor, db }, found) {
    const { row, form } = present(found, "A missing submission is decided away before.");
    const content = await openContent(parts, row);
    const [entity, sent, zone] = [await entityOf(db), await sentOf(db, row.id), await zoneOf(parts)];
    const incident = row.about === null ? undefined : await submissionById(db, row.about);
    const notices = await submissionsLike(db, { forms: ["notification-tracker"], ownForms: [], user: null, about: row.id }, 200);
    const noticeForm = await formNamed("notification-tracker");
    const output = {
      assessment: detailOf(form, row, content, moverOf(actor)),
      incident: incident === undefined ? null : await viewSubmission(parts, await formNamed(incident.form), incident),
      clocks: standingClocks({ state: row.state, answers: content.answers, entity, sent }, parts.clock.now(), zone),
      idle: idleDuties(content.answers, entity),
      notices: await Promise.all(
        notices.map(async (one) => ({
          ...(await viewSubmission(parts, noticeForm, one)),
          clock: String((await openContent(parts, one)).answers["clock"] ?? ""),
        })),
      ),
      affected: await countAffected(db, row.id),
    };
    return { output, headers: { etag: etagOf(row.version) } };
  },
});
