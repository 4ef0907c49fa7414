// SPDX-License-Identifier: Apache-2.0
// The one place that talks to the server: the generated client, with what only a page knows. Whether somebody is at the keyboard, and
// who wants to hear that the session is over.
import { Part164Client, type Answer, type CallName, type Input } from "@part164/client/client.ts";
import type { Problem } from "@part164/client/fault.ts";
import { ROUTES } from "@part164/client/generated/api.ts";
import type { CallOptions } from "@part164/client/transport.ts";
import { correctClock, nowMs } from "../time/clock.ts";

const SIGNED_OUT = new Set(["logged_off", "not_signed_in"]);
const PASSIVE_AFTER_MS = 10_000;

let lastInputMs = nowMs();
let lastActiveMs = nowMs();
const signedOut = new Set<(problem: Problem) => void>();

/** Tries what may succeed later by itself; nothing above it tries again. */
export const server = new Part164Client({
  origin: "",
  fetch: (input, init) => fetch(input, init), // Looked up at each call, so that a test may stand in its place.
  onAnswer: (answer, isPassive) => {
    correctClock(answer.headers.get("date"));
    if (!isPassive) lastActiveMs = nowMs();
  },
  onFault: ({ problem }) => {
    if (SIGNED_OUT.has(problem.code)) for (const listener of signedOut) listener(problem);
  },
});

/** Called at each touch of mouse or keyboard. A read long after the last one is a background poll and must not keep the session alive. */
export function noteInput(): void {
  lastInputMs = nowMs();
}

/** When this tab last asked for something on behalf of a person: the session's own idea of activity, without asking it. */
export function lastActive(): { readonly inputMs: number; readonly requestMs: number } {
  return { inputMs: lastInputMs, requestMs: lastActiveMs };
}

/** Tells when any answer says that the session is over. Returns the way to stop listening. */
export function onSignedOut(listener: (problem: Problem) => void): () => void {
  signedOut.add(listener);
  return () => signedOut.delete(listener);
}

export type { Answer };

/** Calls an operation, and gives its answer's body. @throws ServerFault, or the reason of an abort. */
export async function ask<Name extends CallName>(name: Name, input: Input<Name>, options: CallOptions = {}): Promise<Answer<Name>> {
  const isPassive = options.isPassive ?? (ROUTES[name][0] === "GET" && nowMs() - lastInputMs > PASSIVE_AFTER_MS);
  const { value } = await server.call(name, input, { ...options, isPassive });
  return value;
}
