// SPDX-License-Identifier: Apache-2.0
import { Fault } from "#base/fault.ts";
import { form } from "../../form/form.ts";
import { keptByOfficials } from "../../form/workflows.ts";

const end = (what: string, field: string) =>
  [
    {
      name: `${field}Kind`,
      label: `${what}: what it is`,
      type: "choice" as const,
      options: [
        { value: "system", label: "One of our systems" },
        { value: "party", label: "A party in the chain" },
        { value: "individuals", label: "Individuals themselves" },
      ],
    },
    {
      name: `${field}System`,
      label: `${what}: which system`,
      type: "submission" as const,
      form: "system",
      when: { field: `${field}Kind`, is: ["system"] },
    },
    {
      name: `${field}Party`,
      label: `${what}: which party`,
      type: "submission" as const,
      form: "party",
      when: { field: `${field}Kind`, is: ["party"] },
    },
  ] as const;

/** One arrow of the map of PHI. */
export const dataFlow = form({
  name: "data-flow",
  title: "Flow of PHI",
  plural: "Flows of PHI",
  says: "Where PHI comes from, where it goes, and how it is protected on the way. The map is drawn from these.",
  room: "organization",
  cites: ["164.308(a)(1)(ii)(A)", "164.312(e)(1)"],
  reach: "officials",
  titleField: "what",
  fields: [
    { name: "what", label: "What goes along it", help: "For example: appointments with names and reasons.", type: "line" },
    ...end("From", "from"),
    ...end("To", "to"),
    { name: "way", label: "How it goes", help: "For example: HTTPS API, nightly.", type: "line" },
    {
      name: "encrypted",
      label: "Encrypted on the way",
      type: "yes-no",
    },
    { name: "whyClear", label: "Why not, and what protects it instead", type: "text", when: { field: "encrypted", is: ["no"] } },
  ],
  ...keptByOfficials,
  examine(_parts, answers) {
    const ends = ["from", "to"].map((side) => answers[`${side}System`] ?? answers[`${side}Party`] ?? answers[`${side}Kind`]);
    if (ends[0] !== undefined && ends[0] === ends[1])
      throw new Fault("invalid_answers", { fields: [{ at: "/answers/toKind", says: "A flow goes from one place to another." }] });
  },
});
