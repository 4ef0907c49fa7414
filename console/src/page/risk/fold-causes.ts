// SPDX-License-Identifier: Apache-2.0
// Failing checks are causes each of its own; many of them are one line until somebody opens it.
import type { Cause } from "../../api/risk.ts";

/** One line of the list: a cause, or all failing checks together. */
export type CauseLine = { readonly key: string; readonly causes: readonly Cause[] };

/** As many checks as are taken in at a glance. */
const FEW = 3;

/** The lines in the order of their causes; the failing checks stand where the first of them does. */
export function foldCauses(causes: readonly Cause[], isOpen: boolean): readonly CauseLine[] {
  const checks = causes.filter(({ of }) => of === "check");
  if (isOpen || checks.length <= FEW) return causes.map((cause) => ({ key: cause.key, causes: [cause] }));
  return causes.flatMap((cause) =>
    cause.of !== "check" ? [{ key: cause.key, causes: [cause] }] : cause === checks[0] ? [{ key: "checks", causes: checks }] : [],
  );
}

export const isFolded = ({ causes }: CauseLine): boolean => causes.length > 1;
