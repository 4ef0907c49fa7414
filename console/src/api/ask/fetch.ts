// SPDX-License-Identifier: Apache-2.0
// The one place that talks to the server. Writes carry the console's header (the server
// checks it with Origin against cross-site requests) and an idempotency key, so that a retry cannot happen twice.
import { readProblem, UNREACHABLE, type Problem } from "./problem.ts";
import { correctClock, nowMs } from "../../time/clock.ts";

export class ApiFault extends Error {
  override readonly name = "ApiFault";
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
  }
}

const SIGNED_OUT = new Set(["logged_off", "not_signed_in"]);
const PASSIVE_AFTER_MS = 10_000;

let lastInputMs = nowMs();
let lastActiveMs = nowMs();
const signedOut = new Set<(problem: Problem) => void>();

/** Called at each touch of mouse or keyboard. A request long after the last one is a background poll and must not keep the session alive. */
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

export type Answer<T> = { readonly body: T; readonly headers: Headers };
type Ask = { method?: string; body?: unknown; headers?: Record<string, string>; passive?: boolean; signal?: AbortSignal | undefined };

/** One request; throws ApiFault for every answer that is not 2xx and when no answer comes. */
export async function ask<T>(path: string, { method = "GET", body, headers = {}, passive, signal }: Ask = {}): Promise<Answer<T>> {
  const isWrite = method !== "GET";
  const isPassive = !isWrite && (passive ?? nowMs() - lastInputMs > PASSIVE_AFTER_MS);
  const sent: Record<string, string> = { accept: "application/json", ...headers };
  if (isPassive) sent["part164-passive"] = "1";
  if (isWrite) Object.assign(sent, { "part164-console": "1", "idempotency-key": crypto.randomUUID() });
  if (body !== undefined) sent["content-type"] = "application/json";

  const response = await fetch(path, {
    method,
    headers: sent,
    credentials: "same-origin",
    cache: "no-store",
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((error: unknown) => {
    if (signal?.aborted === true) throw error;
    throw new ApiFault(UNREACHABLE);
  });
  correctClock(response.headers.get("date"));
  if (!isPassive) lastActiveMs = nowMs();
  if (!response.ok) throw faultOf(readProblem(response.status, await response.json().catch(() => null)));
  const text = await response.text();
  // The server answers by the contract; its own tests hold it to it.
  return { body: (text === "" ? undefined : JSON.parse(text)) as T, headers: response.headers };
}

/** Reads a body. */
export async function read<T>(path: string, options: Omit<Ask, "method" | "body"> = {}): Promise<T> {
  return (await ask<T>(path, options)).body;
}

/** Writes, and returns what was made. */
export async function write<T>(method: "POST" | "PUT" | "DELETE", path: string, body: unknown = {}): Promise<T> {
  return (await ask<T>(path, { method, body })).body;
}

/** A path with the parameters that have a value, encoded. */
export function withQuery(path: string, query: Readonly<Record<string, unknown>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
  const text = search.toString();
  return text === "" ? path : `${path}?${text}`;
}

function faultOf(problem: Problem): ApiFault {
  if (SIGNED_OUT.has(problem.code)) for (const listener of signedOut) listener(problem);
  return new ApiFault(problem);
}
