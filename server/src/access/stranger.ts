// SPDX-License-Identifier: Apache-2.0
// Refusals of people and programs that are nobody yet. They are recorded, but nobody fills the ledger with them: it only ever grows, and
// when the disk is full no record can be read any more. Above the limits a stranger is sent away without a new entry and without an answer.
import { MS_PER_MINUTE } from "#base/clock.ts";
import { Fault } from "#base/fault.ts";
import type { Act } from "#ledger/act.ts";
import type { Database } from "#store/database.ts";
import type { AccessParts } from "./parts.ts";

/** Refusals that are recorded in a minute: of one address (in IPv6 one network of 64 bits), and of all together. */
export const STRANGERS_RECORDED_MAX = { address: 300, all: 6000 } as const;

type Minute = { readonly n: number; all: number; readonly byAddress: Map<string, number> };

const minutes = new WeakMap<Database, Minute>();

/**
 * Records a refusal of a stranger. The first one above a limit is recorded as `too_many`, to say that more were not.
 * @throws Fault `too_many` above the limits, `ledger_behind` if it cannot be recorded.
 */
export async function recordStranger(parts: AccessParts, act: Act): Promise<void> {
  const nowMs = parts.steady.now().getTime();
  const minute = minuteOf(parts.db, Math.floor(nowMs / MS_PER_MINUTE));
  const over = countOver(minute, networkOf(act.from?.address ?? ""));
  if (over <= 0) return void (await parts.ledger.recorder.record(act));
  if (over === 1) await parts.ledger.recorder.record({ ...act, outcome: "too_many" });
  throw new Fault("too_many", { retryAfterSeconds: Math.ceil((MS_PER_MINUTE - (nowMs % MS_PER_MINUTE)) / 1000) });
}

/** How far above the nearer limit this one is. Above the limit of all no address is remembered, so memory has a limit too. */
function countOver(minute: Minute, network: string): number {
  minute.all += 1;
  if (minute.all > STRANGERS_RECORDED_MAX.all) return minute.all - STRANGERS_RECORDED_MAX.all;
  const count = (minute.byAddress.get(network) ?? 0) + 1;
  minute.byAddress.set(network, count);
  if (count > STRANGERS_RECORDED_MAX.address) minute.all -= 1; // What is not recorded takes no other address's place.
  return count - STRANGERS_RECORDED_MAX.address;
}

function minuteOf(db: Database, n: number): Minute {
  const known = minutes.get(db);
  if (known?.n === n) return known;
  const fresh: Minute = { n, all: 0, byAddress: new Map() };
  minutes.set(db, fresh);
  return fresh;
}

/** One IPv6 customer has 2^64 addresses (RFC 6177), so its network counts as one. */
function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const [left = [], right = []] = address.split("::").map((half) => half.split(":").filter((group) => group !== ""));
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0");
  return [...left, ...zeros, ...right]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16))
    .join(":");
}
