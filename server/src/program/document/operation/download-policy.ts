// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { anId, noBody, nothing } from "#gate/operation/shapes.ts";
import { versionById } from "../policy-version.ts";
import { policyPdf } from "../publish.ts";

export const downloadPolicy = operation({
  name: "program.policy.download",
  cites: ["164.316(b)(2)(ii)"],
  says: "Downloaded a policy",
  groups: ["program.list"],
  route: { method: "GET", path: "/v1/policy-versions/{version}/file" },
  input: z.object({ path: z.strictObject({ version: anId }), query: nothing, body: noBody }),
  output: z.undefined(),
  file: "application/pdf",
  effect: "read",
  log: "organization",
  async run({ parts, db, input: { path } }) {
    const row = await versionById(db, path.version);
    if (row === undefined) throw new Fault("not_found");
    const bytes = await policyPdf(parts, row);
    const detail = { policy: row.policy, sha256: Buffer.from(row.sha256).toString("hex") };
    const name = `${row.policy}-${row.version}.pdf`;
    return { output: undefined, file: { bytes, size: bytes.length, name, type: "application/pdf" }, detail };
  },
});
