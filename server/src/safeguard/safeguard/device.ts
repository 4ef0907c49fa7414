// SPDX-License-Identifier: Apache-2.0
// Devices and media: each has somebody, each that may hold PHI was looked at, and what leaves is cleared and seen [164.310(b)-(d)].
import type { Parts } from "#gate/parts.ts";
import { dayAt, plusDays, today, zoneOf } from "#program/calendar.ts";
import { policyParameter } from "#program/document/parameter.ts";
import { openContent } from "#program/form/submission.ts";
import { needsEvidence } from "#program/device/evidence.ts";
import { inventory, peopleById } from "#program/device/inventory.ts";
import { sql } from "#store/sql.ts";
import { programHasBegun } from "../program-has-begun.ts";
import { scoped } from "../scoped.ts";
import { type Check, DAILY, fail, type Look, notApplicable, pass, safeguard } from "../safeguard.ts";

const FILED = ["program.submission.move", "program.submission.create", "program.submission.amend", "program.device.import"] as const;

/** Days in which an official confirms what was done: those of the form's own task. */
const CONFIRM_DAYS = 7;

async function lookChecked(parts: Parts): Promise<Look> {
  const all = await inventory(parts, scoped(parts), { custodian: null, isOpen: true });
  if (all.length === 0) return fail("No device is in the inventory.");
  const wanted = all.filter(({ row, answers }) => needsEvidence({ state: row.state, answers }));
  if (wanted.length === 0) return pass(`None of ${all.length} devices in the inventory is in use, may hold PHI and can be looked at.`);
  const count = (standing: string): number => wanted.filter(({ evidence }) => evidence.standing === standing).length;
  const [none, stale, failing] = [count("none"), count("stale"), count("failing")];
  if (none + stale + failing === 0) return pass(`All ${wanted.length} devices that may hold PHI were looked at and pass.`);
  const said = [`${none} never looked at`, `${stale} not lately`, `${failing} fail`].filter((one) => !one.startsWith("0 "));
  return fail(`Of ${wanted.length} devices that may hold PHI: ${said.join(", ")}.`);
}

async function lookCustodians(parts: Parts): Promise<Look> {
  const all = await inventory(parts, scoped(parts), { custodian: null, isOpen: true });
  const ours = all.filter(({ row }) => row.state !== "lost");
  if (all.length === 0) return fail("No device is in the inventory.");
  const ids = ours.flatMap(({ row }) => row.about ?? []);
  const people = await peopleById(scoped(parts), ids, await today(parts));
  const without = ours.filter(({ row }) => people.get(row.about ?? "")?.hasLeft !== false).length;
  if (without > 0) return fail(`${without} of ${ours.length} devices are with nobody who is in the workforce.`);
  return pass(`Each of ${ours.length} devices has somebody in the workforce who answers for it.`);
}

async function lookLeavers(parts: Parts): Promise<Look> {
  const day = await today(parts);
  const { left, holding, keys } = await scoped(parts).one<{ left: number; holding: number; keys: number }>(sql`
    select count(*) as left,
           count(*) filter (where exists (select from program.submission s
              where s.form = 'device' and s.about = m.id::text and s.state in ('in use', 'in storage'))) as holding,
           count(*) filter (where exists (select from program.submission s
              where s.form = 'visitor-and-maintenance' and s.about = m.id::text and s.state in ('open', 'lost'))) as keys
      from program.member m where m.left_on < ${day}::date`);
  if (left === 0) return notApplicable("Nobody has left.");
  if (holding + keys > 0) return fail(`Of ${left} people who left, ${holding} still have a device and ${keys} a key.`);
  return pass(`None of ${left} people who left has a device or key of ours.`);
}

/** Movements of a kind that wait for an official, longer than they may, and how many there are. */
async function unconfirmed(parts: Parts, kind: "reuse" | "dispose"): Promise<{ all: number; waiting: number }> {
  const [late, zone] = [plusDays(await today(parts), -CONFIRM_DAYS), await zoneOf(parts)];
  type Row = Parameters<typeof openContent>[1] & { state: string; received_at: Date };
  const rows = await scoped(parts).rows<Row>(sql`
    select id, form, version, sealed, state, received_at from program.submission
     where form = 'media-disposal' and state in ('noted', 'confirmed') order by id desc limit 2000`);
  const opened = await Promise.all(rows.map(async (row) => ({ row, kind: (await openContent(parts, row)).answers["kind"] })));
  const own = opened.filter((one) => one.kind === kind);
  return { all: own.length, waiting: own.filter(({ row }) => row.state === "noted" && dayAt(row.received_at, zone) < late).length };
}

