// SPDX-License-Identifier: Apache-2.0
// Read by the type checker only: every field that the console reads is one the server's description names. The client's types are
// generated from that description, so a renamed field is an error here and not an empty cell on a screen.
import type { Operations } from "@part164/client/generated/api.ts";
import type { Client } from "./client.ts";
import type { EntryDetail, EntryProof, EntrySummary } from "./entry.ts";
import type { Due, Home, Unproven } from "./home.ts";
import type { Individual, RecordSummary } from "./individual.ts";
import type { Log } from "./log.ts";
import type { AuditPackage } from "./package.ts";
import type { Report } from "./report.ts";
import type { Aspect, CheckResult, Requirement, RequirementDetail, Requirements } from "./requirement.ts";
import type { Session } from "./session.ts";
import type { Role, User } from "./user.ts";

type Answer<Name extends keyof Operations> = Operations[Name]["answer"];
type ItemOf<List> = List extends readonly (infer Item)[] ? Item : never;
type Item<Name extends keyof Operations> = Answer<Name> extends { readonly items: infer List } ? ItemOf<List> : never;

/** Fields that we need; those marked with a question mark may be absent. */
type Needed<T> = { [Key in keyof T]-?: Record<never, never> extends Pick<T, Key> ? never : Key }[keyof T];
/** `true`, or the names that the server's description lacks. */
type Has<Theirs, Ours> = [Exclude<Needed<Ours>, keyof Theirs>] extends [never] ? true : Exclude<Needed<Ours>, keyof Theirs>;

type Detail = Answer<"report.requirement.read">;
type TheirAspect = ItemOf<Detail["aspects"]>;

export const CONTRACT: readonly [
  Has<Answer<"access.session.read">, Session>,
  Has<Answer<"access.session.read">["session"], Session["session"]>,
  Has<Answer<"access.session.read">["organization"], Session["organization"]>,
  Has<Answer<"report.home.read">, Home>,
  Has<ItemOf<Answer<"report.home.read">["due"]>, Due>,
  Has<ItemOf<Answer<"report.home.read">["unproven"]>, Unproven>,
  Has<Answer<"report.home.read">["ledger"], Home["ledger"]>,
  Has<Answer<"report.requirement.list">, Requirements>,
  Has<Item<"report.requirement.list">, Requirement>,
  Has<Detail, RequirementDetail>,
  Has<TheirAspect, Aspect>,
  Has<ItemOf<TheirAspect["checks"]>, CheckResult>,
  Has<Answer<"report.check.run">, CheckResult>,
  Has<Answer<"report.gap.read">, Report>,
  Has<Item<"report.package.list">, AuditPackage>,
  Has<Answer<"report.package.make">, AuditPackage>,
  Has<Item<"ledger.log.list">, Log>,
  Has<Item<"ledger.entry.list">, EntrySummary>,
  Has<Answer<"ledger.entry.read">, EntryDetail>,
  Has<Item<"phi.individual.list">, Individual>,
  Has<Item<"phi.record.list">, RecordSummary>,
  Has<Item<"access.user.list">, User>,
  Has<Item<"access.role.list">, Role>,
  Has<Item<"access.client.list">, Client>,
] = [
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
];

/** The proof is nullable, which the generated types leave unknown: held by the verification of a real entry instead. */
export type Unchecked = EntryProof;
