// SPDX-License-Identifier: Apache-2.0
// For tests only: the rows in memory and a keyring over a real file custodian in a temporary folder.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testClock, type TestClock } from "#base/clock.ts";
import { Fault } from "#base/fault.ts";
import { idMaker, type Id, type TenantId } from "#base/id.ts";
import type { KeyCustodian } from "./custodian.ts";
import { openFileCustodian } from "./file-custodian.ts";
import type { KeyPage, KeyPlace, KeyRows } from "./key-rows.ts";
import { Keyring } from "./keyring.ts";
import type { KeyRow } from "./key.ts";

/** Key rows in memory. `table` is open, so that a test can tamper with it as someone with the database could. */
export function memoryKeyRows(): KeyRows & { readonly table: KeyRow[] } {
  const table: KeyRow[] = [];
  const at = (place: KeyPlace): KeyRow[] =>
    table
      .filter((row) => row.kind === place.kind && row.tenant === place.tenant && row.owner === place.owner)
      .sort((a, b) => a.version - b.version);
  const change = (wanted: (row: KeyRow) => boolean, to: Partial<KeyRow>): boolean => {
    let changed = false;
    for (const [index, row] of table.entries()) {
      if (!wanted(row)) continue;
      table[index] = { ...row, ...to };
      changed = true;
    }
    return changed;
  };
  return {
    table,
    active: async (place) => at(place).findLast((row) => row.retiredAt === null && row.destroyedAt === null),
    versions: async (place) => at(place),
    byId: async (tenant, id) => table.find((row) => row.id === id && row.tenant === tenant),
    wrappedBy: async (tenant, wrapper, page) =>
      paged(
        table.filter((row) => row.tenant === tenant && row.wrappedBy === wrapper),
        page,
      ),
    wrappedByRoot: async (page) =>
      paged(
        table.filter((row) => row.wrappedBy === null),
        page,
      ),
    insert: async (row) => {
      const inUse = (other: KeyRow): boolean => other.retiredAt === null && other.destroyedAt === null;
      if (at(row).some((other) => other.version === row.version || inUse(other))) throw new Fault("conflict");
      table.push(row);
    },
    replaceWrapped: async (row, to) =>
      change((other) => other.id === row.id && other.destroyedAt === null && Buffer.compare(other.wrapped, row.wrapped) === 0, to),
    retire: async (row, retiredAt) => void change((other) => other.id === row.id, { retiredAt }),
    destroy: async (place, destroyedAt) => {
      const doomed = new Set(at(place).map((row) => row.id));
      change((row) => doomed.has(row.id) && row.destroyedAt === null, {
        wrapped: new Uint8Array(0),
        destroyedAt,
      });
    },
  };
}

function paged(rows: KeyRow[], { after, limit }: KeyPage): KeyRow[] {
  return rows
    .filter((row) => row.destroyedAt === null && (after === null || row.id > after))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .slice(0, limit);
}

export type TestKeys = AsyncDisposable & {
  readonly data: string;
  readonly clock: TestClock;
  readonly makeId: <Name extends string>() => Id<Name>;
  readonly custodian: KeyCustodian;
  readonly rows: ReturnType<typeof memoryKeyRows>;
  readonly keyring: Keyring;
  readonly tenant: TenantId;
};

/** A new installation's keys, with one tenant's id. The folder goes when the test ends. */
export async function testKeys(): Promise<TestKeys> {
  const data = await mkdtemp(join(tmpdir(), "part164-keys-"));
  const clock = testClock("2026-11-01T00:00:00Z");
  const makeId = idMaker(clock);
  const rows = memoryKeyRows();
  const custodian = await openFileCustodian({ data, clock, create: true });
  const keyring = new Keyring({ custodian, rows, clock, makeId });
  const dispose = (): Promise<void> => rm(data, { recursive: true, force: true });
  return {
    data,
    clock,
    makeId,
    custodian,
    rows,
    keyring,
    tenant: makeId(),
    [Symbol.asyncDispose]: dispose,
  };
}
