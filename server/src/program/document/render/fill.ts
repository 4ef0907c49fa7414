// SPDX-License-Identifier: Apache-2.0
// A policy as an organization adopts it: its passages chosen, its blanks filled. The text that comes out is what is hashed and approved.
import { createHash } from "node:crypto";
import type { TextProblem } from "../front-matter.ts";
import { ORGANIZATION_PARAMETERS } from "../library.ts";
import type { Parameter, PolicyText } from "../policy-text.ts";
import { escapeMarkdown, oneLine, VALUE_MAX } from "./fill-value.ts";
import { type Part, type Inline, parseMarkdown } from "./markdown.ts";
import { type Entity, type Line, linesFor } from "./passages.ts";

export type OrganizationParameter = (typeof ORGANIZATION_PARAMETERS)[number];

/** What an organization answered. Nothing in it is believed. */
export type Filling = {
  readonly entity: Entity;
  readonly organization: Readonly<Partial<Record<OrganizationParameter, string>>>;
  /** Values of the policy's own parameters; the others keep their defaults. */
  readonly parameters: Readonly<Record<string, string | number>>;
};

export type FilledPolicy = {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  /** Titles of the officials, and the organization's name, as they stand in the head of the text. */
  readonly owner: string;
  readonly approver: string;
  readonly organization: string;
  /** Markdown with LF line ends and one at its end; the same for the same policy and filling. */
  readonly text: string;
};

/**
 * Fills a policy. Everything that is wrong is answered instead, each with its line: blanks without a value, values out of their limits,
 * passages that do not close. A value given for no parameter is said on line 1.
 */
export function fillPolicy(policy: PolicyText, filling: Filling): FilledPolicy | TextProblem[] {
  const problems: TextProblem[] = [];
  const say = (line: number, says: string): void => void problems.push({ file: policy.file, line, says });
  for (const name of Object.keys(filling.parameters))
    if (!Object.hasOwn(policy.front.parameters, name)) say(1, `The policy has no parameter "${name}".`);
  const words = new Words(policy, filling, say);
  const { id, title, version, owner, approver } = policy.front;
  const head = {
    organization: words.of("organization.name", 1),
    owner: words.of(`${owner}.title`, 1),
    approver: words.of(`${approver}.title`, 1),
  };
  const lines = linesFor(policy, filling.entity, problems).filter(({ text }) => !/^#\s/.test(text));
  refuseBlanksInCode(lines, say);
  const body = lines.map(({ n, text }) => fillLine(text, (name) => words.of(name, n)));
  if (problems.length > 0) return problems.sort((a, b) => a.line - b.line);
  const facts = Object.entries({ Organization: head.organization, Version: version, Owner: head.owner, Approver: head.approver });
  const top = [`# ${title}`, "", ...facts.map(([fact, value]) => `- **${fact}:** ${escapeMarkdown(value, fact, "")}`), ""];
  const text = `${[...top, ...body]
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trimEnd()}\n`;
  return { id, title, version, ...head, text };
}

/** SHA-256 of the text's UTF-8, in hexadecimal. */
export function filledHash(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

const BLANK = /\{([^{}]*)\}/g;

function fillLine(text: string, valueOf: (name: string) => string): string {
  let filled = "";
  let at = 0;
  for (const { 0: blank, 1: name = "", index } of text.matchAll(BLANK)) {
    const value = valueOf(name);
    const after = text.slice(index + blank.length);
    filled += text.slice(at, index);
    filled += escapeMarkdown(value, filled, after);
    const isStopped = value.endsWith(".") && /^\.(?:\s|$)/.test(after); // "Example, Inc." at the end of a sentence has one full stop.
    at = index + blank.length + (isStopped ? 1 : 0);
  }
  return filled + text.slice(at);
}

/** Nothing can be escaped in code or in a link's address: there a value could become form. */
function refuseBlanksInCode(lines: readonly Line[], say: (line: number, says: string) => void): void {
  for (const raw of rawTexts(parseMarkdown(lines.map(({ text }) => text).join("\n"), "")))
    for (const [blank, name = ""] of raw.replaceAll("%7B", "{").replaceAll("%7D", "}").matchAll(BLANK))
      say(
        lines.find(({ text }) => text.includes(blank))?.n ?? 1,
        `{${name}} stands in code or in a link's address: it cannot be filled there.`,
      );
}

function rawTexts(nodes: readonly (Part | Inline)[]): string[] {
  return nodes.flatMap((node) => {
    const own = node.kind === "code" ? [node.text] : node.kind === "link" ? [node.href] : [];
    const inner: readonly (readonly (Part | Inline)[])[] =
      node.kind === "list"
        ? node.items
        : node.kind === "table"
          ? [...node.head, ...node.rows.flat()]
          : "children" in node
            ? [node.children]
            : [];
    return [...own, ...inner.flatMap(rawTexts)];
  });
}

/** The words for the policy's blanks. Each thing that is wrong with one is said once, where it is first used. */
class Words {
  readonly #policy: PolicyText;
  readonly #filling: Filling;
  readonly #say: (line: number, says: string) => void;
  readonly #wordByName = new Map<string, string>();

  constructor(policy: PolicyText, filling: Filling, say: (line: number, says: string) => void) {
    this.#policy = policy;
    this.#filling = filling;
    this.#say = say;
  }

  of(name: string, line: number): string {
    const known = this.#wordByName.get(name);
    if (known !== undefined) return known;
    const found = this.#find(name);
    if ("wrong" in found) this.#say(line, `{${name}} ${found.wrong}`);
    const word = "word" in found ? found.word : "";
    this.#wordByName.set(name, word);
    return word;
  }

  #find(name: string): { readonly word: string } | { readonly wrong: string } {
    const own = Object.hasOwn(this.#policy.front.parameters, name) ? this.#policy.front.parameters[name] : undefined;
    if (own === undefined) {
      const parameter = ORGANIZATION_PARAMETERS.find((known) => known === name);
      if (parameter === undefined) return { wrong: "is no parameter of this policy or of the organization." };
      return asWord(this.#filling.organization[parameter] ?? "");
    }
    const given = Object.hasOwn(this.#filling.parameters, name) ? this.#filling.parameters[name] : undefined;
    const value = given ?? own.default;
    const wrong = outsideLimits(own, value);
    return wrong === undefined ? asWord(String(value)) : { wrong };
  }
}

function asWord(value: string): { readonly word: string } | { readonly wrong: string } {
  const word = oneLine(value);
  if (word === "") return { wrong: "has no value." };
  return word.length > VALUE_MAX ? { wrong: `has more than ${VALUE_MAX} characters.` } : { word };
}

function outsideLimits(parameter: Parameter, value: string | number): string | undefined {
  if ("oneOf" in parameter) return parameter.oneOf.includes(String(value)) ? undefined : `is one of: ${parameter.oneOf.join("; ")}.`;
  if (typeof parameter.default === "string") return undefined;
  const { min = -Infinity, max = Infinity } = parameter as { min?: number; max?: number }; // A number has limits, by its form.
  if (!/^-?\d{1,9}(?:\.\d{1,9})?$/.test(String(value))) return "is a number.";
  if (Number(value) < min) return `is at least ${min}, not ${value}.`;
  return Number(value) > max ? `is at most ${max}, not ${value}.` : undefined;
}
