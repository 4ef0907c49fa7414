// SPDX-License-Identifier: Apache-2.0
import { createContext, useContext, useEffect, useState } from "react";
import { nowMs } from "./clock.ts";

/** The organization's time zone, once somebody has signed in; the browser's until then. */
export const ZoneContext = createContext<string | undefined>(undefined);

export function useZone(): string | undefined {
  return useContext(ZoneContext);
}

/** The time, again every `stepMs` (20 s by default, fine enough for "4 min ago"). */
export function useNow(stepMs = 20_000): number {
  const [now, setNow] = useState(nowMs);
  useEffect(() => {
    const timer = setInterval(() => setNow(nowMs()), stepMs);
    return () => clearInterval(timer);
  }, [stepMs]);
  return now;
}
