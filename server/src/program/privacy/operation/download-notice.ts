// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { anId, noBody, nothing } from "#gate/operation/shapes.ts";
import { noticePdf, notices, textHash } from "../notice.ts";

export const downloadNotice = operation({
  name: "program.notice.download",
  cites: ["164.520(c)(2)(iii)", "164.520(b)(1)(iv)(F)"],
  says: "Downloaded a notice of privacy practices",
  groups: ["program.read"],
  route: { method: "GET", path: "/v1/notices/{notice}/file" },
  input: z.object({ path: z.strictObject({ notice: anId }), query: nothing, body: noBody }),
  output: z.undefined(),
  file: "application/pdf",
  effect: "read",
  log: "organization",
  async run({ parts, db, input: { path } }) {
    const notice = (await notices(parts, db)).find(({ id }) => id === path.notice);
    if (notice === undefined) throw new Fault("not_found");
    const bytes = await noticePdf(notice);
    const name = `notice-of-privacy-practices-${notice.startsOn === "" ? "draft" : notice.startsOn}.pdf`;
    const file = { bytes, size: bytes.length, name, type: "application/pdf" };
    return { output: undefined, file, detail: { notice: notice.id, sha256: textHash(notice.text) } };
  },
});
