// SPDX-License-Identifier: Apache-2.0
import { Fault } from "#base/fault.ts";
import { plusMonths, plusYears, today } from "../../calendar.ts";
import type { Field } from "../../form/field.ts";
import { form } from "../../form/form.ts";
import { supersedeOthers } from "../../form/supersede.ts";
import { decidedBy } from "../../form/workflows.ts";
import { FACILITY_CITES, placeOf } from "../place.ts";

const site = { field: "covers", is: ["site"] } as const;
const provider = { field: "covers", is: ["provider"] } as const;
const remote = { field: "covers", is: ["remote"] } as const;
const text = (name: string, label: string, help: string): Field => ({ name, label, help, type: "text", when: site });

/** How one place is guarded [164.310(a)(1)-(a)(2)(iv)]: our own plan, or the report of who guards it for us. */
export const facilityPlan = form({
  name: "facility-plan",
  title: "Facility plan",
  plural: "Facility plans",
  says: "For each place, how it is guarded: a site by our own plan, a provider's region by its report, homes by our rules.",
  room: "registers",
  cites: FACILITY_CITES.map(({ cite }) => cite),
  reach: "officials",
  titleField: "name",
  aboutField: "place",
  dueField: "reviewOn",
  task: { title: "Review how a place is guarded", role: "security-official", basis: "policy", inStates: ["approved"] },
  ...decidedBy("security-official", "privacy-official", "executive"),
  awaits: { submitted: { title: "Decide on a facility plan", role: "privacy-official", days: 14 } },
  fields: [
    {
      name: "covers",
      label: "Which place",
      type: "choice",
      options: [
        { value: "site", label: "A site of ours" },
        { value: "provider", label: "Where a provider runs systems for us", help: "Its report says how its buildings are guarded." },
        { value: "remote", label: "No site: everybody works elsewhere" },
      ],
    },
    { name: "site", label: "Site", type: "submission", form: "site", when: site },
    { name: "provider", label: "Provider", type: "submission", form: "party", when: provider },
    { name: "place", label: "Place", type: "line", isDerived: true },
    { name: "name", label: "What it is about", help: "For example: the office in Portland; us-west-2.", type: "line" },
    text("areas", "Who may enter which areas", "By role or work, and how that is checked at the door [164.310(a)(2)(iii)]."),
    text(
      "guarded",
      "What guards it and the equipment in it",
      "Locks, alarms, cameras; against entry, tampering and theft [164.310(a)(2)(ii)].",
    ),
    text("visitors", "Visitors", "How they are announced, written down and accompanied [164.310(a)(2)(iii)]."),
    text(
      "testing",
      "Systems for testing and revision",
      "Who gets to machines and open consoles on which software is tested [164.310(a)(2)(iii)].",
    ),
    text("keys", "Keys, badges and codes", "Who hands them out, where that stands, what happens when one is lost."),
    text("contingency", "Access in an emergency", "Who gets in to restore data, also without power or landlord [164.310(a)(2)(i)]."),
    text("repairs", "Repairs", "How repairs and changes of doors, locks and walls are written down [164.310(a)(2)(iv)]."),
    { name: "region", label: "Regions that we use", type: "line", when: provider },
    {
      name: "report",
      label: "What it shows",
      type: "choice",
      options: [
        { value: "soc-2", label: "SOC 2, type 2" },
        { value: "iso-27001", label: "ISO/IEC 27001 certificate with its statement" },
        { value: "data-center", label: "Report on the data center" },
        { value: "other", label: "Another attestation" },
      ],
      when: provider,
    },
    { name: "document", label: "The report itself", type: "document", when: provider },
    { name: "periodFrom", label: "Its period begins", type: "date", when: provider },
    { name: "periodTo", label: "Its period ends", type: "date", when: provider },
    {
      name: "inherits",
      label: "What is inherited",
      help: "Point by point, as the report has it.",
      type: "points",
      points: FACILITY_CITES.map(({ cite, says }) => ({ value: cite, label: says, help: cite })),
      choices: [
        { value: "theirs", label: "The report covers it" },
        { value: "ours", label: "We see to it ourselves" },
        { value: "open", label: "Nobody does yet" },
      ],
      noteLabel: "Where in the report, or how we do it",
      noteWhen: ["ours", "open"],
      when: provider,
    },
    { name: "why", label: "Why there is no site", help: "Where people, papers and equipment are instead.", type: "text", when: remote },
    {
      name: "homeRules",
      label: "Rules for work at home and elsewhere",
      help: "Who else is in the room, where the device is at night, paper, calls, visitors, what happens in an emergency.",
      type: "text",
      when: remote,
    },
    { name: "reviewOn", label: "Looked at again by", type: "date", isDerived: true },
  ],
  derive: async (_parts, answers, before) => ({ place: placeOf(answers), reviewOn: before["reviewOn"] }),
  async examine(parts, { periodFrom, periodTo }) {
    if (typeof periodFrom !== "string" || typeof periodTo !== "string") return;
    if (periodTo < periodFrom) throw wrong("periodTo", "Is not before it begins.");
    if (plusMonths(periodTo, REPORT_MONTHS) <= (await today(parts)))
      throw wrong("periodTo", "Is over for more than a year: ask for the newer report.");
  },
  moved({ answers, move, today: day }) {
    if (move !== "approve") return {};
    const [year, { periodTo }] = [plusYears(day, 1), answers];
    const runsOut = typeof periodTo === "string" ? plusMonths(periodTo, REPORT_MONTHS) : year;
    return { reviewOn: runsOut < year ? runsOut : year };
  },
  after: supersedeOthers("approve", "approved", "superseded"),
});

/** A report on a period says something for a year after: then the next one is there. */
const REPORT_MONTHS = 12;

const wrong = (field: string, says: string): Fault => new Fault("invalid_answers", { fields: [{ at: `/answers/${field}`, says }] });
