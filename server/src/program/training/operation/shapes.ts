// SPDX-License-Identifier: Apache-2.0
// Pieces that the operations of training share.
import { z } from "zod";
import type { Actor } from "#access/actor.ts";
import { Fault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import { MODULES } from "../library.ts";

export const courseId = z.enum(MODULES);
export const REASONS = ["hire", "role", "yearly", "change", "incident"] as const;

export const QuestionView = z.object({
  id: z.string(),
  scenario: z.string().nullable(),
  ask: z.string(),
  answers: z.array(z.string()),
});

/** The scope in which an operation looks before its transaction. */
export const before = (parts: Parts) => parts.db.in({ role: "part164_app", tenant: parts.installation });

/** Each person learns for themselves: a user is a member under the same id. @throws Fault `not_yours_to_do`. */
export function learnerOf(actor: Actor): string {
  if (actor.kind !== "user") throw new Fault("not_yours_to_do", { detail: "Each person takes their courses themselves." });
  return actor.id;
}

/** Whether an actor sees everybody's training. */
export const seesAll = ({ decider }: Pick<Parts, "decider">, actor: Actor): boolean =>
  decider.decide(actor, {
    action: "program.training.status",
    collection: "program",
    purpose: null,
    relation: "organization",
    letter: null,
  }).permits;
