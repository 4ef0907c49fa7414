// SPDX-License-Identifier: Apache-2.0
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { listTenants } from "#access/tenant.ts";
import { sealedKeyId } from "#seal/sealed.ts";
import { sql } from "#store/sql.ts";
import { DAILY, fail, notApplicable, pass, safeguard } from "../safeguard.ts";

const SAMPLE = 200;

export const encryptionAtRest = safeguard({
  name: "encryption-at-rest",
  title: "Stored PHI is encrypted",
  says: "Every record is sealed with AES-256-GCM under its individual's own key; keys are stored wrapped, the root key apart.",
  proves: [{ cite: "164.312(a)(2)(iv)", aspect: "mechanism" }],
  checks: [
    {
      name: "stored-records-are-sealed",
      says: "A sample of stored records of each tenant is sealed, under keys that exist, and shows no readable text.",
      advice: {
        title: "Find out who wrote to the database",
        how: "A record was stored by something other than Part164. Keep the database as it is; it may be a security incident.",
      },
      ...DAILY,
      async look({ db }) {
        let looked = 0;
        for (const { id: tenant } of await listTenants({ db })) {
          const app = db.in({ role: "part164_app", tenant });
          const rows = await app.rows<{ sealed: Uint8Array }>(sql`
            select r.sealed from (select type, id from phi.record where tenant = ${tenant} order by random() limit ${SAMPLE}) s
              join phi.record r on r.tenant = ${tenant} and r.type = s.type and r.id = s.id`); // The draw reads the index alone.
          if (rows.some(({ sealed }) => isReadable(sealed))) return fail("A stored record shows readable text.");
          const named = new Set(rows.map(({ sealed }) => sealedKeyId(sealed)));
          const { known } = await app.one<{ known: number }>(
            sql`select count(*) as known from seal.key where tenant = ${tenant} and id = any(${[...named]}::uuid[])`,
          );
          if (known < named.size) return fail("A stored record names a key that does not exist.");
          looked += rows.length;
        }
        return looked === 0 ? notApplicable("No PHI is stored yet.") : pass(`${looked} stored records looked at; all sealed.`);
      },
    },
    {
      name: "keys-are-stored-wrapped",
      says: "Each key in the database is wrapped; the root key's file is readable by its owner alone.",
      advice: { title: "Guard the keys", how: "Run `part164 doctor` at the machine: it names the file or the rows, and what to do." },
      ...DAILY,
      async look({ db, folder }) {
        const { bare } = await db.in({ role: "part164_app" }).one<{ bare: number }>(sql`
          select count(*) as bare from seal.key where destroyed_at is null and octet_length(wrapped) <= 48`);
        if (bare > 0) return fail(`${bare} keys are shorter than a wrapped key is.`);
        const { mode } = await stat(join(folder.path, "keys", "root.json"));
        return (mode & 0o077) === 0
          ? pass("All keys are wrapped; the root key's file is its owner's alone.")
          : fail("Others may read the root key's file.");
      },
    },
  ],
});

/** True if more than half of the bytes could be text: ciphertext has about a third. */
function isReadable(bytes: Uint8Array): boolean {
  const printable = bytes.reduce((count, byte) => count + (byte >= 0x20 && byte < 0x7f ? 1 : 0), 0);
  return printable > bytes.length * 0.6;
}