async function lookReuse(parts: Parts): Promise<Look> {
  const { all, waiting } = await unconfirmed(parts, "reuse");
  if (all === 0) return notApplicable("No medium was made ready for use by somebody else.");
  return waiting > 0
    ? fail(`${waiting} of ${all} reuses are not confirmed after ${CONFIRM_DAYS} days.`)
    : pass(`None of ${all} reuses waits too long.`);
}

async function lookDisposal(parts: Parts): Promise<Look> {
  const [{ all, waiting }, day] = [await unconfirmed(parts, "dispose"), await today(parts)];
  const days = await policyParameter(parts, scoped(parts), { policy: "devices-media-and-disposal", name: "disposalDays", otherwise: 60 });
  const stored = (await inventory(parts, scoped(parts), { custodian: null, isOpen: true })).filter(
    ({ row, answers }) => row.state === "in storage" && answers["holds"] !== "none",
  );
  const idle = stored.filter(({ answers }) => plusDays(String(answers["since"]), days) < day).length;
  if (all + stored.length === 0) return notApplicable("Nothing was disposed of, and nothing lies in storage.");
  if (waiting > 0) return fail(`${waiting} of ${all} disposals are not confirmed after ${CONFIRM_DAYS} days.`);
  if (idle > 0) return fail(`${idle} devices that may hold PHI have been in storage for more than ${days} days.`);
  return pass(`None of ${all} disposals waits too long, and nothing lies in storage for longer than ${days} days.`);
}

const check = (name: string, says: string, { title, how, look }: { title: string; how: string; look: Check["look"] }): Check => ({
  name,
  says,
  mendedBy: [...FILED, "program.member.leave"],
  advice: { title, how, href: "/devices" },
  ...DAILY,
  look,
});

export const deviceEvidence = safeguard({
  name: "device-evidence",
  title: "Devices are encrypted, locked and up to date",
  says: "Each device that may hold PHI is looked at as often as the policy says: encrypted, locked, patched, guarded.",
  proves: [
    { cite: "164.310(b)", aspect: "practice" },
    { cite: "164.310(c)", aspect: "practice" },
  ],
  checks: [
    check("devices-that-may-hold-phi-pass-their-checks", "Each device in use that may hold PHI has a fresh check, and passes it.", {
      title: "Check the devices on which PHI may be",
      how: "Their custodians check them in a minute, or import a file of device management.",
      look: lookChecked,
    }),
  ],
  begins: programHasBegun,
});

export const deviceCustody = safeguard({
  name: "device-custody",
  title: "Somebody answers for each device",
  says: "The inventory says who has each device and medium since when; who leaves gives back what they have.",
  proves: [
    { cite: "164.310(d)(1)", aspect: "practice" },
    { cite: "164.310(d)(2)(iii)", aspect: "practice" },
  ],
  checks: [
    check("each-device-has-a-custodian-in-the-workforce", "Each device is with somebody who is in the workforce today.", {
      title: "Say who has each device",
      how: "Add the devices, by hand or from a file; hand over those of people who left.",
      look: lookCustodians,
    }),
    check("nobody-who-left-holds-a-device-or-key", "Whoever left has given back devices and keys.", {
      title: "Take back devices and keys of people who left",
      how: "Put each device into storage under who keeps it, and write down that keys are back.",
      look: lookLeavers,
    }),
  ],
  begins: programHasBegun,
});

export const deviceDisposal = safeguard({
  name: "device-disposal",
  title: "Nothing leaves with PHI on it",
  says: "What held PHI is disposed of for good, seen by somebody and confirmed by another.",
  proves: [{ cite: "164.310(d)(2)(i)", aspect: "practice" }],
  checks: [
    check(
      "disposals-are-confirmed",
      "Each disposal is confirmed within a week, and nothing that may hold PHI lies about for longer than the policy says.",
      {
        title: "Confirm disposals, and clear what lies in storage",
        how: "Another official looks at how each was cleared and who saw it.",
        look: lookDisposal,
      },
    ),
  ],
  begins: programHasBegun,
});

export const deviceReuse = safeguard({
  name: "device-reuse",
  title: "Media are cleared before they are used again",
  says: "What held PHI is cleared before somebody else has it; two people see to it.",
  proves: [{ cite: "164.310(d)(2)(ii)", aspect: "practice" }],
  checks: [
    check("reuse-is-cleared", "Each reuse says how the medium was cleared and is confirmed within a week.", {
      title: "Confirm the media that were made ready for reuse",
      how: "Another official looks at how each was cleared and who saw it.",
      look: lookReuse,
    }),
  ],
  begins: programHasBegun,
});
