// SPDX-License-Identifier: Apache-2.0
// For a pipeline: may this reach production? Asked at the server's own machine, or of a server elsewhere with a pipeline's credentials.
// It exits with 0 for a plain yes alone: whatever cannot be read, or was not answered, deploys nothing.
import { z } from "zod";
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

const WORD = z
  .string()
  .max(200)
  .regex(/^[a-z -]+$/); // Goes into a pipeline's log: words, and nothing that a log would obey.
const Checked = z.object({
  mayDeploy: z.boolean(),
  changes: z.array(z.object({ id: z.string().max(64), form: WORD, state: WORD, approved: z.boolean() })).max(100),
});

export const changeCheckCommand: Command = {
  name: "change check",
  usage: "change check --reference REF [--emergency] [--server ORIGIN] [--json]",
  says: "For a pipeline: whether a change request with this reference is approved. Exits with 1 without one. --emergency lets a declared emergency through too, which nobody has approved yet. With --server it asks there, as the application that PART164_CLIENT_ID and PART164_CLIENT_SECRET name (made by `part164 client create --name NAME --scope program/change.check`).",
  options: { reference: { type: "string" }, emergency: { type: "boolean" }, server: { type: "string" }, json: { type: "boolean" } },
  isAlone: (invocation) => optional(invocation, "server") !== undefined,
  async alone({ config }, invocation, io) {
    const client = new Part164Client({ origin: originOf(required(invocation, "server")), credentials: credentialsOf(config) });
    try {
      const { value } = await client.call("program.change.check", { query: queryOf(invocation) });
      return tellChecked(value, invocation, io);
    } catch (error) {
      if (!(error instanceof ServerFault)) throw error;
      io.err(`Not known, so not deployed: ${oneLine(error.message)}\n`);
      return error.status >= 400 && error.status < 500 ? 2 : 3;
    }
  },
  async run(site, invocation, io) {
    const { output } = await callAsOperator(site, "program.change.check", { input: { query: queryOf(invocation) } });
    return tellChecked(output, invocation, io);
  },
};

function queryOf(invocation: Invocation): { reference: string; emergency?: "counts" } {
  const reference = required(invocation, "reference");
  return invocation.values["emergency"] === true ? { reference, emergency: "counts" } : { reference };
}

function tellChecked(given: unknown, invocation: Invocation, io: Io): ExitCode {
  const read = Checked.safeParse(given);
  if (!read.success || (read.data.mayDeploy && read.data.changes.length === 0)) {
    io.err("Not known, so not deployed: what was answered is no answer of Part164.\n");
    return 3;
  }
  const { mayDeploy, changes } = read.data;
  const states = changes.map(({ form, state, approved }) => `${form} ${state}${approved ? "" : ", not approved"}`).join("; ");
  const says = mayDeploy ? "May be deployed" : "May not be deployed";
  answer(io, invocation, read.data, `${says}: ${states === "" ? "no change request names it" : states}.\n`);
  return mayDeploy ? 0 : 1;
}

/** What another machine said, for a log: a line, without what a terminal or a pipeline would obey. */
const oneLine = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Cf}]+/gu, " ")
    .replaceAll("::", ": ")
    .slice(0, 300);

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
