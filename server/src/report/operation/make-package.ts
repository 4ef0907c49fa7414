// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { userNames } from "#access/user.ts";
import { operation } from "#gate/operation.ts";
import { emptyBody, nothing } from "#gate/operation/shapes.ts";
import { allSafeguards } from "#safeguard/registry.ts";
import { runDue } from "#safeguard/run.ts";
import { makePackage } from "../package/make-package.ts";
import { Card, packageFile, shelve } from "../package/shelf.ts";

export const makeAuditPackage = operation({
  name: "report.package.make",
  cites: ["164.308(a)(8)", "164.316(b)(2)(ii)"],
  says: "Made an audit package",
  groups: ["evidence"],
  route: { method: "POST", path: "/v1/packages" },
  input: z.object({ path: nothing, query: nothing, body: emptyBody }),
  output: Card,
  status: 201,
  effect: "read", // It changes no row; the ledger must be settled first, which no transaction may hold up.
  log: "organization",
  async run({ parts, actor }) {
    await runDue(parts, await allSafeguards());
    const id = parts.makeId<"package">();
    const made = await makePackage(parts, packageFile(parts, id));
    const by = actor.id === null ? null : ((await userNames(parts, [actor.id])).get(actor.id) ?? null);
    const card: Card = {
      id,
      createdAt: parts.clock.now().toISOString(),
      by,
      sizeBytes: made.sizeBytes,
      sha256: made.sha256,
      logs: made.logs.length,
    };
    await shelve(parts, card);
    return {
      output: card,
      detail: { package: id, sha256: made.sha256, logs: made.logs.map(({ origin, size }) => ({ origin, size })) },
    };
  },
});
