// SPDX-License-Identifier: Apache-2.0
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { FormKind } from "../../api/form.ts";
import { HrefLink } from "../../part/link-button.tsx";

export const ROOM_SAYS: Readonly<Record<string, string>> = {
  organization: "Organization",
  decisions: "Decisions",
  changes: "Changes",
  workforce: "Workforce",
  evaluation: "Evaluation",
  incidents: "Incidents",
  registers: "Registers",
};

/** Forms that are filled in on a page of their own. */
export const OWN_PAGE: Readonly<Record<string, "/organization/profile">> = { "organization-profile": "/organization/profile" };

/** Forms whose submissions are shown on a page of their own: with their clock and their letters. */
export const HAS_CASE_PAGE: ReadonlySet<string> = new Set([
  "individual-access",
  "individual-amendment",
  "individual-accounting",
  "individual-restriction",
  "individual-communication",
  "complaint",
  "mitigation",
  "authorization",
]);

/** Who filed it where nobody has an account: a report may come without a name, and an assessment opens with its incident. */
export function nobodySays(form: string): string {
  return form === "incident-report" ? "without a name" : form === "breach-assessment" ? "by itself" : "the operator";
}

/** What a notice says of its clock is for the machine: people read to whom it goes. */
export const isKey = ({ name }: Pick<FormKind, "name">, field: string): boolean => name === "notification-tracker" && field === "clock";

/** The room that a form belongs to, where people look for it. */
const ROOM_OF: Readonly<Record<string, { readonly to: string; readonly says: string }>> = {
  "incident-report": { to: "/incidents", says: "Incidents" },
  "breach-assessment": { to: "/incidents", says: "Incidents" },
  "notification-tracker": { to: "/incidents", says: "Incidents" },
  "associate-contract": { to: "/associates", says: "Vendors and customers" },
  "associate-due-diligence": { to: "/associates", says: "Vendors and customers" },
  party: { to: "/associates", says: "Vendors and customers" },
  "contingency-plan": { to: "/contingency", says: "Contingency" },
  "contingency-test": { to: "/contingency", says: "Contingency" },
  "contingency-action": { to: "/contingency", says: "Contingency" },
  "criticality-analysis": { to: "/contingency", says: "Contingency" },
  "plan-printing": { to: "/contingency", says: "Contingency" },
  "restore-test": { to: "/contingency", says: "Contingency" },
  "facility-plan": { to: "/devices", says: "Devices" },
  "media-disposal": { to: "/devices", says: "Devices" },
  "visitor-and-maintenance": { to: "/devices", says: "Devices" },
  "workstation-check": { to: "/devices", says: "Devices" },
  "risk-entry": { to: "/risks", says: "Risks" },
  "risk-acceptance": { to: "/risks", says: "Risks" },
};

/** "in use" to "In use". */
export function capital(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

export function FormCrumbs({ form }: { form: Pick<FormKind, "name" | "plural"> | undefined }): ReactNode {
  const room = form === undefined ? undefined : ROOM_OF[form.name];
  return (
    <>
      {room === undefined ? <Link to="/forms">Forms</Link> : <HrefLink href={room.to}>{room.says}</HrefLink>}
      {form === undefined ? null : (
        <>
          <span aria-hidden="true">/</span>
          <Link to="/forms/$form" params={{ form: form.name }} search={{}}>
            {form.plural}
          </Link>
        </>
      )}
    </>
  );
}
