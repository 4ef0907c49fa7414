// SPDX-License-Identifier: Apache-2.0
// Invariants of the resources, questionnaires apart.
import type { Invariant } from "./invariant.ts";
import { has, hasChoice, nodes, type Node } from "./node.ts";
import { isAfter } from "./partial-time.ts";

function hasCoding(concept: unknown, system: string, codes: readonly string[]): boolean {
  return nodes(concept).some((each) =>
    nodes(each["coding"]).some((coding) => coding["system"] === system && codes.some((code) => coding["code"] === code)),
  );
}

const ALLERGY_STATUS = "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification";
const CONDITION_STATUS = "http://terminology.hl7.org/CodeSystem/condition-clinical";
const CONDITION_VERIFICATION = "http://terminology.hl7.org/CodeSystem/condition-ver-status";

function isErroneous(node: Node, system: string): boolean {
  return hasCoding(node["verificationStatus"], system, ["entered-in-error"]);
}

/** R4 wrote these with the placeholder system "something"; they are kept to the letter. */
function needsPatient(code: string): Invariant {
  return { says: "must name the patient", holds: (node) => has(node, "patient") || !hasCoding(node["scope"], "something", [code]) };
}

function sameCoding(a: Node, b: Node): boolean {
  const names = ["system", "version", "code", "display", "userSelected"];
  return names.every((name) => a[name] === b[name]);
}

function entries(bundle: Node): readonly Node[] {
  return nodes(bundle["entry"]);
}

function firstIs(bundle: Node, type: string): boolean {
  return nodes(entries(bundle)[0]?.["resource"])[0]?.["resourceType"] === type;
}

const REQUESTED = new Set<unknown>(["batch", "transaction", "history"]);
const RESPONDED = new Set<unknown>(["batch-response", "transaction-response", "history"]);

const BUNDLE_INVARIANTS: Readonly<Record<string, Invariant>> = {
  "bdl-1": {
    says: "has a total only as a searchset or history",
    holds: (node) => !has(node, "total") || node["type"] === "searchset" || node["type"] === "history",
  },
  "bdl-2": {
    says: "has entry.search only as a searchset",
    holds: (node) => node["type"] === "searchset" || entries(node).every((entry) => !has(entry, "search")),
  },
  "bdl-3": {
    says: "must have a request in every entry of a batch, transaction or history, and in no other",
    holds: (node) => entries(node).every((entry) => has(entry, "request") === REQUESTED.has(node["type"])),
  },
  "bdl-4": {
    says: "must have a response in every entry of a response or history, and in no other",
    holds: (node) => entries(node).every((entry) => has(entry, "response") === RESPONDED.has(node["type"])),
  },
  "bdl-5": {
    says: "must have a resource, a request or a response",
    holds: (node) => ["resource", "request", "response"].some((name) => has(node, name)),
  },
  "bdl-7": {
    says: "must not hold one version of a resource twice",
    holds: (node) => {
      if (node["type"] === "history") return true;
      const versions = entries(node).flatMap(({ fullUrl, resource }) =>
        typeof fullUrl === "string" ? [`${fullUrl} ${String(nodes(nodes(resource)[0]?.["meta"])[0]?.["versionId"] ?? "")}`] : [],
      );
      return new Set(versions).size === versions.length;
    },
  },
  "bdl-8": {
    says: "must not have a fullUrl of one version",
    holds: ({ fullUrl }) => typeof fullUrl !== "string" || !fullUrl.includes("/_history/"),
  },
  "bdl-9": {
    says: "must have an identifier with system and value as a document",
    holds: (node) => node["type"] !== "document" || nodes(node["identifier"]).some((each) => has(each, "system") && has(each, "value")),
  },
  "bdl-10": {
    says: "must have a timestamp as a document",
    holds: (node) => node["type"] !== "document" || node["timestamp"] !== undefined,
  },
  "bdl-11": {
    says: "must begin with a Composition as a document",
    holds: (node) => node["type"] !== "document" || firstIs(node, "Composition"),
  },
  "bdl-12": {
    says: "must begin with a MessageHeader as a message",
    holds: (node) => node["type"] !== "message" || firstIs(node, "MessageHeader"),
  },
};

