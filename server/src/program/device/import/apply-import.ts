// SPDX-License-Identifier: Apache-2.0
// An import, in its transaction: a few statements for all rows together, because two thousand devices are as many submissions and checks.
import { present } from "#base/assert.ts";
import { Fault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { Day } from "../../calendar.ts";
import type { Answers } from "../../form/field.ts";
import { sealContent } from "../../form/submission.ts";
import { serialHash } from "../serial.ts";
import type { ImportPlan } from "./prepare-import.ts";

type By = { readonly by: string | null; readonly day: Day; readonly document: string };

/** One submission, or its next version, as the statements below take it. */
type Line = {
  readonly id: string;
  readonly form: string;
  readonly version: number;
  readonly state: string;
  readonly about: string;
  readonly on: Day;
  readonly sealed: string;
};

export type Applied = { readonly added: number; readonly changed: number; readonly checked: number };

/** @throws Fault `version_conflict` or `conflict` if somebody changed or added one of these devices meanwhile: nothing is done then. */
export async function applyImport(parts: Parts, tx: Queryable, plan: ImportPlan, { by, day, document }: By): Promise<Applied> {
  const lineOf = (line: Omit<Line, "sealed">, answers: Answers): Line => ({ ...line, sealed: sealedAs(parts, line, answers) });
  const device = { form: "device", state: "in use", on: day };
  const fresh: Line[] = [];
  const changes: Line[] = [];
  const checks: Line[] = [];
  const serials: { serial: string; device: string }[] = [];
  for (const row of plan.rows) {
    const id = row.device?.id ?? parts.makeId<"submission">();
    const known = row.device === null ? undefined : present(plan.known.get(id), "Its row was read with it.");
    const answers = row.answers ?? row.device?.answers ?? {};
    const about = String(answers["custodian"]);
    if (row.does === "add") {
      fresh.push(lineOf({ ...device, id, version: 1, about }, answers));
      serials.push({ serial: serialHash(row.serial).toString("hex"), device: id });
    } else if (row.answers !== null && known !== undefined)
      changes.push(lineOf({ ...device, id, about, state: known.state, version: known.version + 1 }, answers));
    if (row.check === null) continue;
    const place = { id: parts.makeId<"submission">() as string, form: "workstation-check", state: "signed", version: 1, about: id };
    const said = { ...row.check, device: id, name: answers["name"], custodian: answers["custodian"], source: document };
    checks.push(lineOf({ ...place, on: String(row.check["checkedOn"]) }, said));
  }
  await insert(parts, tx, [...fresh, ...checks], by);
  await insertSerials(tx, serials);
  await change(parts, tx, changes, by);
  await closeCheckTasks(parts, tx, { devices: checks.map(({ about }) => about), by });
  return { added: fresh.length, changed: changes.length, checked: checks.length };
}

function sealedAs(parts: Parts, place: Omit<Line, "sealed">, answers: Answers): string {
  const key = present(parts.keyring.cached("individual", parts.installation, null), "The organization's key is readied before.");
  return Buffer.from(sealContent(parts, key, place, { answers, reason: null })).toString("hex");
}

async function insert({ clock }: Parts, tx: Queryable, lines: readonly Line[], by: string | null): Promise<void> {
  if (lines.length === 0) return;
  const [json, at] = [JSON.stringify(lines), clock.now()];
  await tx.run(sql`
    insert into program.submission (id, form, state, version, about, sole, sealed, submitted_by, effective_on, received_at, updated_at, due_on, closed_at)
    select (l->>'id')::uuid, l->>'form', l->>'state', 1, l->>'about', null, decode(l->>'sealed', 'hex'), ${by}::uuid, (l->>'on')::date, ${at}, ${at}, null, null
      from jsonb_array_elements(${json}::text::jsonb) l`);
  await insertVersions(tx, { json, at, by });
}

const insertVersions = (tx: Queryable, { json, at, by }: { json: string; at: Date; by: string | null }) =>
  tx.run(sql`
    insert into program.submission_version (submission, version, state, move, sealed, by, at)
    select (l->>'id')::uuid, (l->>'version')::integer, l->>'state', null, decode(l->>'sealed', 'hex'), ${by}::uuid, ${at}
      from jsonb_array_elements(${json}::text::jsonb) l`);

async function change({ clock }: Parts, tx: Queryable, lines: readonly Line[], by: string | null): Promise<void> {
  if (lines.length === 0) return;
  const [json, at] = [JSON.stringify(lines), clock.now()];
  const changed = await tx.run(sql`
    update program.submission s set version = (l->>'version')::integer, sealed = decode(l->>'sealed', 'hex'), updated_at = ${at}
      from jsonb_array_elements(${json}::text::jsonb) l
     where s.id = (l->>'id')::uuid and s.version = (l->>'version')::integer - 1 and s.state = l->>'state'`);
  if (changed !== lines.length) throw new Fault("version_conflict");
  await insertVersions(tx, { json, at, by });
}

async function insertSerials(tx: Queryable, serials: readonly { serial: string; device: string }[]): Promise<void> {
  if (serials.length === 0) return;
  const added = await tx.run(sql`
    insert into program.device_serial (serial_sha256, device)
    select decode(l->>'serial', 'hex'), (l->>'device')::uuid from jsonb_array_elements(${JSON.stringify(serials)}::text::jsonb) l
    on conflict (serial_sha256) do nothing`);
  if (added !== serials.length)
    throw new Fault("conflict", { detail: "Somebody added one of these devices meanwhile. Look at the file again." });
}

/** Who was to look at them need not any more; what a check found is asked for at the next look. */
const closeCheckTasks = ({ clock }: Parts, tx: Queryable, { devices, by }: { devices: readonly string[]; by: string | null }) =>
  tx.run(sql`
    update program.task set done_at = ${clock.now()}, done_by = ${by}
     where starts_with(key, 'device-check:') and split_part(key, ':', 2) = any(${[...devices]}::text[]) and done_at is null`);
