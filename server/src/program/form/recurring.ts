// SPDX-License-Identifier: Apache-2.0
// What comes again: for each form that is wanted regularly, one open task with the day by which the next is due. Worked out from the last
// one, not counted up: after an outage of three months one is overdue, not thirteen.
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { dayAt, plusDays, zoneOf } from "../calendar.ts";
import { openTask } from "../task/task.ts";
import type { FormDefinition } from "./form.ts";
import { allForms } from "./registry.ts";

/** Brings the tasks of recurring forms in line with what was filed. Does nothing twice. */
export async function keepRecurring(parts: Parts): Promise<void> {
  const zone = await zoneOf(parts);
  const recurring = [...(await allForms()).values()].filter(({ recurs }) => recurs !== undefined);
  await parts.db.transaction({ role: "part164_app", tenant: parts.installation }, async (tx) => {
    const { at } = await tx.one<{ at: Date | null }>(sql`select set_up_at as at from part164.installation`);
    if (at === null) return;
    for (const form of recurring) await keepNext(parts, tx, { form, zone, since: at });
  });
}

async function keepNext(
  parts: Parts,
  tx: Queryable,
  { form, zone, since }: { form: FormDefinition; zone: string; since: Date },
): Promise<void> {
  const { name, recurs, cites } = form;
  if (recurs === undefined) return;
  const last = await tx.one<{ at: Date | null }>(sql`
    select max(updated_at) as at from program.submission where form = ${name} and state = any(${[...recurs.states]}::text[])`);
  const dueOn = plusDays(dayAt(last.at ?? since, zone), recurs.everyDays);
  const key = `recurs:${name}:${dueOn}`;
  await tx.run(sql`
    update program.task set done_at = ${parts.clock.now()}
     where starts_with(key, ${`recurs:${name}:`}) and key <> ${key} and done_at is null`);
  await openTask(parts, tx, {
    key,
    title: recurs.title,
    cite: cites[0] ?? null,
    basis: recurs.basis,
    href: `/forms/${name}`,
    owner: { role: recurs.role },
    dueOn,
  });
}
