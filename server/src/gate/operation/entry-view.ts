// SPDX-License-Identifier: Apache-2.0
// An entry as docs/reference/formats.md has it: ids, names of fields and hashes, never content. The verifier owns the form.
import { z } from "zod";
import type { ActorKind, Entry } from "@part164/verify/entry.ts";

const ACTOR_KINDS: Readonly<Record<ActorKind, true>> = { user: true, client: true, system: true, nobody: true };
export const actorKind = z.enum(Object.keys(ACTOR_KINDS) as ActorKind[]); // The record above names each, and no other.

export const RecordRef = z.object({ type: z.string(), id: z.string().nullable(), version: z.number().nullable() });

export const EntryView = z.object({
  v: z.literal(1),
  id: z.string(),
  at: z.string(),
  kind: z.string(),
  outcome: z.string(),
  actor: z.object({ kind: actorKind, id: z.string().nullable(), session: z.string().nullable(), factor: z.string().nullable() }),
  onBehalfOf: z.string().nullable(),
  from: z.object({ address: z.string().nullable(), agent: z.string().nullable() }).nullable(),
  tenant: z.string(),
  individual: z.string().nullable(),
  record: RecordRef.nullable(),
  fields: z.array(z.string()).readonly(),
  purpose: z.string().nullable(),
  disclosure: z.object({ recipient: z.string(), basis: z.string() }).nullable(),
  decided: z.object({ policyIds: z.array(z.string()).readonly(), policySet: z.string() }).nullable(),
  request: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()).nullable(),
} satisfies Record<keyof Entry, z.ZodType>);
