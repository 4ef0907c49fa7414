// SPDX-License-Identifier: Apache-2.0
import { answer, callAsOperator, type Command, many, required } from "../command.ts";

type Created = { clientId: string; clientSecret: string };

export const clientCreate: Command = {
  name: "client create",
  usage: "client create --tenant NAME --name NAME [--scope S]... [--purpose P]... [--json]",
  says: "Adds an application for a tenant, making the tenant if it is new; answers its secret, once.",
  options: {
    tenant: { type: "string" },
    name: { type: "string" },
    scope: { type: "string", multiple: true },
    purpose: { type: "string", multiple: true },
    json: { type: "boolean" },
  },
  async run(site, invocation, io) {
    const body = {
      tenant: required(invocation, "tenant"),
      name: required(invocation, "name"),
      scopes: many(invocation, "scope"),
      purposes: many(invocation, "purpose"),
    };
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

type Client = { id: string; name: string; tenant: { name: string }; scopes: string[]; revokedAt: string | null };

export const clientList: Command = {
  name: "client list",
  usage: "client list [--json]",
  says: "Lists applications.",
  options: { json: { type: "boolean" } },
  async run(site, invocation, io) {
    const { output } = await callAsOperator(site, "access.client.list", {});
    const { items } = output as { items: Client[] }; // The operation's own output.
    answer(
      io,
      invocation,
      items,
      items
        .map(
          ({ id, name, tenant, scopes, revokedAt }) =>
            `${id}  ${tenant.name}  ${name}  ${scopes.join(" ")}${revokedAt === null ? "" : "  revoked"}\n`,
        )
        .join(""),
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
    await callAsOperator(site, "access.client.revoke", { input: { path: { client: words[0] } } });
    io.err("Revoked.\n");
    return 0;
  },
};
