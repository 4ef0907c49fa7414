// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { listOf, noBody, nothing } from "#gate/operation/shapes.ts";
import { FOR_OFFICIALS } from "../../document/kind.ts";
import { allFields, type FormDefinition } from "../form.ts";
import { allForms } from "../registry.ts";
import { hiddenForms } from "./shapes.ts";
import { openByForm } from "../submission.ts";
import { reachOf } from "../reach.ts";

const FormView = z.object({
  name: z.string(),
  title: z.string(),
  plural: z.string(),
  says: z.string(),
  room: z.string(),
  cites: z.array(z.string()),
  reach: z.string(),
  fields: z
    .array(z.record(z.string(), z.unknown()))
    .meta({ description: "Each with name, label, type, and what its type needs; a document's `papers` is the only kind that it takes." }),
  moveFields: z.record(z.string(), z.array(z.string())),
  startFields: z.array(z.string()).meta({ description: "Names of the fields that are asked from the start." }),
  titleField: z.string(),
  states: z.array(z.string()),
  start: z.string(),
  mayFile: z.boolean(),
  aboutField: z.string().nullable(),
  dueField: z.string().nullable(),
  draftIn: z.array(z.string()),
  amendIn: z.array(z.string()),
  moveSays: z.record(z.string(), z.string()),
  hasJournal: z.boolean(),
  /** States in which only these fields may still change. */
  amendOnly: z.record(z.string(), z.array(z.string())),
  /** How many are open, of all that this person may see. */
  open: z.number(),
});

function viewForm(form: FormDefinition, mayFile: boolean, open: number): z.infer<typeof FormView> {
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
    fields: allFields(form).map((field) =>
      field.type === "document" && reach === "restricted" ? { ...field, papers: FOR_OFFICIALS } : { ...field },
    ),
    moveFields: Object.fromEntries(Object.entries(moveFields).map(([move, fields]) => [move, fields.map((field) => field.name)])),
    startFields: form.fields.map((field) => field.name),
    states: Object.keys(workflow.moves),
    start: workflow.start,
    aboutField: form.aboutField ?? null,
    dueField: form.dueField ?? null,
    draftIn: [...(form.draftIn ?? [])],
    amendIn: [...form.amendIn],
    moveSays: { ...form.moveSays },
    hasJournal: form.hasJournal === true,
    amendOnly: Object.fromEntries(Object.entries(form.amendOnly ?? {}).map(([state, names]) => [state, [...names]])),
    open,
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
  async run({ parts, actor, db }) {
    const forms = [...(await allForms()).values()];
    const counted = await openByForm(db, actor.kind === "user" ? actor.id : null, hiddenForms(forms));
    const seen = forms.flatMap((form) => {
      const { reads, files } = reachOf(parts, actor, form);
      const { all = 0, own = 0 } = counted.get(form.name) ?? {};
      return reads === "none" ? [] : [viewForm(form, files, reads === "all" ? all : own)];
    });
    return { output: { items: seen, next: null } };
  },
});
