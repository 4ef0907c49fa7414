// SPDX-License-Identifier: Apache-2.0
// The shapes of data/*.json, which scripts/generate-rule.ts writes, and their loading: each file once, when first asked for.
import { readFileSync } from "node:fs";
import type { Json } from "#base/json.ts";

export type RequirementKind = "standard" | "implementation-specification" | "provision";
export type Designation = "required" | "addressable" | null;
export type Subpart = "C" | "D" | "E";

/** Whom a requirement binds; our reading of the text, not the text's own mark. */
export type Bound = "covered-entity" | "business-associate" | "both" | "group-health-plan" | "clearinghouse";

/**
 * in-force: as printed. in-force-with-vacated-parts and revision-vacated: as it was before the vacated amendments of 2024.
 * vacated-still-codified: the eCFR prints it, and it binds nobody.
 */
export type RequirementStatus = "in-force" | "in-force-with-vacated-parts" | "revision-vacated" | "vacated-still-codified";

export type RequirementRow = {
  readonly cite: string;
  readonly subpart: Subpart;
  readonly title: string;
  readonly kind: RequirementKind;
  readonly designation: Designation;
  /** The cite of the standard that this specifies, or null. */
  readonly parent: string | null;
  readonly bound: Bound;
  readonly status: RequirementStatus;
  readonly note?: string;
};

/** One paragraph of the rule. */
export type Paragraph = {
  readonly cite: string;
  /** The operative words without the designator; null for a bare heading of sub-paragraphs and for what is vacated. */
  readonly text: string | null;
  /** What the eCFR prints though a court vacated it. To be shown as such, never as a duty. */
  readonly vacated?: string;
  /** Unnumbered text that follows, as the definitions within 164.504(a). */
  readonly following?: readonly string[];
};

export type Section = { readonly section: string; readonly subpart: Subpart; readonly title: string };

export type Definition = { readonly term: string; readonly cite: string; readonly text: string; readonly note?: string };

/** A row of OCR's audit protocol: what an auditor asks. */
export type ProtocolRow = {
  /** P001 to P089 privacy, S090 to S161 security, B162 to B180 breach. */
  readonly id: string;
  readonly rule: "privacy" | "security" | "breach";
  /** As printed. */
  readonly section: string;
  readonly cites: readonly string[];
  /** The requirements it asks about: the nearest that contains each cite, else the standards within it. */
  readonly requirements: readonly string[];
  readonly activity: string;
  readonly criteria: string;
  readonly inquiry: string;
  readonly designation: Designation;
};

export type Deadline = {
  readonly days: number;
  readonly unit?: "calendar-days" | "days";
  readonly from?: string;
  readonly extensionDays?: number;
  readonly extensions?: number;
  readonly alsoWithoutUnreasonableDelay?: boolean;
  readonly kind?: string;
};

export type Fact = {
  readonly id: string;
  readonly topic: string;
  /** A paraphrase. The quotes are the law. */
  readonly summary: string;
  readonly cites: readonly string[];
  readonly quotes: readonly { readonly cite: string; readonly text: string }[];
  /** False where a figure or text comes from agreeing secondary copies; `verified` then says which. */
  readonly official: boolean;
  readonly deadline?: Deadline;
  readonly period?: { readonly years: number; readonly from?: string };
  readonly threshold?: Readonly<Record<string, number | string>>;
  readonly count?: number | Readonly<Record<string, number>>;
  readonly list?: readonly string[];
  readonly values?: readonly string[];
  /** Other numbers and lists, as gathered. */
  readonly figures?: { readonly [name: string]: Json };
  readonly note?: string;
  readonly verified?: string;
};

/** A row of Appendix A to Subpart C, and the requirement that it is about. */
export type AppendixRow = {
  readonly category: string;
  readonly standard: string;
  readonly section: string;
  readonly specification: string | null;
  readonly designation: "required" | "addressable";
  readonly requirement: string;
};

export type RuleMeta = {
  readonly textAsOf: string;
  readonly gathered: string;
  readonly sources: readonly { readonly what: string; readonly from: string }[];
  readonly gaps: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
};

type Files = {
  meta: RuleMeta;
  sections: readonly Section[];
  requirements: readonly RequirementRow[];
  paragraphs: readonly Paragraph[];
  definitions: readonly Definition[];
  protocol: readonly ProtocolRow[];
  facts: readonly Fact[];
  "appendix-a": readonly AppendixRow[];
};

/** Reads a data file. Callers keep what they make of it. */
export function load<Name extends keyof Files>(name: Name): Files[Name] {
  const text = readFileSync(new URL(`./data/${name}.json`, import.meta.url), "utf8");
  return JSON.parse(text) as Files[Name]; // Our own files; a test holds every row against these shapes.
}

/** A value made on first use. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
