// SPDX-License-Identifier: Apache-2.0
// One JSON object a line, on standard error: standard output belongs to the document that was asked for.
// Opaque identifiers only. What an error says may quote a row or a value, so only its class, code and place are logged.
import { type Logger, destination, pino } from "pino";
import { Fault } from "./fault.ts";

export type Log = Logger;

/** The process's log. `level` is a pino level name. */
export function openLog(level: string): Log {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: describeError } },
    destination({ dest: 2, sync: true }),
  );
}

/** What may be said of an error: never its message, unless it is one of our faults, whose text is ours. */
export function describeError(error: unknown): Record<string, unknown> {
  if (error instanceof Fault) return { fault: error.code, cause: error.cause === undefined ? undefined : describeError(error.cause) };
  if (!(error instanceof Error)) return { type: typeof error };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const place = error.stack
    ?.slice(endOfMessage(error)) // A message may have lines that look like places.
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim());
  return { type: error.name, code, place };
}

/** Where in an error's stack its message ends. A message that was changed later stands there no more: then nothing is believed to be a place. */
function endOfMessage({ stack = "", message }: Error): number {
  const start = stack.indexOf(message);
  return start < 0 ? stack.length : start + message.length;
}
