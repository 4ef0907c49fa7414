// SPDX-License-Identifier: Apache-2.0
// What an organization's policies are filled in with: its profile.
import { Fault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import { sql } from "#store/sql.ts";
import { openContent, submissionsLike } from "../form/submission.ts";
import type { Entity } from "./render/passages.ts";
import type { Filling } from "./render/fill.ts";

const FROM_PROFILE = {
  "organization.contactEmail": "contactEmail",
  "organization.reportLine": "reportLine",
  "securityOfficial.title": "securityOfficialTitle",
  "privacyOfficial.title": "privacyOfficialTitle",
  "executiveSponsor.title": "executiveSponsorTitle",
  identityProvider: "identityProvider",
  cloudProviders: "cloudProviders",
  ticketSystem: "ticketSystem",
} as const;

/** The organization's values. @throws Fault `conflict` while no profile has been adopted. */
export async function fillingOf(parts: Parts): Promise<Omit<Filling, "parameters">> {
  const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
  const { name, entity } = await db.one<{ name: string; entity: Entity | null }>(
    sql`select coalesce(name, 'The organization') as name, entity from part164.installation`,
  );
  const [profile] = await submissionsLike(db, { forms: ["organization-profile"], ownForms: [], user: null, state: "adopted" }, 1);
  if (profile === undefined)
    throw new Fault("conflict", { detail: "Say who you are first: adopt the organization's profile. Policies are filled in from it." });
  const { answers } = await openContent(parts, profile);
  const values = Object.entries(FROM_PROFILE).flatMap(([parameter, field]) => {
    const value = answers[field];
    return typeof value === "string" ? [[parameter, value] as const] : [];
  });
  return { entity: entity ?? "both", organization: { "organization.name": name, ...toldApart(Object.fromEntries(values)) } };
}

const OFFICES = ["securityOfficial.title", "privacyOfficial.title", "executiveSponsor.title"] as const;

/** Offices that one person holds keep their own names: who approves with whom stays readable. "CTO" becomes "CTO as security official". */
function toldApart(values: Readonly<Record<string, string>>): Record<string, string> {
  const isShared = (office: string): boolean =>
    OFFICES.some((other) => other !== office && values[other]?.toLowerCase() === values[office]?.toLowerCase());
  const renamed = OFFICES.flatMap((office) => {
    const title = values[office];
    if (title === undefined || !isShared(office)) return [];
    const words = office.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replace(".title", "");
    return [[office, `${title} as ${words}`] as const];
  });
  return { ...values, ...Object.fromEntries(renamed) };
}
