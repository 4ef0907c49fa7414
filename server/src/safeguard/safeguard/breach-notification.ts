// SPDX-License-Identifier: Apache-2.0
// Incidents are judged and finished, doubts about PHI decided by two officials, and no notice is late [164.308(a)(6)(ii), 164.402-164.414].
import type { Parts } from "#gate/parts.ts";
import { policyParameter } from "#program/document/parameter.ts";
import { dayAt, daysBetween, today, zoneOf } from "#program/calendar.ts";
import type { Answers } from "#program/form/field.ts";
import { openContent } from "#program/form/submission.ts";
import { allSent, entityOf, standingClocks } from "#program/incident/breach.ts";
import { discoveredIn } from "#program/incident/clocks-of.ts";
import { lacksOf, type NoticeTo } from "#program/incident/notice-text.ts";
import { fact } from "#rule/fact.ts";
import { sql } from "#store/sql.ts";
import { programHasBegun } from "../program-has-begun.ts";
import { scoped } from "../scoped.ts";
import { type Check, DAILY, fail, HOURLY, type Look, notApplicable, pass, safeguard } from "../safeguard.ts";

type Assessed = { readonly id: string; readonly state: string; readonly answers: Answers };

async function assessments(parts: Parts): Promise<Assessed[]> {
  const rows = await scoped(parts).rows<Parameters<typeof openContent>[1] & { state: string }>(sql`
    select id, form, version, sealed, state from program.submission where form = 'breach-assessment' order by id desc limit 1000`);
  return Promise.all(rows.map(async (row) => ({ id: row.id, state: row.state, answers: (await openContent(parts, row)).answers })));
}

async function lookClocks(parts: Parts): Promise<Look> {
  const all = await assessments(parts);
  if (all.length === 0) return notApplicable("No breach was ever in doubt.");
  const db = scoped(parts);
  const [entity, sent, zone] = [await entityOf(db), await allSent(db), await zoneOf(parts)];
  const clocks = all.flatMap((one) =>
    standingClocks({ ...one, entity, sent: sent.filter(({ breach }) => breach === one.id) }, parts.clock.now(), zone),
  );
  const count = (standing: string): number => clocks.filter((clock) => clock.standing === standing).length;
  const late = count("late");
  if (late > 0) return fail(`${late} of ${clocks.length} breach clocks ${late === 1 ? "has" : "have"} passed without a notice.`);
  const before = count("sent-late") === 0 ? "" : ` ${count("sent-late")} went out late.`;
  return pass(`No breach clock has passed: ${count("running")} run, ${count("sent")} were answered in time.${before}`);
}

/** Days from the discovery within which it is decided, as the policy on breach notification in force says. */
const assessmentDays = (parts: Parts): Promise<number> =>
  policyParameter(parts, scoped(parts), { policy: "breach-notification", name: "assessmentDays", otherwise: 10 });

async function lookDecided(parts: Parts): Promise<Look> {
  const [all, day] = [await assessments(parts), await today(parts)];
  if (all.length === 0) return notApplicable("No breach was ever in doubt.");
  const days = await assessmentDays(parts);
  const open = all.filter(({ state }) => state === "presumed" || state === "submitted");
  const overdue = open.filter(({ answers }) => {
    const discovered = discoveredIn(answers)?.toPlainDate().toString();
    return discovered !== undefined && daysBetween(discovered, day) > days;
  });
  if (overdue.length > 0)
    return fail(
      `${overdue.length} of ${all.length} assessments ${overdue.length === 1 ? "is" : "are"} open for more than ${days} days after the discovery.`,
    );
  return pass(`${all.length - open.length} of ${all.length} assessments are decided by two officials; none is overdue.`);
}

/** Hours from a report until somebody has judged it, as the policy on security incidents in force says. */
const triageHours = (parts: Parts): Promise<number> =>
  policyParameter(parts, scoped(parts), { policy: "security-incidents", name: "triageHours", otherwise: 4 });

