// SPDX-License-Identifier: Apache-2.0
// A file and what is known, read before anything is held.
import type { Parts } from "#gate/parts.ts";
import { sql } from "#store/sql.ts";
import { dayAt, zoneOf } from "../../calendar.ts";
import { policyWord } from "../../document/parameter.ts";
import { openContent, programKey, type SubmissionRow } from "../../form/submission.ts";
import { DEVICES_NOT_OWN } from "../definition/device.ts";
import { newestChecks } from "../inventory.ts";
import { devicesBySerial } from "../serial.ts";
import { type Known, type Planned, planImport } from "./plan-import.ts";
import { readDeviceFile } from "./read-file.ts";
import { readRow } from "./read-row.ts";

export type ImportPlan = { readonly rows: readonly Planned[]; readonly known: ReadonlyMap<string, SubmissionRow> };

/** @throws Fault `too_large`, `malformed_input` for a file that is none. Wrong rows are in the plan, with their faults. */
export async function prepareImport(parts: Parts, bytes: Uint8Array, mediaType: "text/csv" | "application/json"): Promise<ImportPlan> {
  const raw = readDeviceFile(bytes, mediaType);
  const [db, zone] = [parts.db.in({ role: "part164_app", tenant: parts.installation }), await zoneOf(parts)];
  const day = dayAt(parts.clock.now(), zone);
  await programKey(parts);
  const rows = raw.map((one) => readRow(one, { today: day, zone }));
  const bySerial = await devicesBySerial(
    db,
    rows.map(({ serial }) => serial),
  );
  const found = await db.rows<SubmissionRow>(sql`
    select id, form, state, version, about, sole, sealed, submitted_by, effective_on::text, received_at, updated_at, due_on::text, closed_at,
           '{}'::text[] as written_by
      from program.submission where id = any(${[...bySerial.values()]}::uuid[])`);
  const checks = await newestChecks(
    parts,
    db,
    found.map(({ id }) => id),
  );
  const opened = await Promise.all(
    found.map(async (row): Promise<Known> => {
      const { answers } = await openContent(parts, row);
      return { id: row.id, state: row.state, answers, check: checks.get(row.id) ?? null };
    }),
  );
  const byId = new Map(opened.map((one) => [one.id, one]));
  const known = new Map([...bySerial].flatMap(([hash, id]) => (byId.has(id) ? [[hash, byId.get(id) as Known] as const] : []))); // Asked for before.
  const members = await db.rows<{ id: string; email: string }>(sql`
    select id, lower(email) as email from program.member
     where email is not null and joined_on <= ${day}::date and (left_on is null or left_on >= ${day}::date) order by id desc`);
  const ownDevices = await policyWord(parts, db, { policy: "workstations-and-mobile-devices", name: "ownDevices" });
  const state = {
    known,
    members: new Map(members.map(({ id, email }) => [email, id])),
    mayBeOwn: ownDevices !== DEVICES_NOT_OWN,
    today: day,
  };
  return { rows: planImport(rows, state), known: new Map(found.map((row) => [row.id, row])) };
}
