// SPDX-License-Identifier: Apache-2.0
// What an entry says to a reader, so that a name before it makes a sentence. Operations say it themselves; these are the acts that are
// no operation.

const OTHERS: Readonly<Record<string, string>> = {
  "access.session.start": "Signed in",
  "access.session.end": "Ended a session",
  "access.sign-in.refuse": "Was refused at the sign-in",
  "access.enrolment.open": "Opened an enrolment link",
  "access.user.enrol": "Enrolled",
  "access.token.issue": "Got a token",
  "access.token.refuse": "Was refused a token",
  "program.incident-report.receive": "Reported an incident",
  "program.organization.set-up": "Set the installation up",
  "program.notification.send": "Sent a mail",
  "program.assignment.make": "Assigned training that is due",
  "program.policy.send": "Sent the policies to their remote",
  "program.policy.render": "Published the policies",
  "ledger.checkpoint.anchor": "Anchored a tenant's checkpoint",
  "safeguard.check.run": "Ran a check",
  "operate.backup.make": "Made a backup",
  "operate.backup.remove": "Removed an old backup",
  "operate.restore.run": "Restored a backup",
  "operate.ledger.recover": "Accepted that a log lost entries",
  "operate.restore.drill": "Tried a restore",
  "operate.clock.jump": "Noticed that the machine's clock jumped",
  "operate.server.start": "Started the server",
  "operate.server.stop": "Stopped the server",
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

/** "Read a record", or "Tried to read a record" where it was refused or failed. A kind that nobody knows any more keeps its name. */
export function entrySays({ kind, outcome }: { readonly kind: string; readonly outcome: string }): string {
  const says = known.get(kind) ?? kind;
  const [verb = "", ...rest] = says.split(" ");
  const infinitive = INFINITIVE[verb];
  return outcome === "done" || infinitive === undefined ? says : ["Tried to", infinitive, ...rest].join(" ");
}

/** By what an operation says it did, what was tried. */
export const INFINITIVE: Readonly<Record<string, string>> = {
  Acknowledged: "acknowledge",
  Added: "add",
  Amended: "amend",
  Began: "begin",
  Approved: "approve",
  Asked: "ask",
  Assigned: "assign",
  Changed: "change",
  Chose: "choose",
  Counted: "count",
  Created: "create",
  Decided: "decide",
  Downloaded: "download",
  Drafted: "draft",
  Ended: "end",
  Filed: "file",
  Finished: "finish",
  Had: "have",
  Handed: "hand",
  Found: "find",
  Imported: "import",
  Invited: "invite",
  Judged: "judge",
  Listed: "list",
  Looked: "look",
  Made: "make",
  Moved: "move",
  Named: "name",
  Prepared: "prepare",
  Opened: "open",
  Proposed: "propose",
  Read: "read",
  Recorded: "record",
  Rejected: "reject",
  Resolved: "resolve",
  Released: "release",
  Restored: "restore",
  Reviewed: "review",
  Reported: "report",
  Revoked: "revoke",
  Searched: "search",
  Sent: "send",
  Set: "set",
  Signed: "sign",
  Started: "start",
  Stayed: "stay",
  Took: "take",
  Wrote: "write",
};
