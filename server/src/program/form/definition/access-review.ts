// SPDX-License-Identifier: Apache-2.0
import { form } from "../form.ts";
import { noted } from "../workflows.ts";

/** 164.308(a)(4)(ii)(C): rights of access are looked through, and what is no longer needed is taken away. */
export const accessReview = form({
  name: "access-review",
  title: "Access review",
  plural: "Access reviews",
  says: "Everybody's access to one system, looked through: who keeps what, what was taken away.",
  room: "workforce",
  cites: ["164.308(a)(4)(ii)(C)"],
  reach: "officials",
  titleField: "system",
  fields: [
    { name: "system", label: "System", type: "line" },
    { name: "asOf", label: "As of", type: "date" },
    { name: "accounts", label: "Accounts looked at", type: "number", min: 0, max: 100_000, unit: "accounts" },
    { name: "removed", label: "Taken away or changed", help: "Which, and why. Names of colleagues only.", type: "text" },
    { name: "kept", label: "Kept though unusual, and why", type: "text", isOptional: true },
    { name: "done", label: "Are the changes done?", type: "yes-no" },
  ],
  ...noted,
  only: { sign: [(_mover, { answers }) => (answers["done"] === "yes" ? null : "The changes are not done yet.")] },
  recurs: { states: ["signed"], everyDays: 90, title: "Review everybody's access", role: "security-official", basis: "policy" },
  proves: [{ cite: "164.308(a)(4)(ii)(C)", aspect: "practice", states: ["signed"], freshDays: 120 }],
});
