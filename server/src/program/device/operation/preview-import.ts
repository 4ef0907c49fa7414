// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { noBody, nothing } from "#gate/operation/shapes.ts";
import { prepareImport } from "../import/prepare-import.ts";

export const fileQuery = z.strictObject({
  mediaType: z
    .enum(["text/csv", "application/json"])
    .meta({ description: "CSV with a head, or a JSON list as device management exports it." }),
});

export const previewDeviceImport = operation({
  name: "program.device.preview-import",
  cites: ["164.310(d)(2)(iii)"],
  says: "Looked at what a file of devices would change",
  groups: ["program.run"],
  route: { method: "POST", path: "/v1/devices/import/preview" },
  input: z.object({ path: nothing, query: fileQuery, body: noBody }),
  output: z.object({
    rows: z.array(
      z.object({
        line: z.number(),
        serial: z.string(),
        name: z.string(),
        does: z.enum(["add", "change", "check", "ignore", "refuse"]),
        hasCheck: z.boolean(),
        says: z.string(),
        faults: z.array(z.object({ column: z.string(), says: z.string() })),
      }),
    ),
  }),
  takesFile: true,
  effect: "read",
  log: "organization",
  async prepare({ parts, bytes, input: { query } }) {
    if (bytes === undefined || bytes.length === 0) throw new Fault("malformed_body", { detail: "Send the file itself as the body." });
    return prepareImport(parts, bytes, query.mediaType);
  },
  async run(_call, _loaded, { rows }) {
    const shown = rows.map(({ line, serial, name, does, says, faults, check }) => ({
      line,
      serial,
      name,
      does,
      hasCheck: check !== null,
      says,
      faults: [...faults],
    }));
    return { output: { rows: shown }, detail: { rows: rows.length } };
  },
});
