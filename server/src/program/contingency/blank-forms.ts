// SPDX-License-Identifier: Apache-2.0
// Forms to write on while nothing works: lines with hours, sheets with PHI counted, clocks with their limits. Entered afterwards as they stand.
import { deadline } from "#rule/fact.ts";
import type { Answers } from "../form/field.ts";
import { cell } from "./plan-words.ts";
import { lineIn } from "./words.ts";

const LOG_LINES = 24;
const SHEET_LINES = 16;
/** Wide enough to write on by hand: a cell as high as two lines of print. */
const DAY_HOUR = "day........ hour........";

const row = (...cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
const table = (heads: readonly string[], rows: readonly string[]): string =>
  [row(...heads), row(...heads.map(() => "---")), ...rows].join("\n");

/** Lines for what happens: they become the journal of the incident. */
const logForm = (): string =>
  `## Log of the incident

Write the hour beside everything, as it happens. Nothing that identifies an individual. What was wrong is crossed out once and stays readable. First line: who noticed what, and when; the clocks of law count from there.

${table(
  [
    "Day and hour",
    "What happened, what was decided, who was told, what was promised to whom and by when",
    "Who did it (name)",
    "Written by",
  ],
  Array.from({ length: LOG_LINES }, () => row(DAY_HOUR, "", "", "")),
)}`;

/** 164.312(b): while no system records who looked at what, people do. */
const sheetForm = (): string =>
  `## PHI on paper, and who looked at it

Sheet no. . . . . of . . . . Kept by: . . . . . . . . . . . . . . . . .

No names, no initials, no dates of birth, no telephone numbers of individuals on this sheet: initials identify people too. Write the individual's opaque number, or the number of the sheet on which the clinic keeps the name.

${table(
  ["Day and hour", "Opaque number", "What was looked at, changed or told, and why", "By whom (name)", "To whom (name, number called)"],
  Array.from({ length: SHEET_LINES }, () => row(DAY_HOUR, "", "", "", "")),
)}

Entered into the system on . . . . . . . . by . . . . . . . . and . . . . . . . . Shredded on . . . . . . . . by . . . . . . . .`;

type Clock = { readonly what: string; readonly limit: string };

const days = (id: string): number => deadline(id).days;

/** Every limit is the rule's own, by its data; none is earlier than "without unreasonable delay". */
function lawClocks(): Clock[] {
  const whole = "calendar days after discovery";
  return [
    { what: "Each individual affected [164.404(b)]", limit: `${days("breach.individual-notice.deadline")} ${whole}` },
    { what: "Media, of a State with more than 500 affected [164.406(b)]", limit: `${days("breach.media")} ${whole}` },
    { what: "The Secretary, 500 affected or more [164.408(b)]", limit: `${days("breach.secretary.500-or-more")} ${whole}` },
    {
      what: "The Secretary, fewer than 500 [164.408(c)]",
      limit: `${days("breach.secretary.fewer-than-500")} days after the end of the calendar year`,
    },
    { what: "The covered entity whose PHI it is [164.410(b)]", limit: `${days("breach.business-associate")} ${whole}` },
  ];
}

const contractClocks = (contacts: readonly Answers[]): Clock[] =>
  contacts.flatMap((contact) =>
    typeof contact["noticeHours"] === "number"
      ? [{ what: `${cell(lineIn(contact, "name"))}, by contract`, limit: `${contact["noticeHours"]} hours after discovery` }]
      : [],
  );

/** What is due to whom by when, with blanks for when it was discovered and sent. */
function clockForm(contacts: readonly Answers[]): string {
  const rows = [...contractClocks(contacts), ...lawClocks()].map(({ what, limit }) => row(what, limit, DAY_HOUR, DAY_HOUR));
  return `## Clocks of notice

Discovered: day . . . . . . . . hour . . . . . . . . by . . . . . . . . . . . . . A breach is discovered on the first day on which anybody of ours knows of it, or would have known by reasonable diligence [164.404(a)(2)]. Every notice goes out without unreasonable delay; the day below is the last one, and the shortest limit counts. PHI that somebody encrypted or took is presumed to be breached until an assessment shows otherwise [164.402].

${table(["To whom", "At the latest", "Due", "Sent"], rows)}`;
}

/** All forms, in the order in which they are taken up. */
export const blankForms = (contacts: readonly Answers[]): string => [logForm(), clockForm(contacts), sheetForm()].join("\n\n");
