// SPDX-License-Identifier: Apache-2.0
// The three courses that most forms take: how one moves, what its moves are called, when it may be written in, who decides.
import type { Role } from "#access/role.ts";
import { workflow } from "../workflow.ts";
import { anOfficial, type FormDefinition, notTheSubmitter, whoIs } from "./form.ts";

type Course = Pick<FormDefinition, "workflow" | "moveSays" | "amendIn" | "draftIn" | "asksWhy" | "only" | "amendedBy">;

/** Kept up to date for as long as it is true: an inventory's entry. */
export const kept = {
  workflow: workflow("in use", { "in use": { retire: "retired" }, retired: {} }),
  moveSays: { retire: "Retire" },
  amendIn: ["in use"],
  asksWhy: ["retire"],
} satisfies Course;

/** Filed by whoever may; changed and retired by officials, because checks and clocks stand on what it says. */
export const keptByOfficials = {
  ...kept,
  amendedBy: [anOfficial],
  only: { retire: [anOfficial] },
} satisfies Course;

/** Written down when it happened; stands from then on. */
export const noted = {
  workflow: workflow("draft", { draft: { sign: "signed", discard: "discarded" }, signed: {}, discarded: {} }),
  moveSays: { sign: "Sign", discard: "Discard" },
  amendIn: ["draft"],
  draftIn: ["draft", "discarded"],
} satisfies Course;

const APPROVED = workflow("draft", {
  draft: { submit: "submitted", discard: "discarded" },
  submitted: { approve: "approved", reject: "rejected", withdraw: "draft" },
  approved: { supersede: "superseded" },
  rejected: {},
  discarded: {},
  superseded: {},
});

/** Written, submitted, decided by somebody else who holds one of these roles; put aside later by whoever could have decided. */
export function decidedBy(...roles: readonly Role[]) {
  const decides = [notTheSubmitter, whoIs(...roles)];
  return {
    workflow: APPROVED,
    moveSays: {
      submit: "Submit",
      discard: "Discard",
      approve: "Approve",
      reject: "Reject",
      withdraw: "Take back",
      supersede: "Put another in its place",
    },
    amendIn: ["draft"],
    draftIn: ["draft", "discarded"],
    asksWhy: ["reject", "supersede"],
    only: { approve: decides, reject: decides, supersede: [whoIs(...roles)] },
  } satisfies Course;
}
