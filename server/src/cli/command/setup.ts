// SPDX-License-Identifier: Apache-2.0
import { setUp, SetUpInput } from "#access/set-up.ts";
import { answer, type Command, optional, required, UsageFault } from "../command.ts";

export const setupCommand: Command = {
  name: "setup",
  usage:
    "setup --organization NAME --entity business-associate|covered-entity|both --official EMAIL [--name NAME] [--time-zone ZONE] [--json]",
  says: "Sets the installation up without a browser; answers the official's enrolment link.",
  options: {
    organization: { type: "string" },
    entity: { type: "string" },
    official: { type: "string" },
    name: { type: "string" },
    "time-zone": { type: "string" },
    json: { type: "boolean" },
  },
  isFirst: true,
  async run({ parts }, invocation, io) {
    const email = required(invocation, "official");
    const given = SetUpInput.safeParse({
      organization: {
        name: required(invocation, "organization"),
        entity: required(invocation, "entity"),
        timeZone: optional(invocation, "time-zone") ?? "UTC",
      },
      securityOfficial: { name: optional(invocation, "name") ?? email.split("@")[0], email },
      privacyOfficial: null,
    });
    if (!given.success) throw new UsageFault(given.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n"));
    const { enrolments } = await setUp(parts, { ...given.data, token: null }, { address: null, agent: "part164 command line" });
    const enrolmentUrl = enrolments[0]?.url ?? "";
    const { organization } = given.data;
    answer(
      io,
      invocation,
      { organization: organization.name, official: email, enrolmentUrl },
      `${organization.name} is set up.\nSend ${email} this link; it works once, for seven days:\n${enrolmentUrl}\n`,
    );
    return 0;
  },
};
