// SPDX-License-Identifier: Apache-2.0
// One device for each serial number, whatever is filed or imported at the same time. A device that is gone keeps its number.
import { createHash } from "node:crypto";
import { Fault } from "#base/fault.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { KeepCall } from "../form/form.ts";

/** SHA-256 of a serial number, however it was typed. */
export const serialHash = (serial: string): Buffer => createHash("sha256").update(serial.replaceAll(/\s/g, "").toUpperCase()).digest();

/** A hook of the device's form. @throws Fault `invalid_answers` if another device has that serial number. */
export async function keepSerial({ tx, submission: { id, answers } }: KeepCall): Promise<void> {
  const hash = serialHash(String(answers["serial"]));
  await tx.run(sql`delete from program.device_serial where device = ${id} and serial_sha256 <> ${hash}`);
  await tx.run(
    sql`insert into program.device_serial (serial_sha256, device) values (${hash}, ${id}) on conflict (serial_sha256) do nothing`,
  );
  const { device } = await tx.one<{ device: string }>(sql`select device from program.device_serial where serial_sha256 = ${hash}`);
  if (device !== id) throw new Fault("invalid_answers", { fields: [{ at: "/answers/serial", says: "Another device has this number." }] });
}

export type SerialRow = { readonly serial_sha256: Uint8Array; readonly device: string };

/** The devices that have these serial numbers, by the number's hash in hex. */
export async function devicesBySerial(db: Queryable, serials: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.rows<SerialRow>(sql`
    select serial_sha256, device from program.device_serial where serial_sha256 = any(${serials.map(serialHash)}::bytea[])`);
  return new Map(rows.map(({ serial_sha256: hash, device }) => [Buffer.from(hash).toString("hex"), device]));
}
