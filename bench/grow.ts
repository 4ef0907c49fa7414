// SPDX-License-Identifier: Apache-2.0
// Makes records and their entries in bulk, as an import makes them: a key for each individual, real seals, an entry for each record.
import type { TenantId } from "../server/src/base/id.ts";
import type { Parts } from "../server/src/gate/parts.ts";
import { systemAct } from "../server/src/ledger/act.ts";
import type { FhirRecord } from "../server/src/phi/fhir/validate.ts";
import { insertRecords, type NewRecord } from "../server/src/phi/record/record-row.ts";
import { recordBytes } from "../server/src/phi/record/record-text.ts";
import { keyForNew, sealRecord } from "../server/src/phi/record/sealing.ts";
import type { KeyRow } from "../server/src/seal/key.ts";
import { sql } from "../server/src/store/sql.ts";
import type { Queryable } from "../server/src/store/database.ts";

/** A Patient and three Observations. */
export const RECORDS_EACH = 4;
const INDIVIDUALS_AT_ONCE = 500;
const ENTRIES_AT_ONCE = 2000;
/** Batches under way: while the database writes one, the next is sealed. */
const BATCHES = 2;

/** Adds records until there are `count` more, and waits until their entries are signed. Answers the individuals, in their order. */
export async function grow(parts: Parts, tenant: TenantId, count: number): Promise<string[]> {
  const individuals: string[] = [];
  let left = Math.floor(count / RECORDS_EACH);
  await Promise.all(
    Array.from({ length: BATCHES }, async () => {
      while (left > 0) {
        const n = Math.min(INDIVIDUALS_AT_ONCE, left);
        left -= n;
        individuals.push(...(await addBatch(parts, tenant, n)));
      }
    }),
  );
  await parts.ledger.keeper.settle(1_200_000);
  return individuals;
}

const people = Array.from({ length: 500 }, (_, n) => `01890000-0000-7000-8000-${String(n).padStart(12, "0")}`);

/** Adds entries about sign-ins to the organization's log: what `report` reads its checks' results among. */
export async function growOrganization(parts: Parts, count: number): Promise<void> {
  const { recorder, keeper } = parts.ledger;
  for (let done = 0; done < count;) {
    const n = Math.min(ENTRIES_AT_ONCE, count - done);
    const acts = Array.from({ length: n }, (_, at) => {
      const actor = { kind: "user" as const, id: people[(done + at) % people.length] ?? null, session: null, factor: "password+totp" };
      return systemAct(parts.installation, "access.session.start", { actor, detail: { factor: actor.factor } });
    });
    const recording = await recorder.prepare(parts.installation);
    await parts.db.transaction({ role: "part164_app" }, (tx) => recording.recordIn(tx, ...acts));
    recording.committed();
    done += n;
  }
  await keeper.settle(1_200_000);
}

type Made = NewRecord & { readonly individual: string; readonly fields: readonly string[] };

async function addBatch(parts: Parts, tenant: TenantId, count: number): Promise<string[]> {
  const individuals = Array.from({ length: count }, () => parts.makeId<"individual">());
  const rows: KeyRow[] = [];
  const made: Made[] = [];
  for (const individual of individuals) {
    const { key, row } = await keyForNew(parts, tenant, individual);
    if (row !== null) rows.push(row);
    for (const { id, record } of recordsOf(parts, individual)) {
      const { bytes, fields } = recordBytes(record);
      const place = { type: record.resourceType, id, version: 1, individual };
      made.push({ ...place, sealed: sealRecord(key, tenant, place, bytes), fields });
    }
  }
  const recording = await parts.ledger.recorder.prepare(tenant);
  await parts.db.transaction({ role: "part164_app", tenant }, async (tx) => {
    await insertKeys(tx, rows);
    await insertRecords(tx, tenant, made, parts.clock.now());
    await recording.recordIn(tx, ...made.map((one) => actOf(tenant, one)));
  });
  recording.committed();
  return individuals;
}

function actOf(tenant: TenantId, { type, id, individual, fields }: Made) {
  return systemAct(tenant, "phi.record.create", {
    individual,
    record: { type, id, version: 1 },
    fields: [...fields],
    purpose: "TREAT",
    detail: { imported: true },
  });
}

function recordsOf(parts: Parts, individual: string): { id: string; record: FhirRecord }[] {
  const patient = {
    resourceType: "Patient",
    id: individual,
    active: true,
    identifier: [{ system: "http://fernhollow.example/mrn", value: individual.slice(-8) }],
    name: [{ family: "Ashgrove", given: ["Linnea"] }],
    gender: "female",
    birthDate: "1984-07-09",
  };
  const observations = Array.from({ length: RECORDS_EACH - 1 }, (_, n) => ({
    resourceType: "Observation",
    id: parts.makeId<"record">(),
    status: "final",
    code: { text: ["Body weight", "Heart rate", "Temperature"][n] ?? "" },
    subject: { reference: `Patient/${individual}` },
    valueQuantity: { value: 60 + n, unit: "unit" },
  }));
  return [patient, ...observations].map((record) => ({ id: record.id, record }));
}

/** As `insertKey`, many at once. */
async function insertKeys(tx: Queryable, rows: readonly KeyRow[]): Promise<void> {
  await tx.run(sql`
    insert into seal.key (id, kind, tenant, owner, version, wrapped_by, wrapped, commitment, created_at)
    select k.id, 'individual', k.tenant, k.owner, 1, k.wrapped_by, k.wrapped, k.commitment, ${rows[0]?.createdAt ?? new Date(0)}
      from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ tenant }) => tenant)}::uuid[], ${rows.map(({ owner }) => owner)}::text[],
                  ${rows.map(({ wrappedBy }) => wrappedBy)}::uuid[], ${rows.map(({ wrapped }) => wrapped)}::bytea[],
                  ${rows.map(({ commitment }) => commitment)}::bytea[]) as k (id, tenant, owner, wrapped_by, wrapped, commitment)`);
}
