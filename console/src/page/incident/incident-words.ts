// SPDX-License-Identifier: Apache-2.0
// What is said of incidents and breaches, and what to do next.
import type { Submission } from "../../api/form.ts";
import type { Breach } from "../../api/incident.ts";

export const TO_SAYS: Readonly<Record<string, string>> = {
  individuals: "Notice to each individual",
  media: "Notice to the media",
  secretary: "Report to the Secretary",
  "covered-entity": "Notice to the customer",
};

export const CONCLUSION_SAYS: Readonly<Record<string, string>> = {
  breach: "A breach",
  "low-probability": "Low probability of compromise",
  excluded: "An exception fits",
  secured: "Not unsecured PHI",
  permitted: "It was permitted",
};

export const EXCEPTIONS: readonly (readonly [string, string])[] = [
  ["good-faith", "Unintentional, by own workforce"],
  ["inadvertent", "Inadvertent, within the entity"],
  ["not-retained", "Could not have been retained"],
];

export type Next = { readonly title: string; readonly says: string; readonly href: string; readonly isLate: boolean };

type Incident = Pick<Submission, "id" | "title" | "state">;

/** The one thing to do next: a clock that is late or ends first, then what waits to be judged, then a doubt, then what is not finished. */
export function nextStep(incidents: readonly Incident[], breaches: readonly Breach[]): Next | null {
  const running = breaches.filter(({ next }) => next !== null).sort((a, b) => ((a.next?.lateAt ?? "") < (b.next?.lateAt ?? "") ? -1 : 1));
  const [first] = running;
  const reported = incidents.find(({ state }) => state === "reported");
  const isLate = first !== undefined && first.late > 0;
  if (first !== undefined && isLate)
    return {
      title: "A breach clock has passed.",
      says: `${first.title}. Send the notice now; being late does not end the duty.`,
      href: `/breaches/${first.id}`,
      isLate,
    };
  if (reported !== undefined)
    return { title: "A report waits to be judged.", says: reported.title, href: `/submissions/${reported.id}`, isLate: false };
  if (first !== undefined)
    return {
      title: first.state === "breach" ? "Notices are due." : "Whether it is a breach is open; its clocks run.",
      says: first.title,
      href: `/breaches/${first.id}`,
      isLate: false,
    };
  const doubt = breaches.find(({ state }) => state === "presumed" || state === "submitted");
  if (doubt !== undefined)
    return { title: "Whether it is a breach is open.", says: doubt.title, href: `/breaches/${doubt.id}`, isLate: false };
  const open = incidents.find(({ state }) => ["open", "contained", "recovered"].includes(state));
  if (open === undefined) return null;
  return { title: `An incident is ${open.state}: go on with it.`, says: open.title, href: `/submissions/${open.id}`, isLate: false };
}
