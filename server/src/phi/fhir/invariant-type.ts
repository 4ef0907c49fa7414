// SPDX-License-Identifier: Apache-2.0
// Invariants of the data types.
import type { Invariant } from "./invariant.ts";
import { has, hasChoice, isNode, type Node } from "./node.ts";
import { isAfter } from "./partial-time.ts";

const UCUM = "http://unitsofmeasure.org";

function isUcumOrNone({ system }: Node): boolean {
  return system === undefined || system === UCUM;
}

function hasUnitCode(node: Node): boolean {
  return has(node, "code") || !has(node, "value");
}

function notNegative(value: unknown): boolean {
  return typeof value !== "number" || value >= 0;
}

/** Comparable only in one unit; otherwise the order is not known, and nothing is said. */
function isQuantityAfter(a: unknown, b: unknown): boolean {
  if (!isNode(a) || !isNode(b) || a["system"] !== b["system"] || a["code"] !== b["code"] || a["unit"] !== b["unit"]) return false;
  return typeof a["value"] === "number" && typeof b["value"] === "number" && a["value"] > b["value"];
}

const MEALS = new Set<unknown>(["C", "CM", "CD", "CV"]);

export const TYPE_INVARIANTS: Readonly<Record<string, Invariant>> = {
  "ext-1": {
    says: "must have either a value or extensions, not both",
    holds: (node) => has(node, "extension") !== hasChoice(node, "value"),
  },
  "att-1": { says: "must say its contentType when it holds data", holds: (node) => !has(node, "data") || has(node, "contentType") },
  "cpt-2": { says: "must have a system when it has a value", holds: (node) => !has(node, "value") || has(node, "system") },
  "exp-1": { says: "must have an expression or a reference", holds: (node) => has(node, "expression") || has(node, "reference") },
  "per-1": { says: "must not end before it starts", holds: ({ start, end }) => !isAfter(start, end) },
  "qty-3": { says: "must have a system when it has a code", holds: (node) => !has(node, "code") || has(node, "system") },
  "sqty-1": { says: "must have no comparator", holds: (node) => !has(node, "comparator") },
  "rng-2": { says: "must not have a low above its high", holds: ({ low, high }) => !isQuantityAfter(low, high) },
  "rat-1": {
    says: "must have both numerator and denominator, or neither and an extension",
    holds: (node) => has(node, "numerator") === has(node, "denominator") && (has(node, "numerator") || has(node, "extension")),
  },
  "age-1": {
    says: "must be a positive number with a UCUM code",
    holds: (node) => hasUnitCode(node) && isUcumOrNone(node) && !(typeof node["value"] === "number" && node["value"] <= 0),
  },
  "cnt-3": {
    says: "must be a whole number with the UCUM code 1",
    holds: (node) => {
      const { code, value } = node;
      return (
        hasUnitCode(node) &&
        isUcumOrNone(node) &&
        (code === undefined || code === "1") &&
        (typeof value !== "number" || Number.isInteger(value))
      );
    },
  },
  "dis-1": { says: "must have a UCUM code of length", holds: (node) => hasUnitCode(node) && isUcumOrNone(node) },
  "drt-1": {
    says: "must have a value and the system UCUM when it has a code",
    holds: (node) => !has(node, "code") || (node["system"] === UCUM && has(node, "value")),
  },
  "drq-1": { says: "must have either a path or a searchParam", holds: (node) => has(node, "path") !== has(node, "searchParam") },
  "drq-2": { says: "must have either a path or a searchParam", holds: (node) => has(node, "path") !== has(node, "searchParam") },
  "trd-1": { says: "must have data or a timing, not both", holds: (node) => !has(node, "data") || !hasChoice(node, "timing") },
  "trd-2": { says: "must have data when it has a condition", holds: (node) => !has(node, "condition") || has(node, "data") },
  "trd-3": {
    says: "must have what its type needs: a name, a timing or data",
    holds: (node) => {
      const { type } = node;
      if (type === "named-event") return has(node, "name");
      if (type === "periodic") return hasChoice(node, "timing");
      return typeof type !== "string" || !type.startsWith("data-") || has(node, "data");
    },
  },
  "tim-1": {
    says: "must have a durationUnit when it has a duration",
    holds: (node) => !has(node, "duration") || has(node, "durationUnit"),
  },
  "tim-2": { says: "must have a periodUnit when it has a period", holds: (node) => !has(node, "period") || has(node, "periodUnit") },
  "tim-4": { says: "must not have a negative duration", holds: ({ duration }) => notNegative(duration) },
  "tim-5": { says: "must not have a negative period", holds: ({ period }) => notNegative(period) },
  "tim-6": { says: "must have a period when it has a periodMax", holds: (node) => !has(node, "periodMax") || has(node, "period") },
  "tim-7": { says: "must have a duration when it has a durationMax", holds: (node) => !has(node, "durationMax") || has(node, "duration") },
  "tim-8": { says: "must have a count when it has a countMax", holds: (node) => !has(node, "countMax") || has(node, "count") },
  "tim-9": {
    says: "must have a when, other than a meal, when it has an offset",
    holds: (node) =>
      !has(node, "offset") || (has(node, "when") && !(Array.isArray(node["when"]) && node["when"].some((when) => MEALS.has(when)))),
  },
  "tim-10": { says: "must have a timeOfDay or a when, not both", holds: (node) => !has(node, "timeOfDay") || !has(node, "when") },
};
