// SPDX-License-Identifier: Apache-2.0
import { listTenants } from "#access/tenant.ts";
import { sql } from "#store/sql.ts";
import { DatabaseError } from "#store/database.ts";
import { DAILY, fail, pass, safeguard } from "../safeguard.ts";

export const tenantSegmentation = safeguard({
  name: "tenant-segmentation",
  title: "Customers are apart",
  says: "Each tenant has its own keys, its own log, and row security that the application's role cannot step around.",
  proves: [{ cite: "164.312(a)(1)", aspect: "segmentation" }],
  checks: [
    {
      name: "one-tenant-sees-nothing-of-another",
      says: "A probe stands in a tenant that has nothing and asks for everybody's rows; then it stands in none.",
      advice: {
        title: "Put the wall between tenants back",
        how: "Stop the server: the database lets one tenant see another's rows. Start the newest release, whose migration says what is missing.",
      },
      ...DAILY,
      async look({ db, makeId }) {
        const probe = db.in({ role: "part164_app", tenant: makeId<"tenant">() });
        const { seen } = await probe.one<{ seen: number }>(
          sql`select (select count(*) from phi.record) + (select count(*) from phi.record_version) + (select count(*) from phi.imported) as seen`,
        );
        if (seen !== 0) return fail(`A tenant without records sees ${seen} rows.`);
        const reader = db.in({ role: "part164_reader", tenant: makeId<"tenant">() });
        const { entries } = await reader.one<{ entries: number }>(
          sql`select (select count(*) from ledger.event) + (select count(*) from ledger.lookup) as entries`,
        );
        return entries === 0
          ? pass(`A tenant without records sees none of the ${(await listTenants({ db })).length} tenants' rows and entries.`)
          : fail(`A tenant without entries sees ${entries}.`);
      },
    },
    {
      name: "row-security-is-forced",
      says: "Row security is on and forced on every table that holds tenants' rows, and no role of ours may bypass it.",
      advice: {
        title: "Put row security back",
        how: "Somebody changed tables or roles in the database. Find out who; the application's roles must not bypass row security.",
      },
      ...DAILY,
      async look({ db }) {
        const { open, bypass } = await db.in({ role: "part164_app" }).one<{ open: number; bypass: number }>(sql`
          select (select count(*) from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                   where n.nspname || '.' || c.relname in ('phi.record', 'phi.record_version', 'phi.imported', 'ledger.event', 'ledger.lookup', 'ledger.leaf', 'ledger.tile')
                     and not (c.relrowsecurity and c.relforcerowsecurity)) as open,
                 (select count(*) from pg_catalog.pg_roles where rolname like 'part164\_%' and (rolbypassrls or rolsuper) and not rolcanlogin) as bypass`);
        return open === 0 && bypass === 0
          ? pass("Forced on all seven tables; no role bypasses it.")
          : fail(`${open} tables without forced row security, ${bypass} roles that bypass it.`);
      },
    },
    {
      name: "no-tenant-no-rows",
      says: "A statement that forgets to say whose rows it wants is an error, not a look at everything.",
      advice: {
        title: "Put row security back",
        how: "Somebody changed the policies in the database. Find out who, before records are read again.",
      },
      ...DAILY,
      async look({ db }) {
        const nobody = db.in({ role: "part164_app", tenant: "" as never }); // The one place that says nobody on purpose.
        const refused = await nobody.rows(sql`select id from phi.record limit 1`).then(
          () => false,
          (error: unknown) => error instanceof DatabaseError,
        );
        return refused ? pass("Refused.") : fail("A statement without a tenant was answered.");
      },
    },
  ],
});
