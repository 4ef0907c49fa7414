// SPDX-License-Identifier: Apache-2.0
// A small organization with a system, a customer and a provider, and its contingency plans from draft to approval.
import type { AtWork, Filed } from "./person.ts";
import { plantContract } from "./associate.ts";
import { adoptProfile } from "./profile.ts";

export type Planned = {
  readonly system: Filed;
  readonly customer: Filed;
  readonly provider: Filed;
};

export const SYSTEM = {
  name: "Appointments service",
  kind: "application",
  purpose: "Appointments and reminders for clinics",
  phi: "keeps",
  protection: "Encrypted per individual",
  criticality: "hours-4",
  location: "us-west-2",
} as const;

/** The inventory that plans are drafted from; with another official, the customer's contract as well. */
export async function plantInventory(maya: AtWork, owner: string, other?: AtWork): Promise<Planned> {
  await adoptProfile(maya);
  const customer = await maya.file("party", {
    name: "Lakeside Clinic",
    role: "customer",
    service: "Appointments",
    phi: "yes",
    contact: "+1 503 555 0142",
  });
  if (other !== undefined) await plantContract(maya, other, customer.id, { noticeHours: 72 });
  const provider = await maya.file("party", {
    name: "Cloud provider",
    role: "vendor",
    service: "Runs it",
    phi: "yes",
    contact: "+1 206 555 0177",
  });
  const system = await maya.file("system", { ...SYSTEM, owner, party: provider.id });
  await maya.file("system", { ...SYSTEM, name: "Archive", criticality: "week", phi: "passes", owner });
  return { system, customer, provider };
}

type Rows = readonly Readonly<Record<string, unknown>>[];

/** What nobody but the organization knows, filled into a draft. */
export function finished(answers: Readonly<Record<string, unknown>>, onEach: object = {}): Record<string, unknown> {
  const rows = (name: string): Rows => answers[name] as Rows; // A field of type rows.
  return {
    ...answers,
    people: rows("people").map((row, n) => ({ telephone: `+1 503 555 011${n}`, ...row, ...onEach })),
    contacts: rows("contacts").map((row, n) => ({ name: `The ${String(row["kind"])}`, telephone: `+1 503 555 02${n}0`, ...row })),
    systems: rows("systems").map((row) => ({
      backup: "Other account, us-east-2",
      key: "Envelope in the bank's box 12; the contingency lead and the privacy official",
      manual: "Clinics book on paper; we call each of them every two hours",
      ...row,
    })),
    paper: "Red folder in each home of the three on the plan",
  };
}

/** Drafts, finishes, hands in and has a plan approved. */
export async function approvePlan(writer: AtWork, other: AtWork, kind: string, onEach: object = {}): Promise<Filed> {
  const draft = await writer.write<Filed>("/v1/contingency/drafts", { what: kind }, { status: 201 });
  const written = await writer.write<Filed>(
    `/v1/submissions/${draft.id}`,
    { answers: finished(draft.answers, onEach) },
    { method: "PUT", version: draft.version },
  );
  return other.move(await writer.move(written, "submit"), "approve");
}

export const KINDS = ["backup", "disaster-recovery", "emergency-mode"] as const;

export type Contingency = {
  next: { title: string; says: string; href: string | null; draft: string | null } | null;
  plans: {
    kind: string;
    inForce: {
      id: string;
      reviewOn: string;
      isFresh: boolean;
      stale: { why: string; of: string; says: string }[];
      printed: { on: string }[];
    } | null;
    open: { id: string; state: string } | null;
  }[];
  systems: { id: string; name: string; criticality: string; isAnalysed: boolean; rtoHours: number | null; restoredOn: string | null }[];
  tries: { id: string; kind: string; title: string; on: string | null; result: string; says: string }[];
  actions: { id: string; what: string; dueOn: string; isLate: boolean }[];
  testDueOn: string;
  restoreDueOn: string;
};

export const contingency = (who: AtWork): Promise<Contingency> => who.get<Contingency>("/v1/contingency");

/** Approves the analysis of criticality. */
export async function approveAnalysis(writer: AtWork, other: AtWork): Promise<Filed> {
  const draft = await writer.write<Filed>("/v1/contingency/drafts", { what: "criticality" }, { status: 201 });
  const systems = (draft.answers["systems"] as Rows).map((row) => ({
    harm: "Clinics see no list",
    depends: "Cloud provider; the key",
    manual: "On paper",
    ...row,
  })); // As above.
  const answers = { ...draft.answers, systems, method: "The owners were asked, and outages of two years looked at." };
  const written = await writer.write<Filed>(`/v1/submissions/${draft.id}`, { answers }, { method: "PUT", version: draft.version });
  return other.move(await writer.move(written, "submit"), "approve");
}
