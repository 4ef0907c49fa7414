// SPDX-License-Identifier: Apache-2.0
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { Fault, type FieldFault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { calendarDay, nothing } from "#gate/operation/shapes.ts";
import { sql } from "#store/sql.ts";
import { today } from "../../calendar.ts";
import { byOf } from "../../document/operation/shapes.ts";
import { assignDue, planAssigning } from "../../training/assign.ts";
import { join } from "../join.ts";
import { WORKFORCE_KINDS } from "../roster.ts";

const ROWS_MAX = 2000;
const Row = z.object({
  name: z.string().trim().min(1).max(120),
  email: z.union([z.literal(""), z.email().max(254)]).transform((text) => (text === "" ? null : text)),
  kind: z.enum(WORKFORCE_KINDS),
  position: z.string().trim().min(1).max(120),
  sees_phi: z.enum(["yes", "no"]),
  joined_on: calendarDay,
});
type Row = z.infer<typeof Row>;

/** @throws Fault `invalid_answers`, naming each wrong cell by row and column; row 1 is the head. */
function readRows(csv: string): Row[] {
  let raw: unknown[];
  try {
    raw = parse(csv, { columns: true, skip_empty_lines: true, trim: true, bom: true, max_record_size: 10_000 });
  } catch {
    throw new Fault("malformed_input", { detail: "That is not CSV with one head and as many cells in each row." });
  }
  if (raw.length === 0 || raw.length > ROWS_MAX) throw new Fault("malformed_input", { detail: `A roster has 1 to ${ROWS_MAX} rows.` });
  const wrong: FieldFault[] = [];
  const rows = raw.flatMap((one, n): Row[] => {
    const read = Row.safeParse(one);
    if (read.success) return [read.data];
    for (const { path } of read.error.issues)
      wrong.push({ at: `/csv/${n + 2}/${path.join("/")}`, says: "Missing, or not in the expected form." });
    return [];
  });
  if (wrong.length > 0)
    throw new Fault("invalid_answers", {
      detail: "Nobody was added. Columns: name, email (may be empty), kind, position, sees_phi (yes or no), joined_on (2026-11-29).",
      fields: wrong.slice(0, 50),
    });
  return rows;
}

export const importWorkforceMembers = operation({
  name: "program.member.import",
  cites: ["164.308(a)(3)(i)"],
  says: "Imported a roster of the workforce",
  groups: ["program.run"],
  route: { method: "POST", path: "/v1/members/import" },
  input: z.object({ path: nothing, query: nothing, body: z.strictObject({ csv: z.string().min(1).max(900_000) }) }),
  output: z.object({ added: z.number(), known: z.number() }),
  effect: "write",
  log: "organization",
  async prepare({ parts, input: { body } }) {
    return { rows: readRows(body.csv), day: await today(parts), training: await planAssigning(parts) };
  },
  async run({ parts, actor, db, recording }, _loaded, { rows, day, training }) {
    const there = await db.rows<{ key: string }>(
      sql`select lower(name) || ' ' || lower(coalesce(email, '')) as key from program.member where left_on is null`,
    );
    const known = new Set(there.map(({ key }) => key));
    const fresh = rows.filter(({ name, email }) => !known.has(`${name.toLowerCase()} ${email?.toLowerCase() ?? ""}`));
    for (const { name, email, kind, position, sees_phi, joined_on } of fresh) {
      const work = { kind, position, supervisor: null, seesPhi: sees_phi === "yes" };
      await join(parts, db, { name, email, work, joinedOn: joined_on, termOn: null, roles: null }, { by: byOf(actor), day, dueDays: 30 });
    }
    await assignDue(parts, db, training, recording);
    return { output: { added: fresh.length, known: rows.length - fresh.length }, detail: { added: fresh.length } };
  },
});
