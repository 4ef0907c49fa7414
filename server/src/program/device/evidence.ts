// SPDX-License-Identifier: Apache-2.0
// What the newest check of a device says today [164.310(b), 164.310(c)]. Worked out from its facts each time: a check grows old by itself.
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { daysBetween, type Day, plusDays } from "../calendar.ts";
import { policyParameter } from "../document/parameter.ts";
import type { Answers } from "../form/field.ts";
import { looksAt } from "./kinds.ts";

export type EvidenceRules = {
  /** Days for which a check counts. */
  readonly checkDays: number;
  /** Minutes after which a screen is locked, at most. */
  readonly lockMinutes: number;
};

/** Days before a check in which the device was updated last, at most: our own choice, twice what the policy lets an update take at the longest. */
export const PATCHED_DAYS = 60;

/** What can be wrong with a device that was looked at. */
export const EVIDENCE_FAULTS = ["encrypted", "lock", "patched", "malware", "firewall"] as const;
export type EvidenceFault = (typeof EVIDENCE_FAULTS)[number];

/** "not-needed": it holds no PHI, is in storage, lost or gone, or cannot be looked at. */
export const STANDINGS = ["none", "failing", "stale", "fresh", "not-needed"] as const;

export type Evidence = {
  readonly standing: (typeof STANDINGS)[number];
  readonly checkedOn: Day | null;
  /** The first day on which it counts no longer. */
  readonly staleOn: Day | null;
  readonly faults: readonly EvidenceFault[];
};

/** A device as far as its evidence goes. */
export type Looked = { readonly state: string; readonly answers: Answers };

/** Whether a device is to be looked at: in use, may hold PHI, and of a kind of which something can be seen. */
export const needsEvidence = ({ state, answers }: Looked): boolean =>
  state === "in use" && answers["holds"] !== "none" && looksAt(answers["kind"]) !== "not";

/** How a device stands on a day by its newest signed check; null: there is none. */
export function evidenceOf(device: Looked, check: Answers | null, { today, rules }: { today: Day; rules: EvidenceRules }): Evidence {
  const checkedOn = typeof check?.["checkedOn"] === "string" ? check["checkedOn"] : null;
  const staleOn = checkedOn === null ? null : plusDays(checkedOn, rules.checkDays);
  const faults = check === null ? [] : faultsOf(check, looksAt(device.answers["kind"]) === "runs", rules);
  const said = { checkedOn, staleOn, faults };
  if (!needsEvidence(device)) return { ...said, standing: "not-needed" };
  if (staleOn === null) return { ...said, standing: "none" };
  if (staleOn <= today) return { ...said, standing: "stale" };
  return { ...said, standing: faults.length > 0 ? "failing" : "fresh" };
}

/** What was wrong on the day of the check. What was not answered was not seen. */
function faultsOf(check: Answers, runs: boolean, { lockMinutes }: EvidenceRules): EvidenceFault[] {
  const { encrypted, lock, patchedOn, checkedOn, malware, firewall } = check;
  const isLocked = typeof lock === "number" && lock > 0 && lock <= lockMinutes;
  const isPatched = typeof patchedOn === "string" && typeof checkedOn === "string" && daysBetween(patchedOn, checkedOn) <= PATCHED_DAYS;
  const wrong: Readonly<Record<EvidenceFault, boolean>> = {
    encrypted: encrypted !== "yes",
    lock: runs && !isLocked,
    patched: runs && !isPatched,
    malware: runs && malware !== "yes",
    firewall: runs && firewall !== "yes",
  };
  return EVIDENCE_FAULTS.filter((fault) => wrong[fault]);
}

/** The clocks of the policy on workstations, as it is in force. Never inside a transaction. */
export async function evidenceRules(parts: Parts, db: Queryable): Promise<EvidenceRules> {
  const of = (name: string, otherwise: number): Promise<number> =>
    policyParameter(parts, db, { policy: "workstations-and-mobile-devices", name, otherwise });
  return { checkDays: await of("checkDays", 90), lockMinutes: await of("screenLockMinutes", 5) };
}
