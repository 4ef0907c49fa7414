// SPDX-License-Identifier: Apache-2.0
// The three courses that most forms take. A form with a course of its own has a table of its own.
import { workflow } from "../workflow.ts";

/** Kept up to date for as long as it is true: an inventory's entry. */
export const KEPT = workflow("in use", {
  "in use": { retire: "retired" },
  retired: {},
});
export const KEPT_SAYS = { retire: "Retire" } as const;

/** Written, submitted, decided by somebody else. */
export const APPROVED = workflow("draft", {
  draft: { submit: "submitted", discard: "discarded" },
  submitted: { approve: "approved", reject: "rejected", withdraw: "draft" },
  approved: { supersede: "superseded" },
  rejected: {},
  discarded: {},
  superseded: {},
});
export const APPROVED_SAYS = {
  submit: "Submit",
  discard: "Discard",
  approve: "Approve",
  reject: "Reject",
  withdraw: "Take back",
  supersede: "Put another in its place",
} as const;

/** Written down when it happened; stands from then on. */
export const NOTED = workflow("draft", {
  draft: { sign: "signed", discard: "discarded" },
  signed: {},
  discarded: {},
});
export const NOTED_SAYS = { sign: "Sign", discard: "Discard" } as const;
