// SPDX-License-Identifier: Apache-2.0
// A report by somebody who does not say who they are. Nothing of them is kept: no person, no session, no address; only what they report.
import type { Origin } from "#access/actor.ts";
import { MS_PER_HOUR } from "#base/clock.ts";
import { Fault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import { systemAct } from "#ledger/act.ts";
import type { Database } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { today } from "../calendar.ts";
import { examineAnswers, examined, filing } from "../form/answers.ts";
import type { Answers } from "../form/field.ts";
import { addSubmission } from "../form/file-submission.ts";
import { formNamed } from "../form/registry.ts";
import { answersHash, programKey } from "../form/submission.ts";

/** Reports without a name that are taken in an hour: from one place, and from all together. Nobody buries a true one under thousands. */
export const UNNAMED_MAX = { place: 10, all: 100 } as const;

type Hour = { readonly n: number; all: number; readonly byPlace: Map<string, number> };

const hours = new WeakMap<Database, Hour>();

/**
 * Files an incident report without a name, and its entry without an address.
 * @throws Fault `too_many` above the limits, `invalid_answers` naming each field, `not_set_up` before there is anybody to read it.
 */
export async function reportUnnamed(parts: Parts, given: Answers, from: Origin): Promise<void> {
  const { db, installation, ledger } = parts;
  const { at } = await db.in({ role: "part164_app" }).one<{ at: Date | null }>(sql`select set_up_at as at from part164.installation`);
  if (at === null) throw new Fault("not_found", { detail: "Nobody is here yet to read a report." });
  count(parts, placeOf(from.address ?? ""));
  const form = await formNamed("incident-report");
  const stamp = { by: null, at: parts.clock.now().toISOString() };
  const answers = examined(await examineAnswers(parts, form, { given, ...filing(form), stamp, isDraft: false }));
  const [, day] = [await programKey(parts), await today(parts)];
  const recording = await ledger.recorder.prepare(installation);
  await db.transaction({ role: "part164_app", tenant: installation }, async (tx) => {
    const { row } = await addSubmission(parts, tx, form, { answers, by: null, effectiveOn: day, day });
    const record = { type: `program.form.${form.name}`, id: row.id, version: 1 };
    const actor = { kind: "nobody" as const, id: null, session: null, factor: null };
    const detail = { form: form.name, to: row.state, after: answersHash(answers) };
    await recording.recordIn(tx, systemAct(installation, "program.incident-report.receive", { actor, record, detail }));
  });
  recording.committed();
}

/** Where an address is: of IPv6 the network of 64 bits, because whoever has one has all of its addresses. */
function placeOf(address: string): string {
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.split("::");
  const groups = head.split(":").filter((group) => group !== "");
  const after = (tail ?? "").split(":").filter((group) => group !== "");
  const filled =
    tail === undefined ? groups : [...groups, ...Array<string>(Math.max(0, 8 - groups.length - after.length)).fill("0"), ...after];
  return filled
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}

/** Addresses are counted in memory for an hour, and forgotten. */
function count({ db, clock }: Parts, place: string): void {
  const nowMs = clock.now().getTime();
  const n = Math.floor(nowMs / MS_PER_HOUR);
  const known = hours.get(db);
  const hour = known?.n === n ? known : { n, all: 0, byPlace: new Map<string, number>() };
  hours.set(db, hour);
  const of = (hour.byPlace.get(place) ?? 0) + 1;
  if (of > UNNAMED_MAX.place || hour.all >= UNNAMED_MAX.all)
    throw new Fault("too_many", {
      detail: "More reports than can be taken in an hour. Call an official, or report signed in.",
      retryAfterSeconds: Math.ceil(((n + 1) * MS_PER_HOUR - nowMs) / 1000),
    });
  hour.byPlace.set(place, of);
  hour.all += 1;
}