export const CLINICAL_INVARIANTS: Readonly<Record<string, Invariant>> = {
  ...BUNDLE_INVARIANTS,
  "ait-1": {
    says: "must have a clinicalStatus unless it was entered in error",
    holds: (node) => isErroneous(node, ALLERGY_STATUS) || has(node, "clinicalStatus"),
  },
  "ait-2": {
    says: "must have no clinicalStatus when it was entered in error",
    holds: (node) => !isErroneous(node, ALLERGY_STATUS) || !has(node, "clinicalStatus"),
  },
  "app-1": { says: "must have a type or an actor", holds: (node) => has(node, "type") || has(node, "actor") },
  "app-2": { says: "must have both start and end or neither", holds: (node) => has(node, "start") === has(node, "end") },
  "app-3": {
    says: "must have start and end unless proposed, cancelled or on a waitlist",
    holds: (node) =>
      (has(node, "start") && has(node, "end")) || ["proposed", "cancelled", "waitlist"].some((status) => node["status"] === status),
  },
  "app-4": {
    says: "must have a cancelationReason only when cancelled or not kept",
    holds: (node) => !has(node, "cancelationReason") || node["status"] === "noshow" || node["status"] === "cancelled",
  },
  "con-1": { says: "must have a summary or an assessment", holds: (node) => has(node, "summary") || has(node, "assessment") },
  "con-2": { says: "must have a code or a detail", holds: (node) => has(node, "code") || has(node, "detail") },
  "con-4": {
    says: "must be resolved, in remission or inactive when it has an abatement",
    holds: (node) =>
      !hasChoice(node, "abatement") || hasCoding(node["clinicalStatus"], CONDITION_STATUS, ["resolved", "remission", "inactive"]),
  },
  "con-5": {
    says: "must have no clinicalStatus when it was entered in error",
    holds: (node) => !isErroneous(node, CONDITION_VERIFICATION) || !has(node, "clinicalStatus"),
  },
  "cpl-3": { says: "must have a detail or a reference, not both", holds: (node) => !has(node, "detail") || !has(node, "reference") },
  "ctm-1": {
    says: "must have an onBehalfOf only for a Practitioner",
    holds: (node) => {
      const reference = nodes(node["member"])[0]?.["reference"];
      const type = typeof reference === "string" ? /(?:^|\/)([A-Z][A-Za-z]+)\/[^/]+$/.exec(reference)?.[1] : undefined;
      return !has(node, "onBehalfOf") || type === undefined || type === "Practitioner";
    },
  },
  "gol-1": { says: "must have a measure when it has a detail", holds: (node) => !hasChoice(node, "detail") || has(node, "measure") },
  "grp-1": { says: "must be actual when it has members", holds: (node) => !has(node, "member") || node["actual"] === true },
  "imm-1": { says: "must have a documentType or a reference", holds: (node) => has(node, "documentType") || has(node, "reference") },
  "Parameters.parameter/inv-1": {
    says: "must have exactly one of a value, a resource or parts",
    holds: (node) => [hasChoice(node, "value"), has(node, "resource"), has(node, "part")].filter(Boolean).length === 1,
  },
  "Task/inv-1": {
    says: "must not be modified before it was authored",
    holds: ({ lastModified, authoredOn }) => !isAfter(authoredOn, lastModified),
  },
  "obs-3": { says: "must have a low, a high or a text", holds: (node) => has(node, "low") || has(node, "high") || has(node, "text") },
  "obs-6": {
    says: "must have no dataAbsentReason when it has a value",
    holds: (node) => !has(node, "dataAbsentReason") || !hasChoice(node, "value"),
  },
  "obs-7": {
    says: "must have no value of its own when a component has the same code",
    holds: (node) => {
      if (!hasChoice(node, "value")) return true;
      const own = nodes(node["code"]).flatMap((code) => nodes(code["coding"]));
      const inner = nodes(node["component"]).flatMap((component) => nodes(component["code"]).flatMap((code) => nodes(code["coding"])));
      return !inner.some((coding) => own.some((other) => sameCoding(coding, other)));
    },
  },
  "org-1": { says: "must have an identifier or a name", holds: (node) => has(node, "identifier") || has(node, "name") },
  "org-2": { says: "must not be a home address", holds: ({ use }) => use !== "home" },
  "org-3": { says: "must not be a home number", holds: ({ use }) => use !== "home" },
  "pat-1": {
    says: "must have a name, telecom, address or organization",
    holds: (node) => ["name", "telecom", "address", "organization"].some((name) => has(node, name)),
  },
  "ppc-1": { says: "must have a policy or a policyRule", holds: (node) => has(node, "policy") || has(node, "policyRule") },
  "ppc-2": needsPatient("patient-privacy"),
  "ppc-3": needsPatient("research"),
  "ppc-4": needsPatient("adr"),
  "ppc-5": needsPatient("treatment"),
  "prr-1": { says: "must have a code when it has an orderDetail", holds: (node) => !has(node, "orderDetail") || has(node, "code") },
  "sev-1": { says: "must have a name or a query, not both", holds: (node) => !has(node, "name") || !has(node, "query") },
};
