// SPDX-License-Identifier: Apache-2.0
// A drill in a thread of its own. The thread opens the root key by itself, from the data folder.
import { wallClock } from "#base/clock.ts";
import { openFileCustodian } from "#seal/file-custodian.ts";
import { type Drilled, drillScratch } from "./drill-scratch.ts";
import { answerInThread, inThread } from "./thread.ts";

type Asked = { readonly data: string; readonly folder: string; readonly file: string };

/** Drills there. @throws as `drillScratch`. */
export function drillInThread(asked: Asked): Promise<Drilled> {
  return inThread(new URL(import.meta.url), "drill", asked);
}

// The same file is the thread's program.
await answerInThread<Asked>("drill", async ({ data, folder, file }) => {
  const custodian = await openFileCustodian({ data, clock: wallClock, create: false });
  return drillScratch(folder, file, { custodian, clock: wallClock });
});
