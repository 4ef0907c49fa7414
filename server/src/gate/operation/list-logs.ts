// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { parseCheckpoint } from "@part164/verify/checkpoint.ts";
import { parseNote } from "@part164/verify/note.ts";
import { listTenants } from "#access/tenant.ts";
import { operation } from "../operation.ts";
import { listOf, noBody, nothing } from "./shapes.ts";

const LogView = z.object({
  log: z.string(),
  name: z.string(),
  origin: z.string(),
  key: z.string(),
  size: z.number(),
  root: z.string().nullable(),
  checkpointAt: z.string().nullable(),
  lagMs: z.number(),
});

export const listLogs = operation({
  name: "ledger.log.list",
  cites: ["164.312(b)"],
  says: "Looked at the ledger's state",
  groups: ["ledger"],
  route: { method: "GET", path: "/v1/ledger/logs" },
  input: z.object({ path: nothing, query: nothing, body: noBody }),
  output: listOf(LogView),
  effect: "read",
  log: "organization",
  async run({ parts, actor }) {
    const { ledger, installation } = parts;
    const lagMs = await ledger.keeper.lagMs();
    const own = (await listTenants(parts)).filter(({ id }) => id === actor.tenant);
    const logs = [
      { id: installation, name: "Organization", log: "organization" },
      ...own.map(({ id, name }) => ({ id, name, log: id as string })),
    ];
    const items = await Promise.all(
      logs.map(async ({ id, name, log }) => {
        const state = await ledger.reader.log(id);
        const root =
          state.checkpoint === null
            ? null
            : Buffer.from(parseCheckpoint(parseNote(Buffer.from(state.checkpoint)).text).root).toString("base64");
        return {
          log,
          name,
          origin: state.origin,
          key: await ledger.signer.verifierKey(id),
          size: state.signed,
          root,
          checkpointAt: state.signedAt?.toISOString() ?? null,
          lagMs,
        };
      }),
    );
    return { output: { items, next: null } };
  },
});
