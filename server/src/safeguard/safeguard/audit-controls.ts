// SPDX-License-Identifier: Apache-2.0
import { LAG_ALARM_MS } from "#ledger/keeper.ts";
import { systemAct } from "#ledger/act.ts";
import { sql } from "#store/sql.ts";
import { DAILY, fail, HOURLY, pass, safeguard } from "../safeguard.ts";

const WAIT_MS = 10_000;

export const auditControls = safeguard({
  name: "audit-controls",
  title: "All activity is recorded",
  says: "Nothing is answered before its entry is durable; what cannot be recorded is refused.",
  proves: [
    { cite: "164.312(b)", aspect: "mechanism" },
    { cite: "164.308(a)(1)(ii)(D)", aspect: "mechanism" },
  ],
  checks: [
    {
      name: "an-entry-becomes-provable",
      says: "A probe is recorded, found again, and proven in a signed checkpoint.",
      advice: {
        title: "Get the ledger to sign again",
        how: "Run `part164 doctor` at the machine: it says what keeps checkpoints from being signed.",
      },
      ...HOURLY,
      async look({ ledger, installation }) {
        const event = await ledger.recorder.record(systemAct(installation, "safeguard.probe.record", {}));
        await ledger.keeper.settle(WAIT_MS);
        const proof = await ledger.reader.proof(installation, event);
        return proof === null
          ? fail("The probe's entry has no proof.")
          : pass(`Entry ${proof.index} is proven in a checkpoint of ${proof.size}.`);
      },
    },
    {
      name: "the-ledger-keeps-up",
      says: "No entry waits longer than 5 seconds for its leaf.",
      advice: {
        title: "Get the ledger to keep up",
        how: "Run `part164 doctor` at the machine: it says whether signing is refused, or the machine is too busy.",
      },
      ...HOURLY,
      async look({ ledger }) {
        const lagMs = await ledger.keeper.lagMs();
        if (ledger.keeper.refusal !== null) return fail(ledger.keeper.refusal);
        return lagMs <= LAG_ALARM_MS
          ? pass(`The oldest entry without a leaf is ${lagMs} ms old.`)
          : fail(`The oldest entry without a leaf is ${Math.round(lagMs / 1000)} s old.`);
      },
    },
    {
      name: "recording-cannot-be-switched-off",
      says: "The application's role holds no right to change or remove entries, and the guards on the tables stand.",
      advice: {
        title: "Put the ledger's guards back",
        how: "Somebody changed rights or triggers in the database. Find out who, then start the newest release, whose migration says what is missing.",
      },
      ...DAILY,
      async look({ db }) {
        const { rights, guards } = await db.in({ role: "part164_app" }).one<{ rights: number; guards: number }>(sql`
          select (select count(*) from (values ('ledger.event'), ('ledger.leaf'), ('ledger.tile')) t (name), (values ('part164_app'), ('part164_recorder'), ('part164_sequencer'), ('part164_reader')) r (role)
                   where pg_catalog.has_table_privilege(r.role, t.name, 'update, delete, truncate')) as rights,
                 (select count(*) from pg_catalog.pg_trigger where tgname in ('event_is_final', 'event_is_kept', 'leaf_is_final', 'leaf_is_kept', 'tile_is_final', 'tile_is_kept') and tgenabled = 'O') as guards`);
        return rights === 0 && guards === 6
          ? pass("No role may change or remove entries; all six guards stand.")
          : fail(`${rights} rights too many, ${6 - guards} guards missing.`);
      },
    },
  ],
});
