// SPDX-License-Identifier: Apache-2.0
// Who may come near PHI, and who no longer: everybody who sees it is cleared, and whoever left is out [164.308(a)(3)(ii)(B)-(C)].
import type { Role } from "#access/role.ts";
import type { Parts } from "#gate/parts.ts";
import { today } from "#program/calendar.ts";
import { openContent } from "#program/form/submission.ts";
import { rosterOn, type WorkforceMember } from "#program/workforce/roster.ts";
import { sql } from "#store/sql.ts";
import { programHasBegun } from "../program-has-begun.ts";
import { scoped } from "../scoped.ts";
import { ACCESS_CHANGES, type Check, DAILY, fail, type Look, notApplicable, pass, safeguard } from "../safeguard.ts";

const PHI_ROLES: readonly Role[] = ["privacy-official", "clinician", "billing", "records-officer"];

/** Whether a role of theirs opens records. */
const opensRecords = ({ roles, ended }: WorkforceMember): boolean => !ended && roles.some((role) => PHI_ROLES.some((one) => one === role));

const FAR = "9999-12-31";

/** Who comes near PHI: the roster says so, or a role opens records, whatever the roster says and whenever they are to join. */
async function peopleNearPhi(parts: Parts): Promise<WorkforceMember[]> {
  const [db, day] = [scoped(parts), await today(parts)];
  const now = (await rosterOn(db, day)).filter((member) => member.sees_phi || opensRecords(member));
  return [...now, ...(await rosterOn(db, FAR)).filter((member) => member.joined_on > day && opensRecords(member))];
}

/** The members of whom it was last decided that access is appropriate, if that has not ended. */
async function cleared(parts: Parts, members: readonly string[]): Promise<Set<string>> {
  const rows = await scoped(parts).rows<Parameters<typeof openContent>[1] & { about: string; state: string }>(sql`
    select distinct on (s.about) s.id, s.form, s.version, s.sealed, s.about, s.state from program.submission s
      join program.submission_version v on v.submission = s.id and v.move = 'decide'
     where s.form = 'clearance' and s.state in ('decided', 'ended') and s.about = any(${[...members]}) order by s.about, v.at desc, s.id desc`);
  const standing = rows.filter(({ state }) => state === "decided");
  const opened = await Promise.all(standing.map(async (row) => ({ about: row.about, answers: (await openContent(parts, row)).answers })));
  return new Set(opened.filter(({ answers }) => answers["outcome"] === "appropriate").map(({ about }) => about));
}

async function lookCleared(parts: Parts): Promise<Look> {
  const people = await peopleNearPhi(parts);
  if (people.length === 0) return notApplicable("Nobody in the workforce sees PHI.");
  const known = await cleared(
    parts,
    people.map(({ id }) => id),
  );
  const missing = people.filter(({ id }) => !known.has(id)).length;
  if (missing > 0) return fail(`${missing} of ${people.length} people who see PHI have no clearance that says it is appropriate.`);
  return pass(`All ${people.length} people who see PHI are cleared for it.`);
}

/** Days after the last day within which the list is finished, whatever day was written into it. */
const LIST_DAYS = 7;

async function lookLeft(parts: Parts): Promise<Look> {
  const day = await today(parts);
  const { left, inside, unfinished } = await scoped(parts).one<{ left: number; inside: number; unfinished: number }>(sql`
    select count(*) as left, count(*) filter (where u.id is not null and u.ended_at is null) as inside,
           count(*) filter (where not exists (select from program.submission s where s.form = 'leaver-checklist' and s.about = m.id::text
                                                 and (s.state = 'finished' or (s.due_on >= ${day}::date and m.left_on + ${LIST_DAYS}::integer >= ${day}::date)))) as unfinished
      from program.member m left join access.user u on u.id = m."user" where m.left_on < ${day}::date`);
  if (left === 0) return notApplicable("Nobody has left.");
  if (inside > 0) return fail(`${inside} of ${left} people who left can still sign in.`);
  if (unfinished > 0) return fail(`The check-list of ${unfinished} of ${left} people who left is missing or overdue.`);
  return pass(`None of ${left} people who left can sign in; their check-lists are finished or not due yet.`);
}

const everybodyCleared: Check = {
  name: "everybody-who-sees-phi-is-cleared",
  says: "Each person who sees PHI has a decided clearance that says their access is appropriate.",
  mendedBy: ["program.submission.move", "program.member.join", "program.member.move", "program.member.leave", ...ACCESS_CHANGES],
  advice: {
    title: "Clear everybody who sees records",
    how: "File a clearance for each; somebody else decides. Who does not need PHI: say so on the roster.",
    href: "/forms/clearance",
  },
  ...DAILY,
  look: lookCleared,
};

const leaversOut: Check = {
  name: "leavers-are-out",
  says: "Nobody whose last day is over can sign in, and no leaver's check-list is overdue.",
  mendedBy: ["program.submission.move", "program.member.leave", ...ACCESS_CHANGES],
  advice: {
    title: "Finish the leavers' check-lists",
    how: "Accounts, secrets, devices, keys: tick what is done, then finish.",
    href: "/forms/leaver-checklist",
  },
  ...DAILY,
  look: lookLeft,
};

export const workforceClearance = safeguard({
  name: "workforce-clearance",
  title: "Clearance of the workforce",
  says: "Whoever sees PHI was looked at first, and somebody else decided that it is appropriate.",
  proves: [{ cite: "164.308(a)(3)(ii)(B)", aspect: "practice" }],
  checks: [everybodyCleared],
  begins: programHasBegun,
});

export const termination = safeguard({
  name: "termination",
  title: "Access ends with the work",
  says: "Access ends when the last day is over; what else they held is taken back by a check-list with a clock.",
  proves: [{ cite: "164.308(a)(3)(ii)(C)", aspect: "practice" }],
  checks: [leaversOut],
  begins: programHasBegun,
});
