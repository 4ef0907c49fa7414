// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { anId, noBody, nothing } from "#gate/operation/shapes.ts";
import { cards, packageFile } from "../package/shelf.ts";

export const downloadPackage = operation({
  name: "report.package.download",
  cites: ["164.308(a)(8)"],
  says: "Downloaded an audit package",
  groups: ["evidence.read"],
  route: { method: "GET", path: "/v1/packages/{package}/file" },
  input: z.object({ path: z.strictObject({ package: anId }), query: nothing, body: noBody }),
  output: z.undefined(),
  file: "application/zip",
  effect: "read",
  log: "organization",
  async run({ parts, input: { path } }) {
    const card = (await cards(parts)).find(({ id }) => id === path.package);
    if (card === undefined) throw new Fault("not_found");
    const name = `part164-package-${card.createdAt.slice(0, 10)}.zip`;
    const file = { path: packageFile(parts, card.id), size: card.sizeBytes, name, type: "application/zip" };
    return { output: undefined, file, detail: { package: card.id, sha256: card.sha256 } };
  },
});
