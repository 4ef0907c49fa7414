// SPDX-License-Identifier: Apache-2.0
// How far a person reaches into a form: by Cedar, and by the form's own guards on who files.
import type { Actor } from "#access/actor.ts";
import type { Parts } from "#gate/parts.ts";
import type { FormDefinition } from "./form.ts";
import { collectionOf } from "./operation/shapes.ts";
import { moverOf } from "./view.ts";

export type Reached = { readonly reads: "all" | "own" | "none"; readonly files: boolean };

export function reachOf({ decider }: Pick<Parts, "decider">, actor: Actor, form: FormDefinition): Reached {
  const may = (action: string, relation: "self" | "organization"): boolean =>
    decider.decide(actor, { action, collection: collectionOf(form), purpose: null, relation, letter: null }).permits;
  const reads = may("program.submission.read", "organization") ? "all" : may("program.submission.read", "self") ? "own" : "none";
  return { reads, files: may("program.submission.create", "self") && whyNotFile(form, actor) === null };
}

/** Why a person may not file this form, or null. */
export function whyNotFile({ filedBy = [], workflow }: FormDefinition, actor: Actor): string | null {
  if (actor.kind === "system") return null;
  const nothingYet = { id: "", state: workflow.start, version: 0, about: null, answers: {}, submittedBy: null, writtenBy: [] };
  return filedBy.map((guard) => guard(moverOf(actor), nothingYet)).find((why) => why !== null) ?? null;
}
