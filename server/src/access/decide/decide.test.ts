// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Actor, Factor } from "../actor.ts";
import { ROLES, type Role } from "../role.ts";
import { type Ask, Decider, policyText } from "./decide.ts";
import { FIELD_PROFILES } from "./field-profile.ts";
import type { ActionGroup } from "./schema.ts";

const ACTIONS = new Map<string, readonly ActionGroup[]>([
  ["phi.record.read", ["records.read"]],
  ["phi.record.create", ["records.write"]],
  ["access.user.invite", ["people"]],
  ["access.user.deactivate", ["people"]],
  ["program.change.check", ["program.pipeline"]],
  ["program.change.tell", ["program.pipeline"]],
]);
const decider = new Decider(ACTIONS);

const user = (roles: Role[], factor: Factor = "password+totp"): Actor => ({
  kind: "user",
  id: "u" as never,
  session: "s" as never,
  factor,
  roles,
  tenant: null,
});
const client = (...scopes: string[]): Actor => ({
  kind: "client",
  id: "c" as never,
  factor: "client-secret",
  tenant: "t" as never,
  scopes,
  purposes: ["TREAT"],
});
const read: Ask = { action: "phi.record.read", collection: "Patient", purpose: "TREAT", relation: "own-tenant", letter: "r" };

const CASES: readonly [string, Actor, Ask, boolean][] = [
  ["nobody's role", user([]), read, false],
  ["a workforce member", user(["workforce-member"]), read, false],
  ["the security official", user(["security-official"]), read, false],
  ["the auditor", user(["auditor"]), read, false],
  ["a clinician", user(["clinician"]), read, true],
  ["a clinician of another tenant", user(["clinician"]), { ...read, relation: "other-tenant" }, false],
  ["a clinician for payment", user(["clinician"]), { ...read, purpose: "HPAYMT" }, false],
  ["a clinician with a password alone", user(["clinician"], "password"), read, false],
  ["the privacy official for treatment", user(["privacy-official"]), read, false],
  ["the privacy official for the individual's request", user(["privacy-official"]), { ...read, purpose: "PATRQT" }, true],
  ["billing for payment", user(["billing"]), { ...read, purpose: "HPAYMT" }, true],
  ["billing of an observation", user(["billing"]), { ...read, purpose: "HPAYMT", collection: "Observation" }, false],
  ["billing of a claim", user(["billing"]), { ...read, purpose: "HPAYMT", collection: "Claim" }, true],
  ["a client with the scope", client("system/Patient.r"), read, true],
  ["a client without the scope", client("system/Observation.r"), read, false],
  ["a client with the scope of searching only", client("system/Patient.s"), read, false],
  ["a client asking for another tenant", client("system/*.crus"), { ...read, relation: "other-tenant" }, false],
  ["a client asking to invite", client("system/*.crus"), { ...read, action: "access.user.invite", letter: null }, false],
  ["an operation that no schema knows", user(Object.keys(ROLES) as Role[]), { ...read, action: "phi.record.invented" }, false],
];

for (const [who, actor, ask, permits] of CASES)
  test(`${ask.action} by ${who}: ${permits ? "granted" : "refused"}`, () => assert.equal(decider.decide(actor, ask).permits, permits));

test("a grant names the policies that decided and their set", () => {
  const { decided } = decider.decide(user(["clinician"]), read);
  assert.deepEqual(decided.policyIds, ["clinician-treats"]);
  assert.match(decided.policySet, /^[0-9a-f]{64}$/);
});

test("the set's hash is another where an operation is of another kind: it decides as the policies do", () => {
  const moved = new Map(ACTIONS).set("access.user.invite", ["session"]);
  assert.notEqual(new Decider(moved).policySet, decider.policySet);
});

test("two roles are not one of their joined names", () => {
  decider.decide(user(["auditor", "clinician"]), read);
  assert.equal(decider.decide(user(["auditor,clinician" as Role]), read).permits, false);
});

test("a policy that errs denies, although Cedar would skip it", () => {
  const errs = `${policyText()}\n@id("errs") forbid (principal, action, resource) when { context.relation like "*" && 9223372036854775807 + 1 == 0 };`;
  assert.equal(new Decider(ACTIONS, errs).decide(user(["clinician"]), read).permits, false);
});

test("policies that do not fit the schema stop the start", () => {
  assert.throws(
    () => new Decider(ACTIONS, `${policyText()}\n@id("odd") permit (principal, action, resource) when { context.mood == "good" };`),
  );
});

test("policies that name one operation stop the start: to them it is one with the others of its groups", () => {
  const alone = `@id("alone") permit (principal, action == Part164::Action::"access.user.invite", resource);`;
  assert.throws(() => new Decider(ACTIONS, `${policyText()}\n${alone}`), /fit the schema.*access\.user\.invite/s);
});

test("operations of the same groups are answered alike, but for what a client's scopes name one by one", () => {
  const asks = ["access.user.invite", "access.user.deactivate"].map((action) => ({ ...read, action, letter: null }));
  for (const ask of asks) assert.equal(decider.decide(user(["security-official"]), ask).permits, true, ask.action);
  for (const ask of asks) assert.equal(decider.decide(user(["clinician"]), ask).permits, false, ask.action);
  const pipeline = client("program/change.check");
  const program = { ...read, collection: "program", purpose: null, letter: null };
  assert.equal(decider.decide(pipeline, { ...program, action: "program.change.check" }).permits, true);
  assert.equal(decider.decide(pipeline, { ...program, action: "program.change.tell" }).permits, false);
});

test("every @fields names a profile", () => {
  for (const [, name] of policyText().matchAll(/@fields\("([^"]*)"\)/g))
    assert.ok(
      FIELD_PROFILES.some((profile) => profile === name),
      String(name),
    );
});

test("a remembered answer depends on nothing that is not part of its key", () => {
  assert.equal(decider.decide(user(["clinician"]), read).permits, true);
  assert.equal(decider.decide(user(["clinician"], "password"), read).permits, false);
  assert.equal(decider.decide(client("system/Patient.r"), read).permits, true);
  assert.equal(decider.decide(client("system/Patient.c"), read).permits, false);
});
