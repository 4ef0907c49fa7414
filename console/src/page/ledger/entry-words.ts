// SPDX-License-Identifier: Apache-2.0

/** Outcomes other than done: refused, failed, or a fault code. */
export function isRefusal(outcome: string): boolean {
  return outcome !== "done";
}

const OUTCOME: Readonly<Record<string, string>> = { done: "Done", refused: "Refused", failed: "Failed" };

/** "logged_off" to "Logged off". */
export function outcomeSays(outcome: string): string {
  const words = outcome.replaceAll("_", " ");
  return OUTCOME[outcome] ?? `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

/** For columns: what was asked was refused, whatever the reason, or it failed on our side. */
export function outcomeShort(outcome: string): string {
  if (outcome === "done" || outcome === "failed") return outcomeSays(outcome);
  return OURS.has(outcome) ? "Failed" : "Refused";
}

/** What happened as a name before it goes on: "read a record", "tried to read a record, but was refused". */
export function actSays({ says, outcome, kind }: { readonly says: string; readonly outcome: string; readonly kind: string }): string {
  const act = `${says.slice(0, 1).toLowerCase()}${says.slice(1)}`;
  if (!isRefusal(outcome) || kind.endsWith(".refuse")) return act; // Some kinds are refusals, and say so.
  return `${act}, but ${outcomeShort(outcome) === "Failed" ? "it failed" : "was refused"}`;
}

const OURS = new Set(["internal", "ledger_behind", "database_gone", "custodian_gone", "stopping"]);

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** An id that says nothing by itself; others are names, such as that of a check. */
export function isOpaque(id: string | null): boolean {
  return id === null || UUID.test(id);
}

/** The last eight characters of a UUID: enough to tell apart, the whole is copied. */
export function short(id: string): string {
  return UUID.test(id) ? id.slice(-8) : id;
}

/** "ledger.entry" to "Entry"; a FHIR type is a word already. */
export function recordWord(type: string): string {
  const [word = type] = type.split(".").slice(-1);
  return type.includes(".") ? `${word.slice(0, 1).toUpperCase()}${word.slice(1)}` : type;
}

const FACTOR: Readonly<Record<string, string>> = {
  totp: "authenticator app",
  "recovery-code": "recovery code",
  password: "password only",
  "password+totp": "password and authenticator app",
  "password+recovery-code": "password and recovery code",
  process: "at the machine",
  passkey: "passkey",
  "client-secret": "client secret",
};

export function factorSays(factor: string | null): string | null {
  return factor === null ? null : (FACTOR[factor] ?? factor);
}
