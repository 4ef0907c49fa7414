// SPDX-License-Identifier: Apache-2.0
// Work that computes for seconds on a database of its own has a thread of its own: requests must not wait for it, and its memory goes
// with it. What goes there and comes back is plain data; keys are opened there anew.
import { parentPort, Worker, workerData } from "node:worker_threads";
import { present } from "#base/assert.ts";
import { Fault, type FaultCode } from "#base/fault.ts";

type Asked = { readonly part164: string; readonly asked: unknown };
type Told = { readonly done: unknown } | { readonly fault: { readonly code: FaultCode; readonly detail: string | undefined } };

/** Runs `program`, a file that calls `answerInThread` under the same name. @throws what that throws, if it is a fault of ours. */
export async function inThread<T>(program: URL, name: string, asked: unknown): Promise<T> {
  const data: Asked = { part164: name, asked };
  const thread = new Worker(program, { workerData: data, execArgv: [], name });
  try {
    const told = await new Promise<Told>((resolve, reject) => {
      thread.once("message", resolve);
      thread.once("error", reject);
      thread.once("exit", () => reject(new Error("The thread ended without an answer.")));
    });
    if ("done" in told) return told.done as T; // The program's own answer, which its caller knows.
    const { code, detail } = told.fault;
    throw new Fault(code, detail === undefined ? {} : { detail });
  } finally {
    await thread.terminate();
  }
}

/** Answers what this thread was made for. Anywhere else (the main thread, a test runner's) nothing happens. */
export async function answerInThread<A>(name: string, work: (asked: A) => Promise<unknown>): Promise<void> {
  const given = workerData as Partial<Asked> | null; // Set by inThread, or by whoever made this thread for something else.
  if (given?.part164 !== name) return;
  const parent = present(parentPort, "A thread that was made for something has a parent.");
  // oxlint-disable-next-line require-post-message-target-origin -- a thread's port has one other end and knows no origins.
  parent.postMessage(await told(() => work(given.asked as A))); // Given by inThread under this name.
}

async function told(work: () => Promise<unknown>): Promise<Told> {
  try {
    return { done: await work() };
  } catch (error) {
    if (error instanceof Fault) return { fault: { code: error.code, detail: error.detail } };
    throw error;
  }
}
