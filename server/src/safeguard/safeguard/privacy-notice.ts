// SPDX-License-Identifier: Apache-2.0
// The notice of privacy practices: in force, whole, and given out [164.520]; and authorizations that are what they say [164.508].
import type { Parts } from "#gate/parts.ts";
import { dayWords, today } from "#program/calendar.ts";
import { openContent } from "#program/form/submission.ts";
import { defectsOf } from "#program/privacy/authorization-defects.ts";
import { noticeStatements } from "#program/privacy/notice-lint.ts";
import { inForceOn, type Notice, notices } from "#program/privacy/notice.ts";
import { entityOf } from "#program/privacy/request-form.ts";
import { sql } from "#store/sql.ts";
import { programHasBegun } from "../program-has-begun.ts";
import { scoped } from "../scoped.ts";
import { DAILY, fail, type Look, notApplicable, pass, safeguard } from "../safeguard.ts";

const ASSOCIATE = "By its profile the organization is a business associate: the covered entities that it serves give the notice.";

/** What is in force, or what the look comes to without it. */
async function current(parts: Parts): Promise<{ readonly notice: Notice } | { readonly look: Look }> {
  if ((await entityOf(parts)) === "business-associate") return { look: notApplicable(ASSOCIATE) };
  const notice = inForceOn(await notices(parts, scoped(parts)), await today(parts));
  return notice === null ? { look: fail("No notice of privacy practices is published and in effect.") } : { notice };
}

async function lookWhole(parts: Parts): Promise<Look> {
  const found = await current(parts);
  if ("look" in found) return found.look;
  const { text, answers, startsOn } = found.notice;
  const statements = noticeStatements(text, answers);
  const missing = [...new Set(statements.filter(({ isThere }) => !isThere).map(({ cite }) => cite))];
  if (missing.length > 0) return fail(`What is in effect does not say what ${missing.slice(0, 5).join(", ")} asks for.`);
  return pass(`In effect since ${dayWords(startsOn)}; all ${statements.length} statements are in it.`);
}

const DISTRIBUTED_WITHIN_DAYS = 60; // 164.520(c)(1)(v)(B) for plans; of providers the rule asks for it promptly, and we for the same.

async function lookGivenOut(parts: Parts): Promise<Look> {
  const found = await current(parts);
  if ("look" in found) return found.look;
  const { answers, startsOn } = found.notice;
  if (typeof answers["givenOutOn"] === "string")
    return pass(`The notice in effect since ${dayWords(startsOn)} was given out by ${dayWords(answers["givenOutOn"])}.`);
  const last = Temporal.PlainDate.from(startsOn).add({ days: DISTRIBUTED_WITHIN_DAYS }).toString();
  return (await today(parts)) > last
    ? fail(`How the notice in effect since ${dayWords(startsOn)} was given out is not on record.`)
    : pass(`In effect since ${dayWords(startsOn)}; how it was given out is written down by ${dayWords(last)}.`);
}

export const privacyNotice = safeguard({
  name: "notice-of-privacy-practices",
  title: "Notice of privacy practices",
  says: "A covered entity tells individuals how it uses their information, and which rights they have.",
  proves: [
    { cite: "164.520(a)", aspect: "practice" },
    { cite: "164.520(b)", aspect: "practice" },
    { cite: "164.520(e)", aspect: "practice" },
  ],
  begins: programHasBegun,
  checks: [
    {
      name: "a-whole-notice-is-in-effect",
      says: "A notice of privacy practices is published and in effect, and says everything that the rule lists.",
      mendedBy: ["program.submission.move"],
      advice: {
        title: "Publish a notice of privacy practices",
        how: "Write it from your answers, and have somebody else approve it.",
        href: "/privacy/notice",
      },
      ...DAILY,
      look: lookWhole,
    },
  ],
});

export const noticeGivenOut = safeguard({
  name: "notice-given-out",
  title: "The notice reaches individuals",
  says: "How the notice in effect is given out is on record.",
  proves: [{ cite: "164.520(c)", aspect: "practice" }],
  begins: programHasBegun,
  checks: [
    {
      name: "the-notice-is-given-out",
      says: "A notice is in effect, and how it was given out is on record within 60 days of the day it took effect.",
      mendedBy: ["program.submission.move"],
      advice: {
        title: "Write down how the notice was given out",
        how: "On the notice: the day, and by what ways.",
        href: "/privacy/notice",
      },
      ...DAILY,
      look: lookGivenOut,
    },
  ],
});

const OPENED_MAX = 2000;

async function lookAuthorizations(parts: Parts): Promise<Look> {
  const rows = await scoped(parts).rows<Parameters<typeof openContent>[1] & { due_on: string | null }>(sql`
    select id, form, version, sealed, due_on::text from program.submission where form = 'authorization' and state = 'in force'
     order by id desc limit ${OPENED_MAX}`);
  if (rows.length === 0) return notApplicable("No authorization is in force.");
  const day = await today(parts);
  const opened = await Promise.all(rows.map(async (row) => (await openContent(parts, row)).answers));
  const ended = rows.filter(({ due_on }) => due_on !== null && due_on < day).length;
  const defective = opened.filter((answers) => defectsOf(answers, day).some(({ at }) => at !== "endDay")).length;
  if (ended > 0) return fail(`${ended} of ${rows.length} are kept as in force though their last day is over.`);
  if (defective > 0) return fail(`${defective} of ${rows.length} in force lack an element that the rule asks for.`);
  return pass(`All ${rows.length} in force have every element, with the signed paper under seal.`);
}

export const authorizations = safeguard({
  name: "authorizations",
  title: "Authorizations",
  says: "Only a whole authorization counts, for as long as it lasts; the signed paper is kept.",
  proves: [
    { cite: "164.508(a)", aspect: "practice" },
    { cite: "164.508(b)", aspect: "practice" },
    { cite: "164.508(c)", aspect: "practice" },
  ],
  begins: programHasBegun,
  checks: [
    {
      name: "authorizations-in-force-are-valid",
      says: "Each authorization that is in force has its elements and statements, and has not ended.",
      mendedBy: ["program.submission.move"],
      advice: {
        title: "Look through the authorizations",
        how: "End what is over, and refuse what lacks an element.",
        href: "/forms/authorization",
      },
      ...DAILY,
      look: lookAuthorizations,
    },
  ],
});
