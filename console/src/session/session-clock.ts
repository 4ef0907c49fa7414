// SPDX-License-Identifier: Apache-2.0
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { lastActive } from "../api/server.ts";
import { peekSession, sessionQuery, staySignedIn, type Session } from "../api/session.ts";
import { nowMs } from "../time/clock.ts";
import { sessionEnd, shouldExtend, WARN_MS, type SessionEnd } from "./session-end.ts";

// A look at the session is an entry in the ledger: seldom while the warning shows, soon once it is over.
const PEEK_EVERY_MS = 20_000;
const PEEK_OVER_MS = 3_000;

/** The end of the session once it is a minute away or less; null while there is nothing to say. Asks the server before it warns. */
export function useSessionClock({ session }: Session): SessionEnd | null {
  const client = useQueryClient();
  const [warning, setWarning] = useState<SessionEnd | null>(null);
  useEffect(() => {
    let nextPeekMs = 0;
    const tick = (): void => {
      const now = nowMs();
      const { inputMs, requestMs } = lastActive();
      const end = sessionEnd(session, requestMs, now);
      const isNear = end.inMs <= WARN_MS;
      if (shouldExtend(end, session.idleMin, inputMs, now)) void extendSession(client).catch(ignore);
      if (isNear && now >= nextPeekMs) {
        nextPeekMs = now + (end.inMs <= 0 ? PEEK_OVER_MS : Math.min(PEEK_EVERY_MS, end.inMs + PEEK_OVER_MS / 3));
        // Another tab may have kept the session; and once it is over, this answer takes the whole page to the sign-in.
        void peekSession()
          .then((known) => client.setQueryData(sessionQuery.queryKey, known))
          .catch(ignore);
      }
      setWarning(isNear ? end : null);
    };
    tick();
    const timer = setInterval(tick, 1_000);
    return () => clearInterval(timer);
  }, [client, session]);
  return warning;
}

/** "Stay signed in": counts as activity, and remembers the new end. */
export async function extendSession(client: QueryClient): Promise<void> {
  const { idleEndsAt } = await staySignedIn();
  client.setQueryData(sessionQuery.queryKey, (known) =>
    known === undefined ? known : { ...known, session: { ...known.session, idleEndsAt } },
  );
}

/** A fault while looking at the clock is not news: the next request will say that the session is over. */
function ignore(): void {}
