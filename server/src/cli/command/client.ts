// SPDX-License-Identifier: Apache-2.0
import { isScope, PROGRAM_SCOPES } from "#access/client.ts";
import { isPurpose, PURPOSES } from "#access/purpose.ts";
import { Fault } from "#base/fault.ts";
import { isResourceType, storedTypes } from "#phi/fhir/definitions.ts";
import { answer, answerList, callAsOperator, type Command, type Invocation, many, optional, required, UsageFault } from "../command.ts";

type Created = { clientId: string; clientSecret: string };

export const clientCreate: Command = {
  name: "client create",
  usage: "client create [--tenant NAME] --name NAME [--scope S]... [--purpose P]... [--json]",
  says: `Adds an application for a tenant, making the tenant if it is new; answers its secret, once. Scopes read like system/Patient.rs (all types without one); purposes: ${Object.keys(PURPOSES).join(", ")}. A pipeline has no tenant, and the scope ${Object.values(PROGRAM_SCOPES).join(" or ")}.`,
  options: {
    tenant: { type: "string" },
    name: { type: "string" },
    scope: { type: "string", multiple: true },
    purpose: { type: "string", multiple: true },
    json: { type: "boolean" },
  },
  async run(site, invocation, io) {
    const body = {
      tenant: tenantOf(invocation),
      name: required(invocation, "name"),
      scopes: many(invocation, "scope"),
      purposes: many(invocation, "purpose"),
    };
    body.scopes.forEach(refuseUnknownScope);
    body.purposes.forEach(refuseUnknownPurpose);
    const { output } = await callAsOperator(site, "access.client.create", { input: { body } });
    const { clientId, clientSecret } = output as Created; // The operation's own output.
    answer(
      io,
      invocation,
      { clientId, clientSecret },
      `Client ${clientId}\nSecret ${clientSecret}\nThe secret is shown this once. Keep it where secrets are kept.\n`,
    );
    return 0;
  },
};

type Client = { id: string; name: string; tenant: { name: string } | null; scopes: string[]; revokedAt: string | null };

export const clientList: Command = {
  name: "client list",
  usage: "client list [--json]",
  says: "Lists applications.",
  options: { json: { type: "boolean" } },
  async run(site, invocation, io) {
    const { output } = await callAsOperator(site, "access.client.list", {});
    const { items } = output as { items: Client[] }; // The operation's own output.
    answerList(
      io,
      invocation,
      items,
      ({ id, name, tenant, scopes, revokedAt }) =>
        `${id}  ${tenant?.name ?? "(no tenant)"}  ${name}  ${scopes.join(" ")}${revokedAt === null ? "" : "  revoked"}\n`,
    );
    return 0;
  },
};

export const clientRevoke: Command = {
  name: "client revoke",
  usage: "client revoke CLIENT-ID",
  says: "Ends an application's access at once.",
  options: { json: { type: "boolean" } },
  words: { min: 1, max: 1 },
  async run(site, { words }, io) {
    try {
      await callAsOperator(site, "access.client.revoke", { input: { path: { client: words[0] } } });
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== "not_found") throw error;
      const { output } = await callAsOperator(site, "access.client.list", {});
      const revokedAt = (output as { items: Client[] }).items.find(({ id }) => id === words[0])?.revokedAt ?? null; // The operation's own output.
      if (revokedAt === null) throw new UsageFault("There is no application with that id. `part164 client list` lists them.");
      io.err(`Revoked already, on ${revokedAt}.\n`); // What was asked for holds: no failure.
      return 0;
    }
    io.err("Revoked.\n");
    return 0;
  },
};

/** Only who opens no records has none: one that was forgotten is asked for. */
const tenantOf = (invocation: Invocation): string | null =>
  many(invocation, "scope").some((scope) => scope.startsWith("program/"))
    ? (optional(invocation, "tenant") ?? null)
    : required(invocation, "tenant");

function refuseUnknownPurpose(purpose: string): void {
  if (isPurpose(purpose)) return;
  const known = Object.entries(PURPOSES).map(([code, says]) => `${code} (${says})`);
  throw new UsageFault(`There is no purpose "${purpose}". There is: ${known.join(", ")}.`);
}

function refuseUnknownScope(scope: string): void {
  if (Object.values(PROGRAM_SCOPES).includes(scope)) return;
  const type = scope.slice(scope.indexOf("/") + 1, scope.lastIndexOf("."));
  if (isScope(scope) && (type === "*" || isResourceType(type))) return;
  throw new UsageFault(
    `There is no scope "${scope}". A scope reads system/TYPE.LETTERS, such as system/Patient.rs or system/*.crus: c create, r read, u update, d delete, s search, in this order; TYPE is * or one of ${storedTypes().join(", ")}.`,
  );
}
