// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import type { EventId } from "#base/id.ts";
import { present } from "#base/assert.ts";
import { entrySays } from "#gate/kind-says.ts";
import { operation } from "#gate/operation.ts";
import { anId, listOf, noBody, page } from "#gate/operation/shapes.ts";
import { zoneOf } from "../../calendar.ts";
import { findSubmission } from "../../form/operation/change.ts";
import { aboutSubmission, submissionPath } from "../../form/operation/shapes.ts";
import { openContent, submissionById } from "../../form/submission.ts";
import { entriesOf, refuseLook, spanOf } from "../audit.ts";
import { forCauseAudit } from "../definition/for-cause-audit.ts";

const Entry = z.object({
  event: z.string(),
  /** "organization", or a tenant's id: the ledger's word for the log. */
  log: z.string(),
  logName: z.string(),
  at: z.string(),
  says: z.string(),
  outcome: z.string(),
  purpose: z.string().nullable(),
  /** Opaque, and for the privacy official alone. */
  individual: z.string().nullable(),
});

export const lookAudit = operation({
  name: "program.audit.look",
  cites: ["164.308(a)(1)(ii)(D)", "164.502(b)"],
  says: "Looked at what an approved search found",
  groups: ["program.read"],
  route: { method: "GET", path: "/v1/for-cause-audits/{submission}/entries" },
  input: z.object({ path: submissionPath, query: z.strictObject({ ...page, cursor: anId.optional() }), body: noBody }),
  output: listOf(Entry),
  effect: "read",
  log: "organization",
  load: async ({ input: { path } }, db) => {
    const found = await findSubmission(db, path.submission, submissionById);
    return found?.form.name === forCauseAudit.name ? found : undefined;
  },
  about: aboutSubmission,
  async run({ parts, actor, db, input: { query } }, found) {
    const { row } = present(found, "A missing submission is decided away before.");
    await refuseLook(db, row, actor);
    const { answers } = await openContent(parts, row);
    const whole = { actor: String(row.about), span: spanOf(answers, await zoneOf(parts)), limit: query.limit + 1 };
    const entries = await entriesOf(parts, { ...whole, before: query.cursor as EventId | undefined }); // anId is the proof.
    const shown = entries.slice(0, query.limit);
    const seesWhom = actor.kind === "user" && actor.roles.includes("privacy-official");
    const items = shown.map(({ entry, event, tenant, logName }) => ({
      event,
      log: tenant === parts.installation ? "organization" : tenant,
      logName,
      at: entry.at,
      says: entrySays(entry),
      outcome: entry.outcome,
      purpose: entry.purpose,
      individual: seesWhom ? entry.individual : null,
    }));
    return {
      output: { items, next: entries.length > query.limit ? (shown.at(-1)?.event ?? null) : null },
      detail: { entries: items.length },
    };
  },
});
