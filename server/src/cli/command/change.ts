// SPDX-License-Identifier: Apache-2.0
// For a pipeline: may this reach production? Asked at the server's own machine, or of a server elsewhere with a pipeline's credentials.
import { Part164Client } from "@part164/client/client.ts";
import { ServerFault } from "@part164/client/fault.ts";
import { type Config, isLoopbackName } from "#base/settings.ts";
import {
  answer,
  callAsOperator,
  type Command,
  type ExitCode,
  type Invocation,
  type Io,
  optional,
  required,
  UsageFault,
} from "../command.ts";

type Checked = { readonly mayDeploy: boolean; readonly changes: readonly { readonly form: string; readonly state: string }[] };

export const changeCheckCommand: Command = {
  name: "change check",
  usage: "change check --reference REF [--server ORIGIN] [--json]",
  says: "For a pipeline: whether a change request with this reference is approved. Exits with 1 without one. With --server it asks there, as the application that PART164_CLIENT_ID and PART164_CLIENT_SECRET name (made by `part164 client create --name NAME --scope program/change.check`).",
  options: { reference: { type: "string" }, server: { type: "string" }, json: { type: "boolean" } },
  isAlone: (invocation) => optional(invocation, "server") !== undefined,
  async alone({ config }, invocation, io) {
    const client = new Part164Client({ origin: originOf(required(invocation, "server")), credentials: credentialsOf(config) });
    try {
      const { value } = await client.call("program.change.check", { query: { reference: required(invocation, "reference") } });
      return tellChecked(value, invocation, io);
    } catch (error) {
      if (!(error instanceof ServerFault)) throw error;
      io.err(`Not known, so not deployed. ${error.message}\n`);
      return error.status >= 400 && error.status < 500 ? 2 : 3;
    }
  },
  async run(site, invocation, io) {
    const { output } = await callAsOperator(site, "program.change.check", {
      input: { query: { reference: required(invocation, "reference") } },
    });
    return tellChecked(output as Checked, invocation, io); // The operation's own output.
  },
};

function tellChecked(checked: Checked, invocation: Invocation, io: Io): ExitCode {
  const { mayDeploy, changes } = checked;
  const states = changes.map(({ form, state }) => `${form} ${state}`).join(", ");
  const says = mayDeploy ? "May be deployed" : "May not be deployed";
  const why = states === "" ? "no change request names it" : `${states}${mayDeploy ? "" : "; somebody else has to approve it"}`;
  answer(io, invocation, checked, `${says}: ${why}.\n`);
  return mayDeploy ? 0 : 1;
}

/** The secret goes to this address: over TLS, or not further than this machine. @throws UsageFault. */
function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopbackName(url.hostname))))
    throw new UsageFault("--server is an address such as https://hipaa.example.com.");
  return url.origin;
}

/** @throws UsageFault. */
function credentialsOf({ PART164_CLIENT_ID: clientId, PART164_CLIENT_SECRET: secret }: Config): { clientId: string; clientSecret: string } {
  if (clientId === null || secret === null)
    throw new UsageFault("Set PART164_CLIENT_ID and PART164_CLIENT_SECRET: `part164 client create` answers both.");
  return { clientId, clientSecret: secret.reveal() };
}
