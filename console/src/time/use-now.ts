// SPDX-License-Identifier: Apache-2.0
import { createContext, useContext, useSyncExternalStore } from "react";
import { nowMs } from "./clock.ts";

/** The organization's time zone, once somebody has signed in; the browser's until then. */
export const ZoneContext = createContext<string | undefined>(undefined);

export function useZone(): string | undefined {
  return useContext(ZoneContext);
}

type Ticker = { readonly subscribe: (listener: () => void) => () => void; readonly now: () => number };
const tickers = new Map<number, Ticker>();

/** One timer for everybody who shows times at the same pace; it rests while nobody does. */
function tickerOf(stepMs: number): Ticker {
  const known = tickers.get(stepMs);
  if (known !== undefined) return known;
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let now = nowMs();
  const tick = (): void => {
    now = nowMs();
    for (const listener of listeners) listener();
  };
  const made: Ticker = {
    now: () => now,
    subscribe: (listener) => {
      if (listeners.size === 0) {
        now = nowMs();
        timer = setInterval(tick, stepMs);
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) clearInterval(timer);
      };
    },
  };
  tickers.set(stepMs, made);
  return made;
}

/** The time, again every `stepMs` (20 s by default, fine enough for "4 min ago"). */
export function useNow(stepMs = 20_000): number {
  const { subscribe, now } = tickerOf(stepMs);
  return useSyncExternalStore(subscribe, now);
}
