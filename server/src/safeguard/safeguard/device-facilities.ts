// SPDX-License-Identifier: Apache-2.0
// Places: each site has a plan of our own, each provider that runs systems with PHI a report, homes have rules [164.310(a)].
import type { Parts } from "#gate/parts.ts";
import { facilities } from "#program/device/facilities.ts";
import { FACILITY_CITES } from "#program/device/place.ts";
import { programHasBegun } from "../program-has-begun.ts";
import { DAILY, fail, type Look, pass, safeguard } from "../safeguard.ts";

async function look(parts: Parts, cite: string): Promise<Look> {
  const places = await facilities(parts, parts.db.in({ role: "part164_app", tenant: parts.installation }));
  const open = places.filter((place) => place.open.includes(cite));
  if (open.length === 0) return pass(`All ${places.length} places answer it by a plan or report in force.`);
  const overdue = open.filter(({ standing }) => standing === "overdue").length;
  const more = overdue === 0 ? "" : `; of ${overdue} it is overdue to be looked at again`;
  return fail(`${open.length} of ${places.length} places have no plan or report in force that answers it${more}.`);
}

const CHECKS: Readonly<Record<string, { readonly name: string; readonly title: string; readonly says: string }>> = {
  "164.310(a)(1)": {
    name: "physical-access-is-limited-at-each-place",
    title: "Limit physical access at each place",
    says: "For each site, provider and home it is approved who gets in, by a plan or a report in force.",
  },
  "164.310(a)(2)(i)": {
    name: "each-place-can-be-entered-in-an-emergency",
    title: "Say who gets in during an emergency",
    says: "For each place it is approved how people get in to restore data.",
  },
  "164.310(a)(2)(ii)": {
    name: "each-place-has-a-security-plan",
    title: "Make a plan for each place",
    says: "For each place it is approved how it and its equipment are guarded.",
  },
  "164.310(a)(2)(iii)": {
    name: "each-place-controls-and-validates-access",
    title: "Say how entry and visitors are controlled",
    says: "For each place it is approved how access follows from work, and how visitors are dealt with.",
  },
  "164.310(a)(2)(iv)": {
    name: "each-place-records-repairs",
    title: "Say how repairs of locks and doors are recorded",
    says: "For each place it is approved how repairs of what guards it are written down.",
  },
};

/** One safeguard for each paragraph: a report may cover one and not another. */
export const facilitySafeguards = FACILITY_CITES.flatMap(({ cite }) => {
  const one = CHECKS[cite];
  if (one === undefined) return [];
  return safeguard({
    name: `facility-${one.name}`,
    title: one.title,
    says: one.says,
    proves: [{ cite, aspect: "practice" }],
    checks: [
      {
        name: one.name,
        says: one.says,
        mendedBy: ["program.submission.move", "program.submission.create"],
        advice: {
          title: one.title,
          how: "Write a facility plan for it, or attach the report of who guards it; another official approves.",
          href: "/devices",
        },
        ...DAILY,
        look: (parts: Parts) => look(parts, cite),
      },
    ],
    begins: programHasBegun,
  });
});
