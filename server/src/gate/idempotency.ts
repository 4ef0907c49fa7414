// SPDX-License-Identifier: Apache-2.0
// The same request sent again, because its answer was lost, happens once: the answer is kept, sealed, for a day. Of the key and of the
// request only keyed terms are kept: applications write into keys what they like.
import { createHash } from "node:crypto";
import { canonicalBytes, type Json } from "@part164/verify/canonical-json.ts";
import { MS_PER_DAY } from "#base/clock.ts";
import { Fault } from "#base/fault.ts";
import type { EventId, Id } from "#base/id.ts";
import type { LogTenant } from "#ledger/act.ts";
import type { Key } from "#seal/key.ts";
import { term } from "#seal/hmac.ts";
import { open, seal } from "#seal/sealed.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { Answer } from "./gate.ts";
import { type Call, JsonText, type Operation, type OperationInput } from "./operation.ts";

export const KEPT_MS = MS_PER_DAY;
const KEY = /^[\x21-\x7e]{8,128}$/;

/** `requestHash` is hex. */
export type Keyed = { readonly actor: Id; readonly operation: string; readonly key: string; readonly requestHash: string };

/** The request's idempotency key. Required on /v1 writes, optional on FHIR, needless for the command line. @throws Fault. */
export function keyOf(operation: Operation, call: Call<OperationInput>): Keyed | null {
  const key = call.header("idempotency-key");
  if (call.actor.kind === "system") return null;
  if (key === undefined) {
    if (operation.route.path.startsWith("/v1/")) throw new Fault("idempotency_key_needed");
    return null;
  }
  if (!KEY.test(key))
    throw new Fault("idempotency_key_needed", { detail: "An Idempotency-Key has 8 to 128 visible ASCII characters; a UUID will do." });
  const requestHash = createHash("sha256")
    .update(canonicalBytes({ path: call.input.path, query: call.input.query, body: call.input.body ?? null } as Json))
    .update(operation.takesFile === true ? (call.bytes ?? "") : "")
    .digest("hex"); // Input came from JSON.
  return { actor: call.actor.id, operation: operation.name, key, requestHash };
}

const binding = (tenant: LogTenant, { operation, key }: Keyed) => ({
  tenant,
  type: `idempotency.${operation}`,
  id: key,
  version: 1,
  individual: null,
});

type Kept = Pick<Answer, "status" | "headers"> & { readonly output?: unknown; readonly text?: string };
type Row = { request_hash: Uint8Array; answer: Uint8Array; event: EventId };

/** The answer given to this key before, or null. @throws Fault `idempotency_key_reused` if it was another request. */
export async function storedAnswer({ parts, tenant }: Call<OperationInput>, keyed: Keyed): Promise<Answer | null> {
  const keys = await keysOf(parts, tenant); // In memory also for keepAnswer, which runs inside a transaction.
  const { key, request } = termsOf(keys, keyed);
  const row = await parts.db.in({ role: "part164_app", tenant }).maybe<Row>(sql`
    select request_hash, answer, event from access.idempotency
     where actor = ${keyed.actor} and tenant = ${tenant} and operation = ${keyed.operation} and key = ${key}
       and at > ${new Date(parts.clock.now().getTime() - KEPT_MS)}`);
  if (row === undefined) return null;
  if (Buffer.compare(row.request_hash, request) !== 0) throw new Fault("idempotency_key_reused");
  const opened = open(keys.shared, row.answer, binding(tenant, keyed));
  const kept = JSON.parse(Buffer.from(opened).toString("utf8")) as Kept; // Written by keepAnswer.
  const output = kept.text === undefined ? kept.output : new JsonText(kept.text);
  return { status: kept.status, headers: kept.headers, output, event: row.event };
}

/** Keeps the answer in the transaction of the act itself. */
export async function keepAnswer({ parts, tenant }: Call<OperationInput>, tx: Queryable, keyed: Keyed, answer: Answer): Promise<void> {
  const shared = parts.keyring.cached("individual", tenant, null);
  const index = parts.keyring.cached("index", tenant, null);
  if (shared === undefined || index === undefined) throw new Fault("custodian_gone", { retryAfterSeconds: 1 });
  const { key, request } = termsOf({ index }, keyed);
  const { status, headers, output } = answer;
  const kept: Kept = output instanceof JsonText ? { status, headers, text: output.text } : { status, headers, output };
  const sealed = seal(shared, Buffer.from(JSON.stringify(kept), "utf8"), binding(tenant, keyed));
  await tx.run(sql`
    delete from access.idempotency
     where actor = ${keyed.actor} and tenant = ${tenant} and operation = ${keyed.operation} and key = ${key}
       and at <= ${new Date(parts.clock.now().getTime() - KEPT_MS)}`);
  await tx.run(sql`
    insert into access.idempotency (actor, tenant, operation, key, request_hash, event, answer, at)
    values (${keyed.actor}, ${tenant}, ${keyed.operation}, ${key}, ${request}, ${answer.event}, ${sealed}, ${parts.clock.now()})`);
}

function termsOf({ index }: { index: Key }, { key, requestHash }: Keyed): { key: Uint8Array; request: Uint8Array } {
  return { key: term(index, "idempotency.key", key), request: term(index, "idempotency.request", requestHash) };
}

async function keysOf({ keyring }: Call<OperationInput>["parts"], tenant: LogTenant): Promise<{ shared: Key; index: Key }> {
  return { shared: await keyring.key("individual", tenant, null), index: await keyring.key("index", tenant, null) };
}
