// SPDX-License-Identifier: Apache-2.0
import { Fault } from "#base/fault.ts";
import { sql } from "#store/sql.ts";
import { today } from "../../calendar.ts";
import { policyWord } from "../../document/parameter.ts";
import type { Field } from "../../form/field.ts";
import { anOfficial, form, type Guard, type HookCall, notAboutOneself, whoIs } from "../../form/form.ts";
import { workflow } from "../../workflow.ts";
import { refuseCustody } from "../custody.ts";
import { DEVICE_KINDS } from "../kinds.ts";
import { reportLoss } from "../report-loss.ts";
import { keepSerial } from "../serial.ts";

const CUSTODY: readonly Field[] = [
  { name: "custodian", label: "Who has it", help: "In storage: who keeps it.", type: "member" },
  { name: "since", label: "Since", type: "date" },
  {
    name: "where",
    label: "Where it is",
    type: "choice",
    options: [
      { value: "site", label: "At a site of ours" },
      { value: "remote", label: "With its custodian, elsewhere" },
    ],
  },
  { name: "site", label: "Site", type: "submission", form: "site", when: { field: "where", is: ["site"] } },
];

const keeper = whoIs("manager", "security-official", "privacy-official");

/** Two people see to it that what may hold PHI goes to somebody else [164.310(d)(1), (d)(2)(ii)]. */
const holdsNone: Guard = (_mover, { answers }) =>
  answers["holds"] === "none"
    ? null
    : "It may hold PHI: file a movement or reuse; confirming it hands the device over [164.310(d)(2)(ii)].";

/** What was never true is put right without a movement; once it holds none, one official hands it over. */
const holdsSome: Guard = (_mover, { answers }) => (answers["holds"] === "none" ? "It holds none, as it says already." : null);

/** Or whoever has it gives it to somebody on paper, says that it holds none, and takes it back. @throws Fault `not_yours_to_do`. */
async function refuseWhoGaveIt({ tx, submission, mover }: HookCall): Promise<void> {
  const last = await tx.maybe<{ by: string | null }>(sql`
    select by from program.submission_version where submission = ${submission.id} and move in ('store', 'keep', 'find', 'hand', 'issue')
     order by version desc limit 1`);
  if (mover.user !== null && last?.by === mover.user)
    throw new Fault("not_yours_to_do", { detail: "You wrote who has it now: another official says that it never held PHI." });
}

/** 164.310(d)(2)(iii): a record of hardware and media, their movements, and the person responsible. */
export const device = form({
  name: "device",
  title: "Device or medium",
  plural: "Devices and media",
  says: "Everything that may hold PHI and can be carried, or stands somewhere: what it is, who has it, what it may hold.",
  room: "registers",
  cites: ["164.310(d)(2)(iii)", "164.310(d)(1)", "164.310(b)"],
  reach: "everybody",
  titleField: "name",
  aboutField: "custodian",
  fields: [
    { name: "name", label: "What it is called", help: "On its label, or in device management.", type: "line", lengthMax: 120 },
    { name: "kind", label: "Kind", type: "choice", options: DEVICE_KINDS.map(({ value, label }) => ({ value, label })) },
    { name: "model", label: "Make and model", type: "line", lengthMax: 120 },
    {
      name: "serial",
      label: "Serial number",
      help: "One device for each. Give what has none a number of its own.",
      type: "line",
      lengthMax: 80,
    },
    { name: "assetTag", label: "Asset tag", type: "line", lengthMax: 80, isOptional: true },
    {
      name: "holds",
      label: "PHI on it",
      type: "choice",
      options: [
        { value: "holds", label: "Holds PHI" },
        { value: "may", label: "May hold PHI", help: "Whoever works with records has this." },
        { value: "none", label: "None, and it is kept out" },
      ],
    },
    {
      name: "owner",
      label: "Whose it is",
      type: "choice",
      options: [
        { value: "ours", label: "Ours" },
        { value: "own", label: "Its user's own" },
      ],
    },
    ...CUSTODY,
    { name: "acquiredOn", label: "Acquired on", type: "date", isOptional: true },
  ],
  workflow: workflow("in use", {
    "in use": { hand: "in use", store: "in storage", lose: "lost", dispose: "disposed", correct: "in use" },
    "in storage": { issue: "in use", keep: "in storage", lose: "lost", dispose: "disposed", correct: "in storage" },
    lost: { find: "in storage", "write-off": "written off" },
    disposed: {},
    "written off": {},
  }),
  moveSays: {
    hand: "Hand it to somebody",
    store: "Put it into storage",
    keep: "Keep it elsewhere",
    issue: "Hand it out",
    lose: "It is lost or stolen",
    find: "It is found",
    "write-off": "It will not be found",
    dispose: "It is disposed of",
    correct: "It never held PHI: correct that",
  },
  amendIn: ["in use", "in storage"],
  amendedBy: [keeper],
  filedBy: [keeper],
  asksWhy: ["write-off", "correct"],
  only: {
    hand: [keeper, holdsNone],
    issue: [keeper, holdsNone],
    store: [keeper],
    keep: [keeper],
    find: [keeper],
    "write-off": [anOfficial],
    correct: [anOfficial, holdsSome, notAboutOneself("custodian")],
    dispose: [() => "A confirmed disposal does this: file one."],
  },
  moveFields: {
    hand: CUSTODY,
    store: CUSTODY,
    keep: CUSTODY,
    issue: CUSTODY,
    find: CUSTODY,
    lose: [
      { name: "noticedAt", label: "First noticed", help: "An incident is reported with it.", type: "instant" },
      { name: "lostWhere", label: "Where it was seen last", type: "line" },
    ],
  },
  forgets: { find: ["noticedAt", "lostWhere"] },
  async examine(parts, answers, { before }) {
    if (answers["holds"] === "none" && before["holds"] !== undefined && before["holds"] !== "none")
      throw wrong(
        "holds",
        "It may hold PHI, and two people see to what becomes of that. If it never did, an official corrects it with the reason.",
      );
    const [db, day] = [parts.db.in({ role: "part164_app", tenant: parts.installation }), await today(parts)];
    await refuseCustody(db, answers, day);
    if (typeof answers["acquiredOn"] === "string" && answers["acquiredOn"] > day) throw wrong("acquiredOn", "Is a day that has come.");
    if (answers["owner"] !== "own" || answers["holds"] === "none") return;
    const allowed = await policyWord(parts, db, { policy: "workstations-and-mobile-devices", name: "ownDevices" });
    if (allowed === DEVICES_NOT_OWN) throw wrong("owner", "Our policy does not let people's own devices be used with PHI.");
  },
  moved: ({ move }) => (move === "correct" ? { holds: "none" } : {}),
  async after(call) {
    const { move, tx, submission, today: day } = call;
    if (move === "correct") await refuseWhoGaveIt(call);
    else if (move === "lose") await reportLoss(call);
    else if (move !== "dispose" && move !== "write-off") await refuseCustody(tx, submission.answers, day);
  },
  keeps: keepSerial,
});

/** The word of the policy's list that forbids it. */
export const DEVICES_NOT_OWN = "are not used for work with PHI";

const wrong = (field: string, says: string): Fault => new Fault("invalid_answers", { fields: [{ at: `/answers/${field}`, says }] });
