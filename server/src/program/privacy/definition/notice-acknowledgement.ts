// SPDX-License-Identifier: Apache-2.0
import { Fault } from "#base/fault.ts";
import { form } from "../../form/form.ts";
import { noted } from "../../form/workflows.ts";

const counted = (name: string, label: string, help?: string) =>
  ({ name, label, ...(help === undefined ? {} : { help }), type: "number", min: 0, max: 10_000_000, unit: "individuals" }) as const;

/** 164.520(c)(2)(ii), (e): the good faith effort for a written acknowledgment of receipt, in counts; each paper stands with the record. */
export const noticeAcknowledgement = form({
  name: "notice-acknowledgement",
  title: "Receipt of the notice",
  plural: "Receipt of the notice",
  says: "Of those who came for the first time: how many acknowledged the notice in writing, and why the others did not.",
  room: "registers",
  cites: ["164.520(c)(2)(ii)", "164.520(e)"],
  reach: "officials",
  titleField: "period",
  fields: [
    { name: "period", label: "Of which time", help: "“November 2026”", type: "line" },
    counted("given", "Given the notice"),
    counted("acknowledged", "Acknowledged it in writing"),
    counted("emergency", "In an emergency, where no acknowledgment is sought"),
    counted("notObtained", "Were asked and did not acknowledge it"),
    {
      name: "reasons",
      label: "Why not",
      type: "choices",
      isOptional: true,
      options: [
        { value: "declined", label: "They declined" },
        { value: "unable", label: "They were not able to" },
        { value: "not-returned", label: "Sent, and not returned" },
        { value: "left", label: "They left before" },
      ],
    },
    { name: "effort", label: "What was done to obtain it", type: "text" },
  ],
  ...noted,
  lacks: ({ notObtained, reasons }) =>
    typeof notObtained === "number" && notObtained > 0 && !(Array.isArray(reasons) && reasons.length > 0)
      ? [{ at: "reasons", says: "Say why: the reason is to be documented [164.520(c)(2)(ii)]." }]
      : [],
  examine(_parts, { given, acknowledged, emergency, notObtained }) {
    const counts = [acknowledged, emergency, notObtained].map((count) => (typeof count === "number" ? count : Number.NaN));
    const sum = counts.reduce((all, one) => all + one, 0);
    if (typeof given === "number" && !Number.isNaN(sum) && sum !== given)
      throw new Fault("invalid_answers", {
        fields: [{ at: "/answers/given", says: `Is not the sum of the three below, which is ${sum}.` }],
      });
  },
});
