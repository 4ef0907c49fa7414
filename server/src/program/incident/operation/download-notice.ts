// SPDX-License-Identifier: Apache-2.0
import { createHash } from "node:crypto";
import { z } from "zod";
import { present } from "#base/assert.ts";
import { operation } from "#gate/operation.ts";
import { noBody, nothing } from "#gate/operation/shapes.ts";
import { documentPdf } from "../../document/render/pdf.ts";
import { findSubmission } from "../../form/operation/change.ts";
import { aboutSubmission, submissionPath } from "../../form/operation/shapes.ts";
import { openContent, submissionById } from "../../form/submission.ts";

/** A breach notice on paper, with blanks where who sends it puts names and addresses in. */
export const downloadBreachNotice = operation({
  name: "program.breach-notice.download",
  cites: ["164.404(c)(1)", "164.404(d)", "164.414(b)"],
  says: "Downloaded a breach notice",
  groups: ["program.file", "program.read"],
  route: { method: "GET", path: "/v1/breach-notices/{submission}/file" },
  input: z.object({ path: submissionPath, query: nothing, body: noBody }),
  output: z.undefined(),
  file: "application/pdf",
  effect: "read",
  log: "organization",
  load: async ({ input: { path } }, db) => {
    const found = await findSubmission(db, path.submission, submissionById);
    return found?.form.name === "notification-tracker" ? found : undefined;
  },
  about: aboutSubmission,
  async run({ parts }, found) {
    const { row } = present(found, "A missing submission is decided away before.");
    const { answers } = await openContent(parts, row);
    const text = String(answers["text"] ?? "");
    const title = /^# +(.+)$/m.exec(text)?.[1] ?? "Breach notice";
    const isOut = row.state === "approved" || row.state === "sent";
    const bytes = await documentPdf({
      title,
      language: "en-US",
      meta: { subject: "Breach notice" },
      markdown: text,
      footer: isOut ? [] : ["Not approved: does not go out."],
      createdAt: row.updated_at,
    });
    const file = { bytes, size: bytes.length, name: `breach-notice-${row.id.slice(-8)}.pdf`, type: "application/pdf" };
    return { output: undefined, file, detail: { state: row.state, sha256: createHash("sha256").update(text).digest("hex") } };
  },
});
