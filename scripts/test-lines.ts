// SPDX-License-Identifier: Apache-2.0
// A reporter of node:test for scripts/test-file.ts: a JSON line for each test, and one when the file has ended. What a file leaves open when
// no test runs any more would keep its process for ever: it is named, and the process ended.
import { appendFileSync } from "node:fs";
import type { TestEvent } from "node:test/reporters";

export type Line =
  | { readonly is: "passed" | "failed"; readonly name: string }
  | { readonly is: "skipped"; readonly why: string }
  | { readonly is: "ended" }
  | { readonly is: "open"; readonly what: readonly string[] };

/** @param events what node:test tells of this process's tests. It ends them only when nothing is left open. */
async function* lines(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  let running = 0;
  let idle: NodeJS.Timeout | undefined;
  for await (const event of events) {
    if (event.type === "test:dequeue") running += 1;
    if (event.type === "test:complete") running -= 1;
    clearTimeout(idle);
    if (running === 0) idle = setTimeout(leave, Number(process.env["TEST_LEAVE_WITHIN_MS"])).unref();
    const line = lineOf(event);
    if (line !== null) say(line);
  }
  yield ""; // A reporter's own output goes through a stream, and is lost if the process is ended.
}

// A reporter is its module's default.
export { lines as default };

function say(line: Line): void {
  appendFileSync(process.env["TEST_LINES"] ?? "", `${JSON.stringify(line)}\n`);
}

function lineOf(event: TestEvent): Line | null {
  if (event.type === "test:summary") return { is: "ended" };
  if (event.type !== "test:pass" && event.type !== "test:fail") return null;
  const { name, skip, details } = event.data;
  if (event.type === "test:fail") return details.type === "suite" && !failedByItself(event.data) ? null : { is: "failed", name };
  const isSkipped = skip !== undefined && skip !== false;
  if (isSkipped) return { is: "skipped", why: typeof skip === "string" && skip !== "" ? skip : "no reason given" };
  return details.type === "suite" ? null : { is: "passed", name }; // Of a suite that is skipped no test is heard of: it stands for them.
}

/** A suite whose own hook failed, not one of its tests: that is told nowhere else. */
function failedByItself({ details: { error } }: Extract<TestEvent, { type: "test:fail" }>["data"]): boolean {
  return !("failureType" in error && error.failureType === "subtestsFailed");
}

function leave(): void {
  say({ is: "open", what: process.getActiveResourcesInfo() });
  process.exit(1);
}
