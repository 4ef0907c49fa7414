// SPDX-License-Identifier: Apache-2.0
import { etagOf } from "#gate/match.ts";
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import type { Entry } from "@part164/verify/entry.ts";
import { type Call, type Granted, JsonText, operation, type OperationInput } from "#gate/operation.ts";
import { term } from "#seal/hmac.ts";
import { insertKey } from "#store/key-rows.ts";
import { sql } from "#store/sql.ts";
import { planTransaction } from "../../fhir/bundle.ts";
import { individualOf } from "../../fhir/compartment.ts";
import { insertRecords } from "../record-row.ts";
import { recordBytes } from "../record-text.ts";
import { keyFor, keyForNew, sealRecord, type SealingKey } from "../sealing.ts";
import { createHash } from "node:crypto";
import { sha256 } from "./create-record.ts";
import { fhirText, noQuery } from "./common.ts";

type Planned = {
  readonly type: string;
  readonly id: string;
  readonly individual: string | null;
  readonly sealed: Uint8Array;
  readonly fields: string[];
  readonly after: string;
};
type Imported = { individuals: number; records: number };

/** A transaction bundle: all of its records or none, and the same bytes again are a no-op. */
export const importBundle = operation({
  name: "phi.record.import",
  cites: ["164.312(a)(1)", "164.312(c)(1)"],
  says: "Imported records",
  groups: ["records.write"],
  letter: "c",
  route: { method: "POST", path: "/fhir/R4" },
  input: z.object({ path: z.strictObject({}), query: noQuery, body: z.unknown() }),
  output: fhirText,
  effect: "write",
  log: "tenant",
  needsPurpose: true,
  aim: () => ({ collection: "Bundle", relation: "own-tenant" as const }),
  async prepare(call) {
    const { parts, input, tenant, bytes } = call;
    const index = await parts.keyring.key("index", tenant, null);
    const digest = term(
      index,
      "import",
      createHash("sha256")
        .update(bytes ?? new Uint8Array())
        .digest("hex"),
    );
    const before = await parts.db
      .in({ role: "part164_app", tenant })
      .maybe<Imported>(sql`select individuals, records from phi.imported where tenant = ${tenant} and digest = ${digest}`);
    if (before !== undefined) return { digest, before, planned: [], keys: [] };
    const plan = planTransaction(input.body, () => parts.makeId<"record">());
    if (plan.some(({ does }) => does !== "create"))
      throw new Fault("unsupported_parameter", { detail: "Bundles that replace records are not supported yet; amend them one by one." });
    refuseOtherTypes(call, new Set(plan.map(({ record }) => record.resourceType)));
    const fresh = new Map<string, SealingKey>();
    const planned: Planned[] = [];
    for (const { record, id } of plan) {
      const isPatient = record.resourceType === "Patient";
      const individual = isPatient ? id : individualOf(record);
      if (isPatient) fresh.set(id, await keyForNew(parts, tenant, id));
      const { key } = fresh.get(individual ?? "") ?? (await keyFor(parts, tenant, individual));
      const { bytes: content, fields } = recordBytes(record);
      const place = { type: record.resourceType, id, version: 1, individual };
      planned.push({ ...place, sealed: sealRecord(key, tenant, place, content), fields, after: sha256(content) });
    }
    return { digest, before: null, planned, keys: [...fresh.values()] };
  },
  about: () => ({ collection: "Bundle", relation: "own-tenant" as const }),
  async run(call, _loaded, { digest, before, planned, keys }) {
    const { parts, tenant, db } = call;
    if (before !== null) return { output: answer([]), headers: { "part164-imported": "before" }, detail: { ...before, repeated: true } };
    const at = parts.clock.now();
    for (const { row } of keys) if (row !== null) await insertKey(db, row);
    for (let from = 0; from < planned.length; from += ROWS_AT_ONCE)
      await insertRecords(db, tenant, planned.slice(from, from + ROWS_AT_ONCE), at);
    const events = await recordEach(call, planned);
    const count: Imported = { individuals: keys.length, records: planned.length };
    await db.run(sql`
      insert into phi.imported (tenant, digest, individuals, records, event, at)
      values (${tenant}, ${digest}, ${count.individuals}, ${count.records}, ${events[0] ?? parts.makeId<"event">()}, ${at})`);
    return { output: answer(planned), detail: count };
  },
});

/** Importing is creating: what somebody may not create comes in by no bundle either. @throws Fault `not_allowed`. */
function refuseOtherTypes({ parts, actor, purpose }: Call<OperationInput>, types: ReadonlySet<string>): void {
  for (const collection of types) {
    const ask = { action: "phi.record.create", collection, purpose, relation: "own-tenant", letter: "c" } as const;
    if (!parts.decider.decide(actor, ask).permits) throw new Fault("not_allowed", { detail: `You may not create ${collection}.` });
  }
}

const ROWS_AT_ONCE = 500;

/** One entry a record, so that each can be found by its individual and by itself. */
async function recordEach(call: Granted<OperationInput>, planned: readonly Planned[]): Promise<string[]> {
  const { recording, db, actor, from, purpose, request, tenant, grant, onBehalfOf } = call;
  const who: Entry["actor"] = {
    kind: actor.kind,
    id: actor.id,
    session: actor.kind === "user" ? actor.session : null,
    factor: actor.factor,
  };
  const common = {
    outcome: "done",
    actor: who,
    onBehalfOf,
    from,
    tenant,
    purpose,
    disclosure: null,
    decided: grant.decided,
    request,
  } as const;
  const acts = planned.map(({ type, id, individual, fields, after }) => ({
    ...common,
    kind: "phi.record.create",
    individual,
    record: { type, id, version: 1 },
    fields,
    detail: { after, imported: true },
  }));
  const events: string[] = [];
  for (let at = 0; at < acts.length; at += ROWS_AT_ONCE)
    events.push(...(await recording.recordIn(db, ...acts.slice(at, at + ROWS_AT_ONCE))));
  return events;
}

function answer(planned: readonly Planned[]): JsonText {
  const entry = planned.map(({ type, id }) => ({ response: { status: "201", location: `${type}/${id}/_history/1`, etag: etagOf(1) } }));
  return new JsonText(JSON.stringify({ resourceType: "Bundle", type: "transaction-response", entry }));
}
