// SPDX-License-Identifier: Apache-2.0
// An acceptance is of a risk as it was: at its score, of its asset in that version. When either is another now, it is stale, by comparison.
import { Fault } from "#base/fault.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { type Day, plusYears } from "../calendar.ts";
import type { HookCall } from "../form/form.ts";
import { openContent, submissionById } from "../form/submission.ts";
import { supersedeOthers } from "../form/supersede.ts";
import { WORKFORCE } from "./asset.ts";
import { assetIn, nowRated } from "./rate-entry.ts";

const giveWay = supersedeOthers("approve", "approved", "superseded");

/** At approval: writes down at what it is accepted. @throws Fault `move_not_possible` unless the risk is on the register and rated. */
export async function noteAcceptance(call: HookCall): Promise<void> {
  const { move, submission, tx, parts, today } = call;
  if (move !== "approve" || submission.about === null) return;
  const until = submission.answers["until"];
  if (typeof until !== "string" || until <= today || until > plusYears(today, 1))
    throw new Fault("move_not_possible", { detail: "Its day is no longer to come: reject it, and file another." });
  const row = await submissionById(tx, submission.about);
  const { answers } = row === undefined ? { answers: {} } : await openContent(parts, row); // Its key is ready: see form/operation/change.ts.
  const now = row === undefined ? null : nowRated(row.state, answers);
  const asset = assetIn(answers);
  if (row === undefined || now === null || asset === null || ["draft", "discarded", "closed"].includes(row.state))
    throw new Fault("move_not_possible", { detail: "The risk is not on the register: rate it first." });
  const assetVersion = asset === WORKFORCE ? 1 : ((await submissionById(tx, asset))?.version ?? 1);
  await giveWay(call);
  await tx.run(sql`
    insert into program.risk_acceptance (acceptance, risk, risk_version, score, asset, asset_version)
    values (${submission.id}, ${row.id}, ${row.version}, ${now.score}, ${asset}, ${assetVersion})`);
}

export type Standing = "in force" | "stale" | "expired" | "waiting";
export type Acceptance = {
  readonly id: string;
  readonly risk: string;
  readonly until: Day | null;
  readonly standing: Standing;
  /** Why it does not count: "the score rose from 6 to 12"; null if it does. */
  readonly why: string | null;
};

type Held = { readonly score: number; readonly asset: string; readonly asset_version: number };

/** What an acceptance counts for today. Pure. */
export function standingOf(
  held: Held,
  now: {
    readonly score: number | null;
    readonly asset: string | null;
    readonly assetVersion: number;
    readonly today: Day;
    readonly until: Day | null;
  },
): { readonly standing: Standing; readonly why: string | null } {
  if (now.until === null || now.until < now.today) return { standing: "expired", why: `it ran out on ${now.until ?? "no day"}` };
  if (now.score !== held.score)
    return {
      standing: "stale",
      why: `the score ${(now.score ?? 0) > held.score ? "rose" : "fell"} from ${held.score} to ${now.score ?? "none"}`,
    };
  if (now.asset !== held.asset) return { standing: "stale", why: "it is a risk to something else now" };
  if (now.assetVersion !== held.asset_version) return { standing: "stale", why: "what it is a risk to was changed since" };
  return { standing: "in force", why: null };
}

type Rated = { readonly id: string; readonly asset: string | null; readonly assetVersion: number; readonly score: number | null };
type Row = Held & { readonly id: string; readonly risk: string; readonly until: Day | null };

/** The newest acceptance of each of these risks, with what it counts for on a day. */
export async function acceptancesOf(db: Queryable, risks: readonly Rated[], day: Day): Promise<Map<string, Acceptance>> {
  const rows = await db.rows<Row>(sql`
    select s.id, s.about as risk, s.due_on::text as until, a.score, a.asset, a.asset_version
      from program.submission s join program.risk_acceptance a on a.acceptance = s.id
     where s.form = 'risk-acceptance' and s.state = 'approved' order by s.id`);
  const waiting = await db.rows<{ id: string; risk: string; until: Day | null }>(sql`
    select id, about as risk, due_on::text as until from program.submission
     where form = 'risk-acceptance' and state = 'submitted' and about is not null order by id`);
  const byRisk = new Map(risks.map((one) => [one.id, one]));
  const found = new Map<string, Acceptance>(
    waiting.map(({ id, risk, until }) => [risk, { id, risk, until, standing: "waiting", why: "nobody decided on it yet" }]),
  );
  for (const { id, risk, until, ...held } of rows) {
    const now = byRisk.get(risk);
    if (now === undefined) continue;
    const { standing, why } = standingOf(held, { ...now, today: day, until });
    if (standing === "in force" || !found.has(risk)) found.set(risk, { id, risk, until, standing, why });
  }
  return found;
}
