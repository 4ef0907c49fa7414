// SPDX-License-Identifier: Apache-2.0
import { createContext, useContext } from "react";
import type { Session } from "../api/session.ts";

export const SessionContext = createContext<Session | null>(null);

/** The signed-in session. Only rooms inside the shell may ask; the route has seen to it that there is one. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error("A room was drawn outside the shell.");
  return session;
}

/** Whether this person's roles allow an operation. It only tidies the screen; the server decides. */
export function useMay(operation: string): boolean {
  return useSession().may.includes(operation);
}
