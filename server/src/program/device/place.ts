// SPDX-License-Identifier: Apache-2.0
// Places where PHI can be reached by being there, and how each is guarded [164.310(a)]: our sites, regions of providers, homes.
import type { Day } from "../calendar.ts";
import type { Answers } from "../form/field.ts";

/** The paragraphs that each place answers, in words. */
export const FACILITY_CITES = [
  { cite: "164.310(a)(1)", says: "Physical access is limited to who is authorized" },
  { cite: "164.310(a)(2)(i)", says: "Access in an emergency, to restore data" },
  { cite: "164.310(a)(2)(ii)", says: "Guarded against entry, tampering and theft" },
  { cite: "164.310(a)(2)(iii)", says: "Access by role, and control of visitors" },
  { cite: "164.310(a)(2)(iv)", says: "Repairs of what protects it are recorded" },
] as const;

/** What a plan is about: a site, a party, or "remote" for an organization without a site. */
export function placeOf({ covers, site, provider }: Answers): string | undefined {
  const named = covers === "site" ? site : covers === "provider" ? provider : covers;
  return typeof named === "string" ? named : undefined;
}

export type Plan = { readonly id: string; readonly state: string; readonly reviewOn: Day | null; readonly answers: Answers };

export type PlaceStanding = {
  readonly standing: "guarded" | "overdue" | "undecided" | "none";
  /** Paragraphs that nobody answers for this place. */
  readonly open: readonly string[];
  readonly plan: string | null;
};

const ALL = FACILITY_CITES.map(({ cite }) => cite as string);

/** How a place stands today, by its plans. One that is overdue to be looked at again answers nothing. */
export function placeStanding(plans: readonly Plan[], today: Day): PlaceStanding {
  const inForce = plans.find(({ state }) => state === "approved");
  if (inForce === undefined) {
    const begun = plans.find(({ state }) => state === "submitted" || state === "draft");
    return { standing: begun === undefined ? "none" : "undecided", open: ALL, plan: begun?.id ?? null };
  }
  const { id, reviewOn, answers } = inForce;
  if (reviewOn === null || reviewOn < today) return { standing: "overdue", open: ALL, plan: id };
  return { standing: "guarded", open: openIn(answers), plan: id };
}

/** A plan of our own answers all; a report what it was found to cover, and what we do ourselves. */
function openIn({ covers, inherits }: Answers): string[] {
  if (covers !== "provider") return [];
  const said = (inherits ?? {}) as Readonly<Record<string, { readonly is: string }>>; // Points, by their form's schema.
  return ALL.filter((cite) => !["theirs", "ours"].includes(said[cite]?.is ?? "open"));
}
