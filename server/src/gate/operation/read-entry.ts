// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { userNames } from "#access/user.ts";
import type { EventId } from "#base/id.ts";
import { operation } from "../operation.ts";
import { EntryView } from "./entry-view.ts";
import { actorName, logName } from "./list-entries.ts";
import { entrySays } from "../kind-says.ts";
import { anId, noBody } from "./shapes.ts";

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

const Proof = z.object({
  leaf: z.string(),
  salt: z.string(),
  entryText: z.string(),
  index: z.number(),
  size: z.number(),
  hashes: z.array(z.string()),
  checkpoint: z.string(),
  key: z.string(),
  checkpointAt: z.string().nullable(),
});

export const readEntry = operation({
  name: "ledger.entry.read",
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)"],
  says: "Looked at an entry",
  groups: ["ledger"],
  route: { method: "GET", path: "/v1/ledger/entries/{event}" },
  input: z.object({ path: z.strictObject({ event: anId }), query: z.strictObject({ log: logName }), body: noBody }),
  output: z.object({
    entry: EntryView,
    says: z.string(),
    actorName: z.string(),
    state: z.enum(["recorded", "in-checkpoint", "witnessed"]),
    index: z.number().nullable(),
    log: z.object({ origin: z.string(), key: z.string() }),
    proof: Proof.nullable(),
  }),
  effect: "read",
  log: (input) => input.query.log,
  async run({ parts, tenant, input: { path } }) {
    const { reader, signer } = parts.ledger;
    const event = path.event as EventId; // anId is the proof.
    const [found, proof] = await Promise.all([reader.entry(tenant, event), reader.proof(tenant, event)]);
    const names = await userNames(parts, found.entry.actor.id === null ? [] : [found.entry.actor.id]);
    const output = {
      entry: found.entry,
      says: entrySays(found.entry),
      actorName: actorName(found.entry.actor, names),
      state: proof === null ? ("recorded" as const) : ("in-checkpoint" as const),
      index: found.index,
      log: { origin: signer.origin(tenant), key: await signer.verifierKey(tenant) },
      proof:
        proof === null
          ? null
          : {
              leaf: base64(proof.leaf),
              salt: base64(found.salt),
              entryText: found.text,
              index: proof.index,
              size: proof.size,
              hashes: proof.hashes.map(base64),
              checkpoint: proof.checkpoint,
              key: proof.key,
              checkpointAt: proof.checkpointAt?.toISOString() ?? null,
            },
    };
    return { output, record: { type: "ledger.entry", id: event, version: null } };
  },
});
