// SPDX-License-Identifier: Apache-2.0
import { listTenants } from "#access/tenant.ts";
import { Fault } from "#base/fault.ts";
import type { RecordRow } from "#phi/record/record-row.ts";
import { openRecord } from "#phi/record/sealing.ts";
import { sql } from "#store/sql.ts";
import { DAILY, fail, notApplicable, pass, safeguard } from "../safeguard.ts";

const SAMPLE = 200;

export const integrityOfPhi = safeguard({
  name: "integrity-of-phi",
  title: "Stored PHI is what was stored",
  says: "Each record is authenticated as it is opened: its seal is bound to tenant, type, id, version and individual.",
  proves: [
    { cite: "164.312(c)(1)", aspect: "mechanism" },
    { cite: "164.312(c)(2)", aspect: "mechanism" },
  ],
  checks: [
    {
      name: "stored-records-open",
      says: "A random sample of each tenant's stored records, current and replaced, opens as what it claims to be.",
      advice: {
        title: "Find out who changed a record",
        how: "It was altered outside Part164. Keep the database as it is; it may be a security incident. The ledger says what the record was.",
      },
      ...DAILY,
      async look(parts) {
        let opened = 0;
        for (const { id: tenant } of await listTenants(parts)) {
          const rows = await parts.db.in({ role: "part164_app", tenant }).rows<RecordRow>(sql`
            select r.type, r.id, r.version, r.individual, r.sealed, r.updated_at
              from (select type, id from phi.record where tenant = ${tenant} order by random() limit ${SAMPLE}) s
              join phi.record r on r.tenant = ${tenant} and r.type = s.type and r.id = s.id and r.deleted_at is null
            union all
            select v.type, v.id, v.version, v.individual, v.sealed, v.updated_at
              from (select type, id, version from phi.record_version where tenant = ${tenant} order by random() limit ${SAMPLE}) s
              join phi.record_version v on v.tenant = ${tenant} and v.type = s.type and v.id = s.id and v.version = s.version`); // The draw reads the index alone.
          for (const row of rows) {
            const isWhole = await openRecord(parts, tenant, row).then(
              () => true,
              (error: unknown) => {
                if (error instanceof Fault && error.code === "gone") return true; // Shredded on purpose.
                if (error instanceof Fault && error.code === "sealed_broken") return false;
                throw error;
              },
            );
            if (!isWhole) return fail(`A stored ${row.type} failed its integrity check (tenant ${tenant}, record ${row.id}).`);
            opened += 1;
          }
        }
        return opened === 0 ? notApplicable("No PHI is stored yet.") : pass(`${opened} stored versions opened as what they claim to be.`);
      },
    },
  ],
});
