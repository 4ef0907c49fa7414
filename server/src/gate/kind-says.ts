// SPDX-License-Identifier: Apache-2.0
// What an entry's kind says to a reader. Operations say it themselves; these are the acts that are no operation.

const OTHERS: Readonly<Record<string, string>> = {
  "access.session.start": "Signed in",
  "access.session.end": "Session ended",
  "access.sign-in.refuse": "Sign-in refused",
  "access.enrolment.open": "Opened an enrolment link",
  "access.user.enrol": "Enrolled",
  "access.token.issue": "Application signed in",
  "access.token.refuse": "Application refused",
  "program.organization.set-up": "Set the installation up",
  "ledger.checkpoint.anchor": "Anchored a tenant's checkpoint",
  "safeguard.check.run": "Ran a check",
  "operate.backup.make": "Made a backup",
  "operate.backup.remove": "Removed an old backup",
  "operate.restore.run": "Restored a backup",
  "operate.ledger.recover": "Accepted that a log lost entries",
  "operate.restore.drill": "Tried a restore",
  "operate.clock.jump": "The machine's clock jumped",
  "operate.server.start": "Server started",
  "operate.server.stop": "Server stopped",
  "operate.key.rotate": "Rotated a key",
  "operate.demonstration.open": "Opened the demonstration to a visitor",
  "access.tenant.create": "Added a tenant",
  "safeguard.probe.record": "Probed the ledger",
  "operate.key.list": "Read the verifier keys",
};

const known = new Map<string, string>(Object.entries(OTHERS));

/** Called by the wiring with every operation. */
export function rememberKinds(operations: readonly { readonly name: string; readonly says: string }[]): void {
  for (const { name, says } of operations) if (!known.has(name)) known.set(name, says);
}

/** "Read a record". A kind that nobody knows any more keeps its name. */
export function kindSays(kind: string): string {
  return known.get(kind) ?? kind;
}
