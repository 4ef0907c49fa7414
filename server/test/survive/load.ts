// SPDX-License-Identifier: Apache-2.0
// A load of writes and reads, by workers who remember what they were promised: each acknowledged write, each answered read, and
// each write of which they heard nothing, to be sent again with its key.
import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { PATIENT } from "../support/site.ts";
import { type Heard, send, type Sent } from "./wire.ts";

/** A record as the last acknowledged write left it. */
type Promised = { readonly id: string; version: number; text: string };

export type Memory = {
  readonly records: Promised[];
  /** The entries that acknowledged writes and answered reads named, and what they were about. */
  readonly entries: Map<string, { kind: string; individual: string }>;
  creates: number;
  amends: number;
  reads: number;
  /** Requests of which nothing was heard, and answers that asked to come again. */
  silences: number;
  refusals: number;
  /** Answers that must never be. */
  readonly wrong: string[];
};

export function newMemory(): Memory {
  return { records: [], entries: new Map(), creates: 0, amends: 0, reads: 0, silences: 0, refusals: 0, wrong: [] };
}

/** Who asks, and where; `isOver` ends the work after the request under way. */
export type Work = { readonly url: string; readonly headers: Record<string, string>; readonly memory: Memory; isOver(): boolean };

const RETRY_MS = 100;
const RETRIES_MAX = 600;

/** Workers at once. Each has its own records, so that what a record should be is never in doubt. */
export async function workAtOnce(work: Work, workers: number): Promise<void> {
  await Promise.all(Array.from({ length: workers }, (_, n) => worker(work, n)));
}

async function worker(work: Work, name: number): Promise<void> {
  const own: Promised[] = [];
  for (let n = 0; !work.isOver(); n++) {
    const record = own[n % Math.max(1, own.length)];
    if (record === undefined || n % 4 === 0) own.push(await create(work, `${name}-${n}`));
    else if (n % 4 === 1) await amend(work, record);
    else await read(work, record);
  }
}

/** Sends until it is heard, the same request with the same key: what a careful caller does. A read is given up when the work is over. */
async function insist(work: Work, sent: Sent, isWrite: boolean): Promise<Heard | null> {
  for (let attempt = 0; attempt < RETRIES_MAX; attempt++) {
    const heard = await send(work.url, sent).catch(() => null);
    if (heard === null) work.memory.silences += 1;
    else if (heard.status === 503) {
      work.memory.refusals += 1;
      if (heard.headers["retry-after"] === undefined) work.memory.wrong.push(`503 that does not say when to come again: ${heard.text}`);
    } else return heard;
    if (!isWrite && work.isOver()) return null;
    await wait(RETRY_MS);
  }
  assert.fail("the server did not come back");
}

async function create(work: Work, name: string): Promise<Promised> {
  const sent: Sent = {
    method: "POST",
    path: "/fhir/R4/Patient",
    headers: { ...work.headers, "idempotency-key": crypto.randomUUID() },
    body: JSON.stringify({ ...PATIENT, name: [{ family: `Load ${name}` }] }),
  };
  const heard = await insist(work, sent, true);
  if (heard?.status !== 201) return assert.fail(`create: ${heard?.status} ${heard?.text}`);
  const { id } = JSON.parse(heard.text) as { id: string };
  const record = { id, version: 1, text: heard.text };
  work.memory.creates += 1;
  work.memory.records.push(record);
  remember(work, heard, "phi.record.create", id);
  return record;
}

async function amend(work: Work, record: Promised): Promise<void> {
  const { id, version } = record;
  const sent: Sent = {
    method: "PUT",
    path: `/fhir/R4/Patient/${id}`,
    headers: { ...work.headers, "idempotency-key": crypto.randomUUID(), "if-match": `W/"${version}"` },
    body: JSON.stringify({ ...PATIENT, id, name: [{ family: `Load amended ${version}` }] }),
  };
  const heard = await insist(work, sent, true);
  if (heard?.status !== 200) return void work.memory.wrong.push(`amend of version ${version}: ${heard?.status} ${heard?.text}`);
  record.version += 1;
  record.text = heard.text;
  work.memory.amends += 1;
  remember(work, heard, "phi.record.amend", id);
}

async function read(work: Work, record: Promised): Promise<void> {
  const heard = await insist(work, { method: "GET", path: `/fhir/R4/Patient/${record.id}`, headers: work.headers }, false);
  if (heard === null) return;
  if (heard.status !== 200 || heard.text !== record.text) return void work.memory.wrong.push(`read: ${heard.status} ${heard.text}`);
  work.memory.reads += 1;
  remember(work, heard, "phi.record.read", record.id);
}

function remember({ memory }: Work, { headers }: Heard, kind: string, individual: string): void {
  const entry = headers["ledger-entry"];
  if (entry === undefined) memory.wrong.push(`${kind} names no entry`);
  else memory.entries.set(entry, { kind, individual });
}

/** Resolves when this many more writes were acknowledged. */
export async function underLoad(memory: Memory, writes: number): Promise<void> {
  const before = memory.creates + memory.amends;
  while (memory.creates + memory.amends < before + writes) {
    assert.deepEqual(memory.wrong, []);
    await wait(10);
  }
}

/** Reads every record once more: byte for byte what was acknowledged. */
export async function readAll(work: Work): Promise<void> {
  const left = work.memory.records.values();
  const reader = async (): Promise<void> => {
    for (const record of left) await read({ ...work, isOver: () => false }, record);
  };
  await Promise.all(Array.from({ length: 8 }, reader));
}
