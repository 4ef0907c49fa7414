// SPDX-License-Identifier: Apache-2.0
// Runs checks and leaves their results where all evidence is: in the ledger. The last result of a check is its newest entry; nothing
// stores a verdict that could not be derived again.
import type { CheckStatus } from "@part164/verify/verdict.ts";
import { MS_PER_DAY, MS_PER_MINUTE } from "#base/clock.ts";
import type { Parts } from "#gate/parts.ts";
import type { EventId } from "#base/id.ts";
import { systemAct } from "#ledger/act.ts";
import type { FoundEntry } from "#ledger/reader.ts";
import type { Check, Look, Safeguard } from "./safeguard.ts";

export const CHECK_KIND = "safeguard.check.run";
const TOOK_TOO_LONG_MS = 120_000;
const OBSERVED_MAX = 500;
const FAILED_AGAIN_MS = 10 * MS_PER_MINUTE;

/** The last result of one check, as its entry says; what it counts as now, `statusAt` in `verify` says. */
export type Result = {
  readonly check: string;
  readonly status: CheckStatus;
  readonly at: string | null;
  readonly freshForMs: number;
  readonly observed: string;
  readonly event: EventId | null;
  readonly index: number | null;
};

/** Runs one check and records what it saw. A check that could not run is `error`: it proves nothing. */
export async function runCheck(parts: Parts, check: Check): Promise<Result> {
  const { status, observed } = await lookWithin(parts, check);
  const detail = { check: check.name, status, freshForMs: check.freshForMs, observed: observed.slice(0, OBSERVED_MAX) };
  const record = { type: "safeguard.check", id: check.name, version: null };
  const event = await parts.ledger.recorder.record(systemAct(parts.installation, CHECK_KIND, { record, detail }));
  return { ...detail, at: parts.clock.now().toISOString(), event, index: null };
}

async function lookWithin(parts: Parts, check: Check): Promise<{ status: Look["status"] | "error"; observed: string }> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("late")), check.withinMs ?? TOOK_TOO_LONG_MS);
  });
  try {
    return await Promise.race([check.look(parts), late]);
  } catch (error) {
    parts.log.error({ err: error, check: check.name }, "a check could not run");
    return { status: "error", observed: "The check could not run. The log says where it stopped." };
  } finally {
    clearTimeout(timer);
  }
}

/** The last result of each check, in their order, in one statement. */
export async function lastResults(parts: Parts, checks: readonly Check[]): Promise<Result[]> {
  const records = checks.map(({ name }) => ({ type: "safeguard.check", id: name }));
  const found = await parts.ledger.reader.newest(parts.installation, records);
  return checks.map((check, n) => resultOf(check, found[n] ?? null));
}

/** The last result of a check; `unknown` if it never ran. */
export async function lastResult(parts: Parts, check: Check): Promise<Result> {
  const [found] = await parts.ledger.reader.newest(parts.installation, [{ type: "safeguard.check", id: check.name }]);
  return resultOf(check, found ?? null);
}

function resultOf(check: Check, found: FoundEntry | null): Result {
  if (found === null)
    return {
      check: check.name,
      status: "unknown",
      at: null,
      freshForMs: check.freshForMs,
      observed: "It has not run yet.",
      event: null,
      index: null,
    };
  const detail = found.entry.detail as { status: CheckStatus; freshForMs: number; observed: string }; // Written by runCheck, sealed since.
  return {
    check: check.name,
    status: detail.status,
    at: found.entry.at,
    freshForMs: detail.freshForMs,
    observed: detail.observed,
    event: found.event,
    index: found.index,
  };
}

/** A gap that was mended is not shown as one for the rest of the day. What runs weekly is heavy and keeps its interval. */
function againMs({ everyMs }: Check, status: CheckStatus): number {
  return status === "pass" || everyMs > MS_PER_DAY ? everyMs : Math.min(everyMs, FAILED_AGAIN_MS);
}

/** True if somebody has since done what may have mended it. */
async function isOvertaken({ ledger, installation }: Parts, { mendedBy = [] }: Check, { at, status }: Result): Promise<boolean> {
  if (at === null || status === "pass") return false;
  const newest = await Promise.all(mendedBy.map((kind) => ledger.reader.find(installation, { kind }, 1)));
  return newest.some(([found]) => found !== undefined && found.entry.at > at);
}

/** Runs every check whose interval has passed since its last result; what failed is looked at again sooner. Answers how many ran. */
export async function runDue(parts: Parts, safeguards: readonly Safeguard[]): Promise<number> {
  let ran = 0;
  const begun = await Promise.all(safeguards.map(async ({ checks, begins }) => ((await begins?.(parts)) === false ? [] : checks)));
  const checks = begun.flat();
  const results = await lastResults(parts, checks);
  for (const [n, check] of checks.entries()) {
    const last = results[n] ?? resultOf(check, null);
    const isFresh = last.at !== null && parts.clock.now().getTime() - Date.parse(last.at) < againMs(check, last.status);
    if (isFresh && !(await isOvertaken(parts, check, last))) continue;
    await runCheck(parts, check);
    ran += 1;
  }
  return ran;
}
