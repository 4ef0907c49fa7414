// SPDX-License-Identifier: Apache-2.0
// Individuals are answered in time: one safeguard a right, from the cases as they stand. Nobody's name is looked at.
import type { Parts } from "#gate/parts.ts";
import { today } from "#program/calendar.ts";
import { sql } from "#store/sql.ts";
import { programHasBegun } from "../program-has-begun.ts";
import { DAILY, fail, type Look, notApplicable, pass, safeguard } from "../safeguard.ts";

const MENDED_BY = ["program.submission.move", "program.submission.create"] as const;

type Kind = {
  readonly form: string;
  readonly check: string;
  /** "requests for access": in sentences. */
  readonly of: string;
  readonly title: string;
  readonly says: string;
  readonly advice: string;
  /** States in which somebody waits for us. */
  readonly waits: readonly string[];
  readonly cites: readonly string[];
};

async function look(parts: Parts, { form, waits, of }: Kind): Promise<Look> {
  const day = await today(parts);
  const { all, waiting, late } = await parts.db.in({ role: "part164_app", tenant: parts.installation }).one<{
    all: number;
    waiting: number;
    late: number;
  }>(sql`
    select count(*) as all, count(*) filter (where state = any(${[...waits]}::text[])) as waiting,
           count(*) filter (where state = any(${[...waits]}::text[]) and due_on < ${day}::date) as late
      from program.submission where form = ${form}`);
  if (all === 0) return notApplicable(`There were no ${of} yet.`);
  return late > 0 ? fail(`${late} of ${waiting} ${of} that wait are overdue.`) : pass(`None of ${all} ${of} is overdue; ${waiting} wait.`);
}

const KINDS: readonly Kind[] = [
  {
    form: "individual-access",
    check: "requests-for-records-are-answered-in-time",
    of: "requests for records",
    title: "Access to one's own record",
    says: "Whoever asks for their records has them, or a written denial, within 30 days, or 60 with the one extension.",
    advice: "Answer the requests for records that are overdue",
    waits: ["open", "extended", "in review"],
    cites: ["164.524(a)", "164.524(b)", "164.524(c)", "164.524(d)"],
  },
  {
    form: "individual-amendment",
    check: "requests-for-corrections-are-answered-in-time",
    of: "requests for corrections",
    title: "Amendment of one's record",
    says: "Whoever asks for a correction has it, or a written denial, within 60 days, or 90 with the one extension.",
    advice: "Answer the requests for corrections that are overdue",
    waits: ["open", "extended"],
    cites: ["164.526(a)", "164.526(b)", "164.526(c)", "164.526(d)"],
  },
  {
    form: "individual-accounting",
    check: "accountings-of-disclosures-are-given-in-time",
    of: "requests for an accounting",
    title: "Accounting of disclosures",
    says: "Whoever asks to whom their information went has the list within 60 days, or 90 with the one extension.",
    advice: "Give the accountings that are overdue",
    waits: ["open", "extended", "given without what is suspended"],
    cites: ["164.528(a)", "164.528(b)", "164.528(c)"],
  },
  {
    form: "individual-restriction",
    check: "restrictions-are-decided-in-time",
    of: "requests for a restriction",
    title: "Restrictions that individuals asked for",
    says: "Each is decided on in the days of our policy, and where the law makes us agree, we do.",
    advice: "Decide on the restrictions that were asked for",
    waits: ["open"],
    cites: ["164.522(a)(1)", "164.522(a)(2)", "164.522(a)(3)"],
  },
  {
    form: "individual-communication",
    check: "other-ways-to-be-reached-are-set-in-time",
    of: "requests to be reached another way",
    title: "Confidential communications",
    says: "Whoever asks to be reached another way is, within the days of our policy, and is not asked why.",
    advice: "Set the other addresses that were asked for",
    waits: ["open"],
    cites: ["164.522(b)(1)", "164.522(b)(2)"],
  },
  {
    form: "complaint",
    check: "complaints-have-a-disposition-in-time",
    of: "complaints",
    title: "Complaints",
    says: "Each complaint is looked into by somebody whom it does not concern, and has a disposition on record.",
    advice: "Write down what came of the complaints",
    waits: ["received", "looked into"],
    cites: ["164.530(d)(1)", "164.530(d)(2)", "164.530(g)"],
  },
  {
    form: "mitigation",
    check: "known-harm-is-mitigated-in-time",
    of: "cases of known harm",
    title: "Mitigation of harm",
    says: "Where harm of a wrong use or disclosure is known, something is done against it, and it is written down.",
    advice: "Mitigate the harm that is known",
    waits: ["open"],
    cites: ["164.530(f)"],
  },
];

/** One safeguard for each kind of case. */
export const privacyCaseSafeguards = KINDS.map((kind) =>
  safeguard({
    name: kind.form,
    title: kind.title,
    says: kind.says,
    proves: kind.cites.map((cite) => ({ cite, aspect: "practice" })),
    checks: [
      {
        name: kind.check,
        says: `None of the ${kind.of} is past its day.`,
        mendedBy: MENDED_BY,
        advice: { title: kind.advice, how: "Each case has its clock, its steps and its letters.", href: "/privacy" },
        ...DAILY,
        look: (parts) => look(parts, kind),
      },
    ],
    begins: programHasBegun,
  }),
);
