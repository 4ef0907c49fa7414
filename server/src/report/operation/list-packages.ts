// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { listOf, noBody, nothing } from "#gate/operation/shapes.ts";
import { Card, cards } from "../package/shelf.ts";

export const listPackages = operation({
  name: "report.package.list",
  cites: ["164.308(a)(8)"],
  says: "Listed audit packages",
  groups: ["evidence.read"],
  route: { method: "GET", path: "/v1/packages" },
  input: z.object({ path: nothing, query: nothing, body: noBody }),
  output: listOf(Card),
  effect: "read",
  log: "organization",
  run: async ({ parts }) => ({ output: { items: await cards(parts), next: null } }),
});
