// SPDX-License-Identifier: Apache-2.0
// May this actor do this? Cedar decides, by the policies in ./policies. Default deny; a forbid wins; an error of any kind denies.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  checkParsePolicySet,
  policySetTextToParts,
  policyToJson,
  preparsePolicySet,
  preparseSchema,
  statefulIsAuthorized,
  validate,
} from "@cedar-policy/cedar-wasm/nodejs";
import { assert } from "#base/assert.ts";
import type { Actor } from "../actor.ts";
import { PROGRAM_SCOPES, scopeCovers } from "../client.ts";
import type { Purpose } from "../purpose.ts";
import type { FieldProfile } from "./field-profile.ts";
import { type ActionGroup, cedarSchema, groupsOf, kindOf } from "./schema.ts";

/** What is asked, in words of which there are few: the answer is a pure function of them and is remembered. */
export type Ask = {
  readonly action: string;
  /** FHIR type of the records concerned; "program", or "form-for-" and whom a form is for. */
  readonly collection: string;
  readonly purpose: Purpose | null;
  /** The tenant of what is asked for, compared with the actor's; "self" for what is the actor's own in the program. */
  readonly relation: "own-tenant" | "other-tenant" | "organization" | "self";
  /** SMART letter of the act on records (c, r, u, d, s); null for the rest. */
  readonly letter: string | null;
};

export type Decided = { readonly policyIds: readonly string[]; readonly policySet: string };

/** A permission for one operation. Only `decide` makes one. */
export type Grant = { readonly permits: true; readonly fields: readonly FieldProfile[]; readonly decided: Decided };
export type Refusal = { readonly permits: false; readonly decided: Decided };

const REMEMBERED_MAX = 10_000;
/** The kind of what no operation is called: no schema has it, so Cedar refuses. */
const UNKNOWN = "unknown";
const POLICIES = fileURLToPath(new URL("./policies", import.meta.url));

/** The whole policy set, one text, in the order of the files' names. */
export function policyText(): string {
  const files = readdirSync(POLICIES)
    .filter((name) => name.endsWith(".cedar"))
    .sort();
  return files.map((name) => readFileSync(`${POLICIES}/${name}`, "utf8")).join("\n");
}

/** One of each kind of asking that an operation may be permitted for. */
const SOME_ASKS: readonly Omit<Ask, "action">[] = [
  ...([null, "TREAT", "HPAYMT", "HOPERAT", "PATRQT"] as const).map((purpose) => ({
    collection: "Patient",
    purpose,
    relation: "own-tenant" as const,
    letter: null,
  })),
  { collection: "form-for-everybody", purpose: null, relation: "self", letter: null },
];

export class Decider {
  /** SHA-256 of the policy set and of what it is applied to, hex: written into every entry. */
  readonly policySet: string;
  /** The kind of each operation: what Cedar is asked about, so what is remembered of one holds for all of its kind. */
  readonly #kinds: ReadonlyMap<string, string>;
  readonly #fields = new Map<string, FieldProfile>();
  readonly #remembered = new Map<string, Grant | Refusal>();

