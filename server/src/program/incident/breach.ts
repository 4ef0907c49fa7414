// SPDX-License-Identifier: Apache-2.0
// A breach as people look at it: its clocks as they stand now, each with the notice that answered it.
import { z } from "zod";
import type { Entity } from "#rule/rule.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { Answers } from "../form/field.ts";
import { answersClock, clocksOf } from "./clocks-of.ts";
import { RUNNING } from "./keep-clocks.ts";
import { endOfClock } from "./sent.ts";

export const ClockView = z.object({
  key: z.string(),
  duty: z.string(),
  to: z.string(),
  /** The customer, of a clock that is one's. */
  party: z.string().nullable(),
  state: z.string().nullable(),
  cite: z.string(),
  /** A day in the zone of the discovery, or an instant with its offset. */
  dueBy: z.string(),
  /** The first moment at which it is late. */
  lateAt: z.string(),
  basis: z.string(),
  standing: z.enum(["running", "late", "sent", "sent-late", "stopped"]),
  sentAt: z.string().nullable(),
  notice: z.string().nullable(),
});

export type Sent = { readonly notice: string; readonly clock: string; readonly sent_at: Date; readonly method: string | null };

/** The notices of a breach that went out, the first first. */
export const sentOf = (db: Queryable, breach: string) =>
  db.rows<Sent>(sql`select notice, clock, sent_at, method from program.notice_sent where breach = ${breach} order by sent_at, notice`);

/** The notices of every breach that went out. */
export const allSent = (db: Queryable) =>
  db.rows<Sent & { readonly breach: string }>(
    sql`select notice, breach, clock, sent_at, method from program.notice_sent order by sent_at, notice limit 20000`,
  );

export const entityOf = async (db: Queryable): Promise<Entity | null> =>
  (await db.one<{ entity: Entity | null }>(sql`select entity from part164.installation`)).entity;

export type Standing = {
  readonly state: string;
  readonly answers: Answers;
  readonly entity: Entity | null;
  readonly sent: readonly Sent[];
};

/** The clocks of an assessment as they stand at a moment, in the organization's zone. */
export function standingClocks({ state, answers, entity, sent }: Standing, now: Date, zone: string): z.infer<typeof ClockView>[] {
  const isRunning = RUNNING.includes(state);
  return clocksOf(answers, entity).map((clock) => {
    const { key, duty, to, party, state: where, cite, dueBy, basis } = clock;
    const lateAt = endOfClock(dueBy, zone);
    const first = sent.find((one) => answersClock(one.clock, key));
    const view = { key, duty, to, party, state: where, cite, dueBy, basis, lateAt: lateAt.toISOString() };
    const standing = standingOf({ sentAt: first?.sent_at ?? null, lateAt, now, isRunning });
    return { ...view, standing, sentAt: first?.sent_at.toISOString() ?? null, notice: first?.notice ?? null };
  });
}

type At = { readonly sentAt: Date | null; readonly lateAt: Date; readonly now: Date; readonly isRunning: boolean };

function standingOf({ sentAt, lateAt, now, isRunning }: At): z.infer<typeof ClockView>["standing"] {
  if (sentAt !== null) return sentAt < lateAt ? "sent" : "sent-late";
  if (!isRunning) return "stopped";
  return now < lateAt ? "running" : "late";
}
