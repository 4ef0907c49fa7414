// SPDX-License-Identifier: Apache-2.0
// Invariants of Questionnaire and QuestionnaireResponse.
import type { Invariant } from "./invariant.ts";
import { has, hasChoice, nodes, type Node } from "./node.ts";

const WITH_OPTIONS = new Set<unknown>(["choice", "open-choice", "decimal", "integer", "date", "dateTime", "time", "string", "quantity"]);
const WITH_LENGTH = new Set<unknown>(["boolean", "decimal", "integer", "string", "text", "url", "open-choice"]);

function linkIds(node: Node): unknown[] {
  return nodes(node["item"]).flatMap((item) => [...(item["linkId"] === undefined ? [] : [item["linkId"]]), ...linkIds(item)]);
}

function isDisplay(node: Node): boolean {
  return node["type"] === "display";
}

export const QUESTIONNAIRE_INVARIANTS: Readonly<Record<string, Invariant>> = {
  "qrs-1": { says: "must have an answer or items, not both", holds: (node) => !has(node, "answer") || !has(node, "item") },
  "que-1": {
    says: "must have items as a group, and none as a display",
    holds: (node) => (node["type"] === "group" ? has(node, "item") : !isDisplay(node) || !has(node, "item")),
  },
  "que-2": {
    says: "must not use a linkId twice",
    holds: (node) => {
      const ids = linkIds(node);
      return new Set(ids).size === ids.length;
    },
  },
  "que-3": { says: "must have no code as a display", holds: (node) => !isDisplay(node) || !has(node, "code") },
  "que-4": {
    says: "must have answerOption or answerValueSet, not both",
    holds: (node) => !has(node, "answerOption") || !has(node, "answerValueSet"),
  },
  "que-5": {
    says: "must have no answer options in this type",
    holds: (node) => WITH_OPTIONS.has(node["type"]) || (!has(node, "answerOption") && !has(node, "answerValueSet")),
  },
  "que-6": {
    says: "must not be required or repeat as a display",
    holds: (node) => !isDisplay(node) || (!has(node, "required") && !has(node, "repeats")),
  },
  "que-7": {
    says: "must have a boolean answer for the operator exists",
    holds: (node) => node["operator"] !== "exists" || has(node, "answerBoolean") || !hasChoice(node, "answer"),
  },
  "que-8": {
    says: "must have no initial value as a group or display",
    holds: (node) => (node["type"] !== "group" && !isDisplay(node)) || !has(node, "initial"),
  },
  "que-9": { says: "must not be readOnly as a display", holds: (node) => !isDisplay(node) || !has(node, "readOnly") },
  "que-10": { says: "must have no maxLength in this type", holds: (node) => WITH_LENGTH.has(node["type"]) || !has(node, "maxLength") },
  "que-11": {
    says: "must have answer options or an initial value, not both",
    holds: (node) => !has(node, "answerOption") || !has(node, "initial"),
  },
  "que-12": {
    says: "must have an enableBehavior when it has more than two enableWhen",
    holds: (node) => nodes(node["enableWhen"]).length <= 2 || has(node, "enableBehavior"),
  },
  "que-13": {
    says: "must have one initial value at most unless it repeats",
    holds: (node) => node["repeats"] === true || nodes(node["initial"]).length <= 1,
  },
};
