// SPDX-License-Identifier: Apache-2.0
// What the addresses of pages may hold, beside their paths.
import type { EntryFilter } from "./api/entry.ts";
import { isVerdict, type Verdict } from "./api/verdict.ts";

/** How Requirements is narrowed. */
export type RequirementSearch = {
  section?: string | undefined;
  verdict?: Verdict | undefined;
  find?: string | undefined;
  sort?: string | undefined;
};

/** Which text of a policy, and what of it is shown. */
export type PolicySearch = {
  view?: "changes" | "edit" | undefined;
  asOf?: string | undefined;
  version?: string | undefined;
};
export const isPolicyView = (value: unknown): value is "changes" | "edit" => value === "changes" || value === "edit";

export type Search = Readonly<Record<string, unknown>>;
export const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/** What a list is asked for: what is found, by which column it is sorted ("due", or "-due" the other way), and what else it has. */
export type ListSearch<Key extends string = never> = { [Name in "find" | "sort" | Key]?: string | undefined };

/** Lets through what the lists of a page keep in its address; a second list's words begin with its name: "proposed.sort". */
export const listSearch =
  <Key extends string = never>(...keys: readonly Key[]) =>
  (search: Search): ListSearch<Key> =>
    // Object.fromEntries forgets the keys' types; these are all of them.
    only(Object.fromEntries(["find", "sort", ...keys].map((key) => [key, text(search[key])]))) as ListSearch<Key>;

export const requirementSearch = (search: Search): RequirementSearch =>
  only({
    section: text(search["section"]),
    verdict: isVerdict(search["verdict"]) ? search["verdict"] : undefined,
    find: text(search["find"]),
    sort: text(search["sort"]),
  });

/** Whose tasks, which of them, in which order or of which month ("2026-11"). */
export type TaskSearch = {
  whose?: "all" | undefined;
  find?: string | undefined;
  sort?: string | undefined;
  month?: string | undefined;
};
export const taskSearch = (search: Search): TaskSearch =>
  only({
    whose: search["whose"] === "all" ? ("all" as const) : undefined,
    find: text(search["find"]),
    sort: text(search["sort"]),
    month: /^20\d\d-(0[1-9]|1[0-2])$/.test(String(search["month"])) ? text(search["month"]) : undefined,
  });

/** Which entries of the ledger are shown. */
export const entrySearch = (search: Search): EntryFilter =>
  only({
    log: text(search["log"]),
    from: text(search["from"]),
    to: text(search["to"]),
    actor: text(search["actor"]),
    individual: text(search["individual"]),
    record: text(search["record"]),
    kind: text(search["kind"]),
    outcome: text(search["outcome"]),
  });

/** Leaves out what is not set, so that addresses stay short. */
export function only<T extends Readonly<Record<string, unknown>>>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  // Object.fromEntries forgets the keys' types; the filter is what makes each present value defined.
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