  /** `groupsByAction` names the groups of every operation. @throws if the policies do not fit the schema: then nothing starts. */
  constructor(groupsByAction: ReadonlyMap<string, readonly ActionGroup[]>, text: string = policyText()) {
    this.#kinds = new Map([...groupsByAction].sort(byName).map(([name, groups]) => [name, kindOf(groups)]));
    const schema = cedarSchema(new Map([...groupsByAction.values()].map((groups) => [kindOf(groups), groups])));
    const policies = policiesById(text);
    for (const [id, { fields }] of policies) if (fields !== undefined) this.#fields.set(id, fields);
    this.policySet = createHash("sha256")
      .update(text)
      .update(schema)
      .update(JSON.stringify([...this.#kinds])) // Which operation is of which kind decides as the policies do.
      .digest("hex");
    if (readied.has(this.policySet)) return;
    ready(this.policySet, schema, Object.fromEntries([...policies].map(([id, { policy }]) => [id, policy])));
    readied.add(this.policySet);
  }

  decide(actor: Actor, ask: Ask): Grant | Refusal {
    const kind = this.#kinds.get(ask.action) ?? UNKNOWN;
    const key = rememberedAs(actor, ask, kind);
    const remembered = this.#remembered.get(key);
    if (remembered !== undefined) return remembered;
    const answer = this.#ask(actor, ask, kind);
    if (this.#remembered.size >= REMEMBERED_MAX) this.#remembered.clear();
    this.#remembered.set(key, answer);
    return answer;
  }

  /** The names of operations that an actor may do for some purpose and collection: what the console shows buttons for. */
  mayEver(actor: Actor): string[] {
    return [...this.#kinds.keys()].filter((action) => this.mayAtAll(actor, action));
  }

  /** Whether an actor may do one operation for some purpose and collection. */
  mayAtAll(actor: Actor, action: string): boolean {
    return SOME_ASKS.some((ask) => this.decide(actor, { action, ...ask }).permits);
  }

  #ask(actor: Actor, { action, collection, purpose, relation, letter }: Ask, kind: string): Grant | Refusal {
    const principal = principalOf(actor);
    const scoped =
      actor.kind === "client" &&
      (letter === null ? actor.scopes.some((scope) => scope === PROGRAM_SCOPES[action]) : scopeCovers(actor.scopes, collection, letter));
    const answer = statefulIsAuthorized({
      principal,
      action: { type: "Part164::Action", id: kind },
      resource: { type: "Part164::Collection", id: collection },
      context: { relation, factor: actor.factor, scoped, purpose: purpose ?? "" },
      preparsedSchemaName: this.policySet,
      validateRequest: true,
      preparsedPolicySetId: this.policySet,
      entities: [...groupsOf(collection), { uid: principal, attrs: {}, parents: rolesOf(actor) }],
    });
    // Cedar skips a policy that errs, also a forbid. Whoever errs here is refused instead.
    const isSure = answer.type === "success" && answer.response.diagnostics.errors.length === 0;
    const policyIds = answer.type === "success" ? [...answer.response.diagnostics.reason].sort() : [];
    const decided = { policyIds, policySet: this.policySet };
    if (!isSure || answer.response.decision !== "allow") return { permits: false, decided };
    const fields = [...new Set(policyIds.flatMap((id) => this.#fields.get(id) ?? []))];
    return { permits: true, fields, decided };
  }
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/** Every attribute the answer depends on, and none other. */
function rememberedAs(actor: Actor, { action, collection, purpose, relation, letter }: Ask, kind: string): string {
  const program = actor.kind === "client" ? (PROGRAM_SCOPES[action] ?? "") : "";
  const who = actor.kind === "user" ? actor.roles : actor.kind === "client" ? actor.scopes : [];
  return JSON.stringify([actor.kind, actor.factor, who, kind, program, collection, purpose, relation, letter]);
}

function principalOf(actor: Actor): { type: string; id: string } {
  const type = { user: "Part164::User", client: "Part164::Client", system: "Part164::Operator" }[actor.kind];
  return { type, id: "asking" }; // Nobody is named in a policy: roles and relations are.
}

function rolesOf(actor: Actor): { type: string; id: string }[] {
  return actor.kind === "user" ? actor.roles.map((id) => ({ type: "Part164::Role", id })) : [];
}

function policiesById(text: string): Map<string, { policy: string; fields: FieldProfile | undefined }> {
  const parts = policySetTextToParts(text);
  assert(parts.type === "success", "The policies are Cedar.");
  const entries = parts.policies.map((policy) => {
    const parsed = policyToJson(policy);
    assert(parsed.type === "success", "Each policy is Cedar.");
    const { id, fields } = parsed.json.annotations ?? {};
    assert(typeof id === "string", "Each policy has an @id.");
    return [id, { policy, fields: fields as FieldProfile | undefined }] as const; // Checked against the profiles by a test.
  });
  const byId = new Map(entries);
  assert(byId.size === entries.length, "Each policy has an @id of its own.");
  return byId;
}

/** Hashes of what Cedar has read in this process and found to fit: it keeps them by that name, for every decider. */
const readied = new Set<string>();

function ready(name: string, schema: string, staticPolicies: Record<string, string>): void {
  mustSucceed(checkParsePolicySet({ staticPolicies }));
  const valid = validate({ schema, policies: { staticPolicies } });
  assert(
    valid.type === "success" && valid.validationErrors.length === 0,
    `The policies fit the schema.${valid.type === "success" ? valid.validationErrors.map(({ error }) => ` ${error.message}`).join("") : ""}`,
  );
  mustSucceed(preparseSchema(name, schema));
  mustSucceed(preparsePolicySet(name, { staticPolicies }));
}

function mustSucceed(answer: { type: string }): void {
  assert(answer.type === "success", `Cedar takes schema and policies: ${JSON.stringify(answer)}`);
}
