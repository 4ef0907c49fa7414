// SPDX-License-Identifier: Apache-2.0
// What a page says of policies. Pure, so that it is tested without a browser.
import type { Policy } from "../../api/policy.ts";

/** How many policies the library has (policies/). */
export const LIBRARY_POLICIES = 24;

/** In force, and still to be acknowledged by the person who looks. */
export const isUnread = ({ inForce, acknowledgedAt }: Policy): boolean => inForce !== null && acknowledgedAt === null;

/** How far this person is: of those in force. */
export function progressOf(policies: readonly Policy[]): { readonly done: number; readonly all: number } {
  const inForce = policies.filter((one) => one.inForce !== null);
  return { done: inForce.filter((one) => !isUnread(one)).length, all: inForce.length };
}

/** The next one to read after `from`, going round; undefined when none is left. */
export function nextUnread(policies: readonly Policy[], from: string | null): Policy | undefined {
  const here = policies.findIndex(({ policy }) => policy === from);
  const order = [...policies.slice(here + 1), ...policies.slice(0, here + 1)];
  return order.find((one) => isUnread(one) && one.policy !== from);
}

const CITE = /\b164\.\d{3}(?:\([A-Za-z0-9]{1,4}\))*/g;

/**
 * A policy's safe HTML for a page that has a heading of its own: without the first heading, cites led into Requirements. Only words
 * between tags are touched, and a cite has no character that HTML knows.
 */
export function pageHtml(html: string, mayRequirements: boolean): string {
  const body = html.replace(/<h1[^>]*>[\s\S]*?<\/h1>\n?/, "");
  if (!mayRequirements) return body;
  let inside = 0;
  return body
    .split(/(<[^>]+>)/)
    .map((part) => {
      if (part.startsWith("<")) {
        inside += /^<(a|code|pre)\b/.test(part) ? 1 : /^<\/(a|code|pre)>/.test(part) ? -1 : 0;
        return part;
      }
      return inside > 0
        ? part
        : part.replaceAll(CITE, (cite) => `<a class="cite" href="/requirements/${encodeURIComponent(cite)}">${cite}</a>`);
    })
    .join("");
}

/** A fault of a text, as the server places it: "/access-control.md:12". */
export function lineOf(at: string): number | null {
  const found = /:(\d+)$/.exec(at)?.[1];
  return found === undefined ? null : Number(found);
}

export type DiffRow = {
  readonly kind: "same" | "added" | "removed" | "skipped";
  /** Line numbers before and after; null where it has none. */
  readonly before: number | null;
  readonly after: number | null;
  readonly text: string;
};

export type Change = { readonly added: boolean; readonly removed: boolean; readonly value: string };
const CONTEXT = 3;

/** Lines with three lines of what stayed around each change; longer stretches are told by their length. */
export function diffRows(changes: readonly Change[]): readonly DiffRow[] {
  let before = 0;
  let after = 0;
  return changes.flatMap((change, n): DiffRow[] => {
    const lines = change.value.replace(/\n$/, "").split("\n");
    const rows = lines.map((text): DiffRow => {
      if (!change.added) before += 1;
      if (!change.removed) after += 1;
      const kind = change.added ? "added" : change.removed ? "removed" : "same";
      return { kind, before: change.added ? null : before, after: change.removed ? null : after, text };
    });
    if (change.added || change.removed) return rows;
    const head = n === 0 ? 0 : CONTEXT;
    const tail = n === changes.length - 1 ? 0 : CONTEXT;
    const left = rows.length - head - tail;
    if (left <= 1) return rows;
    const skipped: DiffRow = { kind: "skipped", before: null, after: null, text: `${left} lines as before` };
    return [...rows.slice(0, head), skipped, ...rows.slice(rows.length - tail)];
  });
}
