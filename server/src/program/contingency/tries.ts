// SPDX-License-Identifier: Apache-2.0
// Everything that tried the plans: tests, restores by people, and the drills that this system does with its own backups every week.
import { z } from "zod";
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { dayAt, zoneOf } from "../calendar.ts";
import { opened } from "./known.ts";
import { scenarioNamed } from "./scenarios.ts";
import { dayOf } from "./tried.ts";
import { lineIn } from "./words.ts";

export const TryView = z.object({
  /** Of the submission, or of the entry. */
  id: z.string(),
  kind: z.enum(["test", "restore", "drill"]),
  title: z.string(),
  on: z.string().nullable(),
  state: z.string(),
  /** good, bad, or nothing yet */
  result: z.enum(["good", "part", "bad", "open"]),
  says: z.string(),
  href: z.string(),
});

type Try = z.infer<typeof TryView>;

/** The kind under which the restore drill of our own backups leaves its entries; the drill itself lives on a floor above. */
const DRILL_KIND = "operate.restore.drill";
const SHOWN_MAX = 60;

const RESULTS: Readonly<Record<string, Try["result"]>> = {
  held: "good",
  "held-in-part": "part",
  "did-not-hold": "bad",
  yes: "good",
  no: "bad",
};

const KIND_SAYS: Readonly<Record<string, string>> = { tabletop: "At a table", technical: "With systems", actual: "A real emergency" };

/** Newest first. */
export async function triesOf(parts: Parts, db: Queryable): Promise<Try[]> {
  const zone = await zoneOf(parts);
  const tests = (await opened(parts, db, { form: "contingency-test", limit: SHOWN_MAX })).filter(({ state }) => state !== "discarded");
  const restores = (await opened(parts, db, { form: "restore-test", limit: SHOWN_MAX })).filter(({ state }) => state !== "discarded");
  const all = [
    ...tests.map(({ id, state, answers }): Try => ({
      id,
      kind: "test",
      title: scenarioNamed(answers["scenario"])?.label ?? (lineIn(answers, "other") || "Contingency test"),
      on: dayOf(answers["endedAt"] ?? answers["startedAt"], zone),
      state,
      result: state === "approved" ? (RESULTS[lineIn(answers, "result")] ?? "open") : "open",
      says: KIND_SAYS[lineIn(answers, "kind")] ?? "",
      href: `/submissions/${id}`,
    })),
    ...restores.map(({ id, state, answers }): Try => ({
      id,
      kind: "restore",
      title: lineIn(answers, "backup") || "Restore test",
      on: lineIn(answers, "on") || null,
      state,
      result: state === "signed" ? (RESULTS[lineIn(answers, "met")] ?? "open") : "open",
      says: typeof answers["minutes"] === "number" ? `By a person, in ${answers["minutes"]} minutes` : "By a person",
      href: `/submissions/${id}`,
    })),
    ...(await drills(parts, zone)),
  ];
  return all.sort((a, b) => ((a.on ?? "9") > (b.on ?? "9") ? -1 : 1));
}

async function drills({ ledger, installation }: Parts, zone: string): Promise<Try[]> {
  const found = await ledger.reader.find(installation, { kind: DRILL_KIND }, SHOWN_MAX);
  return found.map(({ event, entry }): Try => {
    const isGood = entry.outcome === "done";
    return {
      id: event,
      kind: "drill",
      title: "Our own records, restored by the system",
      on: dayAt(new Date(entry.at), zone),
      state: isGood ? "agrees" : "failed",
      result: isGood ? "good" : "bad",
      says: isGood
        ? drillSays(entry.detail)
        : entry.outcome === "not_found"
          ? "There was no backup yet."
          : "The backup did not come back whole.",
      href: `/ledger?entry=${event}`,
    };
  });
}

function drillSays(detail: unknown): string {
  const { rows, records, entries, logCount, seconds } = (typeof detail === "object" && detail !== null ? detail : {}) as Readonly<
    Record<string, unknown>
  >; // An entry's detail is an object of JSON.
  return `${String(rows)} rows compared, ${String(records)} records, ${String(entries)} entries, ${String(logCount)} roots, in ${String(seconds)} s`;
}