/** Days within which an incident is finished: our own limit. */
const FINISHED_DAYS = 90;
const SHOWN_DAYS = 400;

async function lookHandled(parts: Parts): Promise<Look> {
  const [now, hours] = [parts.clock.now(), await triageHours(parts)];
  const { all, unjudged, unfinished, finished } = await scoped(parts).one<{
    all: number;
    unjudged: number;
    unfinished: number;
    finished: number;
  }>(sql`
    select count(*) as all,
           count(*) filter (where state = 'reported' and received_at < ${now}::timestamptz - make_interval(hours => ${hours})) as unjudged,
           count(*) filter (where state not in ('closed', 'no incident') and received_at < ${now}::timestamptz - make_interval(days => ${FINISHED_DAYS})) as unfinished,
           count(*) filter (where state in ('closed', 'no incident') and updated_at > ${now}::timestamptz - make_interval(days => ${SHOWN_DAYS})) as finished
      from program.submission where form = 'incident-report'`);
  if (unjudged > 0)
    return fail(`${unjudged} ${unjudged === 1 ? "report waits" : "reports wait"} for longer than ${hours} hours to be judged.`);
  if (unfinished > 0)
    return fail(
      `${unfinished} ${unfinished === 1 ? "incident is" : "incidents are"} not finished ${FINISHED_DAYS} days after they were reported.`,
    );
  if (finished === 0) return fail(`Nothing was reported and finished in ${SHOWN_DAYS} days, not even an exercise.`);
  return pass(`${finished} of ${all} incidents were finished in the last ${SHOWN_DAYS} days; none waits.`);
}

async function lookContent(parts: Parts): Promise<Look> {
  const rows = await scoped(parts).rows<Parameters<typeof openContent>[1]>(sql`
    select s.id, s.form, s.version, s.sealed from program.submission s join program.notice_sent n on n.notice = s.id order by s.id desc limit 1000`);
  if (rows.length === 0) return notApplicable("No breach notice has gone out.");
  const sent = await Promise.all(rows.map(async (row) => (await openContent(parts, row)).answers));
  const lacking = sent.filter(({ text, to }) => lacksOf(String(text), to as NoticeTo).length > 0); // A choice of the form.
  if (lacking.length > 0) return fail(`${lacking.length} of ${sent.length} notices went out without an element that the rule asks for.`);
  const zone = await zoneOf(parts);
  const short = sent.filter((answers) => isPostedTooShort(answers, zone));
  if (short.length > 0) return fail(`${short.length} substitute notices for 10 or more individuals are not posted for 90 days.`);
  return pass(`${sent.length} notices went out, each with every element, approved by a second official, with its proof.`);
}

/** 164.404(d)(2)(ii): ten or more who cannot be reached are told on the home page for 90 days, or in major media. */
function isPostedTooShort({ method, count, sentAt, posted }: Answers, zone: string): boolean {
  const { threshold } = fact("breach.substitute-notice.fewer-than-10");
  if (method !== "substitute" || Number(count) < Number(threshold?.["individualsLessThan"])) return false;
  return typeof posted !== "string" || daysBetween(dayAt(new Date(String(sentAt)), zone), posted) < POSTED_DAYS;
}

const POSTED_DAYS = 90;

async function lookDelays(parts: Parts): Promise<Look> {
  const delayed = (await assessments(parts)).filter(({ answers }) => answers["delay"] === "written" || answers["delay"] === "oral");
  if (delayed.length === 0) return notApplicable("Law enforcement never asked to delay a notice.");
  const undated = delayed.filter(({ answers }) => typeof answers["delayBy"] !== "string" || typeof answers["delayOn"] !== "string");
  if (undated.length > 0) return fail(`${undated.length} of ${delayed.length} delays do not say who asked for them, and when.`);
  return pass(`${delayed.length} delays say who asked for them and when; their clocks end by it.`);
}

