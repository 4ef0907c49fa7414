// SPDX-License-Identifier: Apache-2.0
// Where do I start? The program's first steps in their order, each done or not by what is there, for whoever runs it; and for everybody
// else what is theirs to do.
import type { Parts } from "#gate/parts.ts";
import type { Actor } from "#access/actor.ts";
import { owedOn } from "#program/document/acknowledgement.ts";
import { today } from "#program/calendar.ts";
import { appliesTo, type Entity } from "#rule/rule.ts";
import { sql } from "#store/sql.ts";
import type { Step } from "./home.ts";

type State = {
  readonly profiles: number;
  readonly officials: number;
  /** A designation of this person's own that waits for them. */
  readonly toAccept: string | null;
  readonly designated: number;
  readonly enrolled: number;
  readonly policies: number;
  readonly proposed: number;
  readonly inForce: number;
  readonly systems: number;
  readonly analyses: number;
  readonly decided: number;
  readonly entity: Entity | null;
};

async function stateOf({ db, installation }: Parts, user: string): Promise<State> {
  return db.in({ role: "part164_app", tenant: installation }).one<State>(sql`
    select (select count(*) from program.submission where form = 'organization-profile' and state = 'adopted') as profiles,
           (select count(*) from program.submission where form = 'official-designation' and state = 'accepted') as officials,
           (select id from program.submission where form = 'official-designation' and state = 'proposed' and about = ${user} order by id limit 1) as "toAccept",
           (select count(*) from program.submission where form = 'official-designation' and state = 'proposed') as designated,
           (select count(*) from access.user where password is not null and ended_at is null) as enrolled,
           (select count(*) from program.policy_version) as policies,
           (select count(*) from program.policy_version where state = 'proposed') as proposed,
           (select count(*) from program.policy_version where state = 'approved' and ended_on is null) as "inForce",
           (select count(*) from program.submission where form = 'system' and state = 'in use') as systems,
           (select count(*) from program.risk_analysis where approved_at is not null) as analyses,
           (select count(distinct about) from program.submission where form = 'addressable-decision' and state = 'approved') as decided,
           (select entity from part164.installation) as entity`);
}

/** The next of the first steps that is not done; null when all are. */
export async function firstStep(parts: Parts, actor: Actor): Promise<Step | null> {
  const isOfficial = actor.kind !== "user" || actor.roles.some((role) => role === "security-official" || role === "privacy-official");
  if (!isOfficial) return ownStep(parts, actor);
  const state = await stateOf(parts, actor.id ?? "");
  if (state.profiles === 0)
    return { title: "Say who you are", says: "A few questions decide which rules apply and fill your policies in.", href: "/organization" };
  if (state.toAccept !== null)
    return {
      title: "Accept your office",
      says: "You are designated. Read what it is answerable for, and accept or decline.",
      href: `/submissions/${state.toAccept}`,
    };
  if (state.officials + state.designated < 2)
    return {
      title: "Designate your officials",
      says: "Name who answers for security and privacy; they accept here.",
      href: "/organization",
    };
  if (state.enrolled < 2)
    return {
      title: "Invite a second person",
      says: "Nobody approves what they wrote: a second official has to be able to.",
      href: "/people",
    };
  if (state.policies === 0)
    return {
      title: "Take up the policy library",
      says: "Twenty-four policies, filled in with your names, to read and approve.",
      href: "/policies",
    };
  if (state.proposed > 0 && state.inForce === 0)
    return {
      title: "Approve your policies",
      says: `${state.proposed} are proposed. An official who did not propose them reads and approves.`,
      href: "/policies",
    };
  const own = await ownStep(parts, actor);
  if (own !== null) return own;
  if (state.systems === 0)
    return {
      title: "List your systems",
      says: "Where PHI is, and what it passes through. Risk analysis and contingency stand on it.",
      href: "/organization",
    };
  if (state.analyses === 0)
    return {
      title: "Analyse the risks",
      says: "Each system against each threat: what it is a risk to, what is done, and what does not matter here.",
      href: "/risks",
    };
  const addressable = appliesTo(state.entity ?? "both").filter(({ designation }) => designation === "addressable").length;
  if (state.decided < addressable)
    return {
      title: "Decide the addressable specifications",
      says: `${state.decided} of ${addressable} are decided. Addressable does not mean optional: each is implemented, replaced or argued.`,
      href: "/decisions",
    };
  return null;
}

/** What one person owes the program themselves. */
async function ownStep(parts: Parts, actor: Actor): Promise<Step | null> {
  if (actor.kind !== "user") return null;
  const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
  const day = await today(parts);
  const owed = (await owedOn(db, { day, until: parts.clock.now(), member: actor.id })).filter(({ at }) => at === null);
  if (owed.length > 0)
    return {
      title: "Read and acknowledge the policies",
      says: `${owed.length} wait for you. Each says what it means for your work.`,
      href: "/policies",
    };
  return null;
}
