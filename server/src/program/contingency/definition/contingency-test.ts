// SPDX-License-Identifier: Apache-2.0
import { Fault } from "#base/fault.ts";
import { form } from "../../form/form.ts";
import { decidedBy } from "../../form/workflows.ts";
import { actionsFollow } from "../open-actions.ts";
import { SCENARIOS } from "../scenarios.ts";
import { PLAN_KINDS, PLAN_SAYS } from "../words.ts";

/** 164.308(a)(7)(ii)(D): periodic testing and revision of contingency plans; a real emergency tries them too. */
export const contingencyTest = form({
  name: "contingency-test",
  title: "Contingency test",
  plural: "Contingency tests",
  says: "The contingency plans tried, at a table or for real: scenario, people, what happened, what changes.",
  room: "incidents",
  hasJournal: true,
  cites: ["164.308(a)(7)(ii)(D)"],
  reach: "officials",
  titleField: "scenario",
  decides: "result",
  awaits: { submitted: { title: "Approve a contingency test", role: "executive", days: 14 } },
  fields: [
    {
      name: "scenario",
      label: "Scenario",
      type: "choice",
      options: [...SCENARIOS.map(({ value, label, help }) => ({ value, label, help })), { value: "other", label: "Another one" }],
    },
    { name: "other", label: "Which", type: "line", when: { field: "scenario", is: ["other"] } },
    {
      name: "kind",
      label: "How",
      type: "choice",
      options: [
        { value: "tabletop", label: "At a table" },
        { value: "technical", label: "With systems, as an exercise" },
        { value: "actual", label: "It was a real emergency" },
      ],
    },
    {
      name: "incident",
      label: "The incident",
      type: "submission",
      form: "incident-report",
      isOptional: true,
      when: { field: "kind", is: ["actual"] },
    },
    {
      name: "plans",
      label: "Plans that were used",
      type: "choices",
      options: PLAN_KINDS.map((value) => ({ value, label: PLAN_SAYS[value] })),
    },
    { name: "startedAt", label: "From", type: "instant" },
    { name: "endedAt", label: "Until", type: "instant" },
    {
      name: "people",
      label: "Who took part",
      type: "rows",
      rowsMax: 60,
      add: "Add a person",
      columns: [
        { name: "person", label: "Person", type: "member" },
        { name: "part", label: "As what", type: "line" },
      ],
    },
    { name: "objectives", label: "What it should show", type: "text" },
    {
      name: "injects",
      label: "What was thrown in",
      type: "text",
      isOptional: true,
      when: { field: "kind", is: ["tabletop", "technical"] },
    },
    {
      name: "timeline",
      label: "What happened, in order",
      help: "Or line by line in the journal below, with the true hours.",
      type: "text",
      isOptional: true,
    },
    { name: "gaps", label: "What did not work", type: "text" },
    {
      name: "result",
      label: "Did the plans hold?",
      type: "choice",
      options: [
        { value: "held", label: "Yes" },
        { value: "held-in-part", label: "In part" },
        { value: "did-not-hold", label: "No" },
      ],
    },
    {
      name: "actions",
      label: "What changes",
      help: "With the approval each becomes a task of its owner.",
      type: "rows",
      rowsMax: 40,
      add: "Add an action",
      isOptional: true,
      columns: [
        { name: "what", label: "What", type: "line" },
        { name: "owner", label: "Who", type: "member" },
        { name: "dueOn", label: "By", type: "date" },
      ],
    },
  ],
  ...decidedBy("executive", "security-official", "privacy-official"),
  after: actionsFollow,
  lacks: ({ result, actions }) =>
    result !== undefined && result !== "held" && (!Array.isArray(actions) || actions.length === 0)
      ? [{ at: "actions", says: "What did not hold is mended by somebody: say what, who and by when." }]
      : [],
  examine({ clock }, { startedAt, endedAt }) {
    const at = (value: unknown): number => Date.parse(String(value));
    const fields = [
      ...(at(startedAt) > clock.now().getTime() && endedAt !== undefined ? [{ at: "/answers/startedAt", says: "Is a time to come." }] : []),
      ...(at(endedAt) > clock.now().getTime() ? [{ at: "/answers/endedAt", says: "Is a time to come." }] : []),
      ...(at(endedAt) < at(startedAt) ? [{ at: "/answers/endedAt", says: "Is before its beginning." }] : []),
    ];
    if (fields.length > 0) throw new Fault("invalid_answers", { fields });
  },
});