const MOVES = ["program.submission.move", "program.submission.amend", "program.incident-report.receive"];

const clocksKept: Check = {
  name: "no-breach-clock-has-passed",
  says: "Each notice that a breach makes due, by law or by a contract, went out or is not late.",
  mendedBy: MOVES,
  advice: {
    title: "Send the breach notice that is late",
    how: "Draft it from its clock, have it approved, send it, record the proof.",
    href: "/incidents",
  },
  ...HOURLY,
  look: lookClocks,
};

const decidedInTime: Check = {
  name: "breaches-are-assessed-in-time",
  says: "Whether it is a breach is decided by two officials within the days of the policy on breach notification.",
  mendedBy: MOVES,
  advice: {
    title: "Decide the breach assessment",
    how: "Fill in the four factors, hand it in, and let another official confirm it.",
    href: "/incidents",
  },
  ...DAILY,
  look: lookDecided,
};

const handled: Check = {
  name: "incidents-are-judged-and-finished",
  says: "Reports are judged within a day, incidents finished within 90 days, and at least one a year, if only an exercise.",
  mendedBy: MOVES,
  advice: {
    title: "Go on with the incidents",
    how: "Judge what was reported; finish what is open. Where there was none, run an exercise.",
    href: "/incidents",
  },
  ...DAILY,
  look: lookHandled,
};

const whole: Check = {
  name: "notices-have-every-element",
  says: "Each breach notice that went out has the elements that the rule asks for, and proof of how it went.",
  advice: {
    title: "Write the breach notices whole",
    how: "A notice is not approved while an element is missing.",
    href: "/forms/notification-tracker",
  },
  ...DAILY,
  look: lookContent,
};

const delaysSaid: Check = {
  name: "delays-say-who-asked",
  says: "Each delay at the word of law enforcement says who asked for it and when.",
  mendedBy: MOVES,
  advice: {
    title: "Say who asked to delay the notice",
    how: "Write down the official, the agency and the day; an oral statement counts for 30 days.",
    href: "/incidents",
  },
  ...DAILY,
  look: lookDelays,
};

const practice = (...cites: readonly string[]) => cites.map((cite) => ({ cite, aspect: "practice" }));

export const breachClocks = safeguard({
  name: "breach-clocks",
  title: "Breach clocks",
  says: "Every notice that a breach makes due has a clock that somebody owns, from the discovery on.",
  proves: practice(
    "164.404(a)",
    "164.404(b)",
    "164.406(a)",
    "164.406(b)",
    "164.408(a)",
    "164.408(b)",
    "164.408(c)",
    "164.410(a)",
    "164.410(b)",
  ),
  checks: [clocksKept],
  begins: programHasBegun,
});

export const breachAssessed = safeguard({
  name: "breach-assessments",
  title: "Breach assessments",
  says: "What is not permitted is presumed a breach until two officials have shown otherwise, in writing.",
  proves: practice("164.414(b)"),
  checks: [decidedInTime],
  begins: programHasBegun,
});

export const breachNotices = safeguard({
  name: "breach-notices",
  title: "Breach notices",
  says: "A notice goes out with all its elements, in a way that the rule names, and with proof.",
  proves: practice("164.404(c)", "164.404(d)", "164.406(c)", "164.410(c)"),
  checks: [whole],
  begins: programHasBegun,
});

export const lawEnforcementDelay = safeguard({
  name: "law-enforcement-delay",
  title: "Delay for law enforcement",
  says: "A notice waits only at the word of a law enforcement official, and no longer than that word carries.",
  proves: practice("164.412", "164.412(a)", "164.412(b)"),
  checks: [delaysSaid],
  begins: programHasBegun,
});

export const incidentResponse = safeguard({
  name: "incident-response",
  title: "Response to incidents",
  says: "What is reported is judged the same day, contained, mended, and learned from.",
  proves: practice("164.308(a)(6)(ii)"),
  checks: [handled],
  begins: programHasBegun,
});
