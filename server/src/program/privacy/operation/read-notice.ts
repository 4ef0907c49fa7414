// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { anId, noBody, nothing } from "#gate/operation/shapes.ts";
import { htmlMain } from "../../document/render/html.ts";
import { blanksIn, noticeStatements } from "../notice-lint.ts";
import { noticeHtml, notices, textHash } from "../notice.ts";

export const readNotice = operation({
  name: "program.notice.read",
  cites: ["164.520(b)(1)", "164.520(c)(3)(i)", "164.520(e)"],
  says: "Read a notice of privacy practices",
  groups: ["program.read"],
  route: { method: "GET", path: "/v1/notices/{notice}" },
  input: z.object({ path: z.strictObject({ notice: anId }), query: nothing, body: noBody }),
  output: z.object({
    id: z.string(),
    revision: z.string(),
    state: z.string(),
    startsOn: z.string().nullable(),
    text: z.string(),
    /** The same, to be shown inside another page. */
    body: z.string(),
    sha256: z.string(),
    /** A whole page for the web site. */
    html: z.string(),
    statements: z.array(z.object({ cite: z.string(), says: z.string(), isThere: z.boolean() })),
    blanks: z.array(z.string()),
  }),
  effect: "read",
  log: "organization",
  async run({ parts, db, input: { path } }) {
    const notice = (await notices(parts, db)).find(({ id }) => id === path.notice);
    if (notice === undefined) throw new Fault("not_found");
    const { id, revision, state, startsOn, text, answers } = notice;
    const statements = noticeStatements(text, answers).map((one) => ({ ...one }));
    const output = {
      id,
      revision,
      state,
      startsOn: startsOn === "" ? null : startsOn,
      text,
      sha256: textHash(text),
      body: htmlMain(text, revision),
    };
    return {
      output: { ...output, html: noticeHtml(notice), statements, blanks: blanksIn(text) },
      detail: { notice: id, sha256: textHash(text) },
    };
  },
});
