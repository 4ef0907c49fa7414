// SPDX-License-Identifier: Apache-2.0
import { CompactRange } from "@part164/verify/compact-range.ts";
import { openCheckpoint } from "@part164/verify/checkpoint.ts";
import { leafHash } from "@part164/verify/merkle.ts";
import { parseKey } from "@part164/verify/note.ts";
import { listTenants } from "#access/tenant.ts";
import { MS_PER_HOUR } from "#base/clock.ts";
import type { Parts } from "#gate/parts.ts";
import type { LogTenant } from "#ledger/act.ts";
import { sql } from "#store/sql.ts";
import { DAILY, fail, pass, safeguard } from "../safeguard.ts";

const PAGE = 4096;

export const ledgerIntegrity = safeguard({
  name: "ledger-integrity",
  title: "The record cannot be rewritten unseen",
  says: "Each log's root is computed again from its entries and compared with the checkpoint that was signed.",
  proves: [
    { cite: "164.312(b)", aspect: "mechanism" },
    { cite: "164.312(c)(1)", aspect: "mechanism" },
  ],
  checks: [
    {
      name: "every-log-verifies",
      says: "Entries, tree and signature of every log agree.",
      advice: {
        title: "Find out who changed the ledger",
        how: "Keep the database and the folder `checkpoints` as they are; it may be a security incident. Run `part164 doctor` at the machine.",
      },
      ...DAILY,
      withinMs: MS_PER_HOUR, // Every entry is read: a million take 10 to 20 s.
      async look(parts) {
        const tenants = await listTenants(parts);
        let entries = 0;
        for (const tenant of [parts.installation, ...tenants.map(({ id }) => id)]) {
          const { size, problem } = await verifyLog(parts, tenant);
          if (problem !== null) return fail(problem);
          entries += size;
        }
        return pass(`Logs: ${tenants.length + 1}, entries: ${entries}. All verify.`);
      },
    },
  ],
});

async function verifyLog({ db, ledger }: Parts, tenant: LogTenant): Promise<{ size: number; problem: string | null }> {
  const state = await ledger.reader.log(tenant);
  if (state.checkpoint === null) return { size: 0, problem: null };
  const key = parseKey(await ledger.signer.verifierKey(tenant));
  const checkpoint = await openCheckpoint(Buffer.from(state.checkpoint), state.origin, [key]);
  const range = new CompactRange();
  const reader = db.in({ role: "part164_reader", tenant });
  for (let from = 0; from < checkpoint.size; from += PAGE) {
    const to = Math.min(from + PAGE, checkpoint.size);
    const rows = await reader.rows<{ leaf: Uint8Array }>(sql`
      select e.leaf from ledger.leaf l join ledger.event e on e.id = l.event where l.tenant = ${tenant} and l.idx >= ${from} and l.idx < ${to} order by l.idx`);
    if (rows.length !== to - from) return { size: 0, problem: `The log ${state.origin} misses entries between ${from} and ${to}.` };
    for (const { leaf } of rows) range.append(leafHash(leaf));
  }
  const isSame = Buffer.compare(range.root(), checkpoint.root) === 0;
  return {
    size: checkpoint.size,
    problem: isSame ? null : `The log ${state.origin} does not lead to the root that was signed: an entry was altered.`,
  };
}
