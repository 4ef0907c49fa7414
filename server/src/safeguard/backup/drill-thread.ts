// SPDX-License-Identifier: Apache-2.0
// A drill in a thread of its own: the scratch database computes for seconds, and requests must not wait for it. Its memory goes with it.
import { parentPort, Worker, workerData } from "node:worker_threads";
import { present } from "#base/assert.ts";
import { wallClock } from "#base/clock.ts";
import { Fault, type FaultCode } from "#base/fault.ts";
import { openFileCustodian } from "#seal/file-custodian.ts";
import { type Drilled, drillScratch } from "./drill-scratch.ts";

type Asked = { readonly part164Drill: true; readonly data: string; readonly folder: string; readonly file: string };
type Told = { readonly drilled: Drilled } | { readonly fault: { readonly code: FaultCode; readonly detail: string | undefined } };

/** Drills there. The thread opens the root key by itself, from `data`. @throws as `drillScratch`. */
export async function drillInThread(place: Omit<Asked, "part164Drill">): Promise<Drilled> {
  const asked: Asked = { part164Drill: true, ...place };
  const thread = new Worker(new URL(import.meta.url), { workerData: asked, execArgv: [], name: "drill" });
  try {
    const told = await new Promise<Told>((resolve, reject) => {
      thread.once("message", resolve);
      thread.once("error", reject);
      thread.once("exit", () => reject(new Error("The drill's thread ended without an answer.")));
    });
    if ("drilled" in told) return told.drilled;
    const { code, detail } = told.fault;
    throw new Fault(code, detail === undefined ? {} : { detail });
  } finally {
    await thread.terminate();
  }
}

async function answer({ data, folder, file }: Asked): Promise<Told> {
  try {
    const custodian = await openFileCustodian({ data, clock: wallClock, create: false });
    return { drilled: await drillScratch(folder, file, { custodian, clock: wallClock }) };
  } catch (error) {
    if (error instanceof Fault) return { fault: { code: error.code, detail: error.detail } };
    throw error;
  }
}

// The same file is the thread's program. A thread of somebody else (a test runner's) has other data, or none.
const given = workerData as Partial<Asked> | null; // Set by drillInThread, or by whoever made this thread for something else.
if (given?.part164Drill === true) {
  const parent = present(parentPort, "A drill's thread has a parent.");
  // oxlint-disable-next-line require-post-message-target-origin -- a thread's port has one other end and knows no origins.
  parent.postMessage(await answer(given as Asked)); // The mark is set with all the rest.
}
