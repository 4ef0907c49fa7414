// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { listOf, noBody, nothing } from "#gate/operation/shapes.ts";
import { allFields, type FormDefinition } from "../form.ts";
import { allForms } from "../registry.ts";
import { reachOf } from "../reach.ts";

const FormView = z.object({
  name: z.string(),
  title: z.string(),
  plural: z.string(),
  says: z.string(),
  room: z.string(),
  cites: z.array(z.string()),
  reach: z.string(),
  fields: z.array(z.record(z.string(), z.unknown())).meta({ description: "Each with name, label, type, and what its type needs." }),
  moveFields: z.record(z.string(), z.array(z.string())),
  titleField: z.string(),
  states: z.array(z.string()),
  start: z.string(),
  mayFile: z.boolean(),
});

function viewForm(form: FormDefinition, mayFile: boolean): z.infer<typeof FormView> {
  const { name, title, plural, says, room, cites, reach, titleField, workflow, moveFields = {} } = form;
  return {
    name,
    title,
    plural,
    says,
    room,
    cites: [...cites],
    reach,
    titleField,
    mayFile,
    fields: allFields(form).map((field) => ({ ...field })),
    moveFields: Object.fromEntries(Object.entries(moveFields).map(([move, fields]) => [move, fields.map((field) => field.name)])),
    states: Object.keys(workflow.moves),
    start: workflow.start,
  };
}

export const listForms = operation({
  name: "program.form.list",
  cites: ["164.316(b)(1)", "164.316(b)(2)(ii)"],
  says: "Listed forms",
  groups: ["program.list"],
  route: { method: "GET", path: "/v1/forms" },
  input: z.object({ path: nothing, query: nothing, body: noBody }),
  output: listOf(FormView),
  effect: "read",
  log: "organization",
  async run({ parts, actor }) {
    const forms = [...(await allForms()).values()];
    const seen = forms.flatMap((form) => {
      const { reads, files } = reachOf(parts, actor, form);
      return reads !== "none" ? [viewForm(form, files)] : [];
    });
    return { output: { items: seen, next: null } };
  },
});
