// SPDX-License-Identifier: Apache-2.0
import { Fault } from "#base/fault.ts";
import { isRole, ROLES } from "#access/role.ts";
import { EVEN_SO } from "#gate/operation/end-user.ts";
import { answer, answerList, callAsOperator, type Command, many, optional, required, UsageFault } from "../command.ts";

type User = { id: string; name: string; email: string; roles: string[]; factor: boolean; endedAt: string | null };

export const userInvite: Command = {
  name: "user invite",
  usage: "user invite --email EMAIL [--name NAME] [--role ROLE]... [--json]",
  says: `Invites a person; answers the enrolment link. Roles: ${Object.keys(ROLES).join(", ")}.`,
  options: { name: { type: "string" }, email: { type: "string" }, role: { type: "string", multiple: true }, json: { type: "boolean" } },
  async run(site, invocation, io) {
    const email = required(invocation, "email");
    const roles = many(invocation, "role");
    const unknown = roles.find((role) => !isRole(role));
    if (unknown !== undefined) throw new UsageFault(`There is no role "${unknown}". There is: ${Object.keys(ROLES).join(", ")}.`);
    const body = { name: optional(invocation, "name") ?? email, email, roles };
    const { output } = await callAsOperator(site, "access.user.invite", { input: { body } });
    const { id, enrolmentUrl } = output as { id: string; enrolmentUrl: string }; // The operation's own output.
    answer(io, invocation, { id, enrolmentUrl }, `Send ${email} this link; it works once, for seven days:\n${enrolmentUrl}\n`);
    return 0;
  },
};

export const userReinvite: Command = {
  name: "user reinvite",
  usage: "user reinvite USER-ID [--json]",
  says: "A new enrolment link for somebody whose link ran out, or who lost phone and recovery codes. Links sent before stop working.",
  options: { json: { type: "boolean" } },
  words: { min: 1, max: 1 },
  async run(site, invocation, io) {
    const { output } = await callAsOperator(site, "access.user.reinvite", { input: { path: { user: invocation.words[0] } } });
    const { enrolmentUrl } = output as { enrolmentUrl: string }; // The operation's own output.
    answer(io, invocation, { enrolmentUrl }, `Send them this link; it works once, for seven days:\n${enrolmentUrl}\n`);
    return 0;
  },
};

export const userList: Command = {
  name: "user list",
  usage: "user list [--json]",
  says: "Lists people, their roles and whether they have a second factor.",
  options: { json: { type: "boolean" } },
  async run(site, invocation, io) {
    const { output } = await callAsOperator(site, "access.user.list", {});
    const { items } = output as { items: User[] }; // The operation's own output.
    answerList(
      io,
      invocation,
      items,
      ({ id, name, email, roles, factor, endedAt }) =>
        `${id}  ${name} <${email}>  ${roles.join(", ")}  ${factor ? "second factor" : "no second factor"}${endedAt === null ? "" : "  ended"}\n`,
    );
    return 0;
  },
};

export const userEnd: Command = {
  name: "user end",
  usage: "user end USER-ID [--even-so]",
  says: "Ends a person's access at once: roles, sessions, sign-in. Refused for the last official of a role; --even-so does it, on record.",
  options: { "even-so": { type: "boolean" }, json: { type: "boolean" } },
  words: { min: 1, max: 1 },
  async run(site, { words, values }, io) {
    const headers = values["even-so"] === true ? { [EVEN_SO]: "yes" } : {};
    try {
      await callAsOperator(site, "access.user.end", { input: { path: { user: words[0] } }, headers });
    } catch (error) {
      if (!(error instanceof Fault) || !["not_found", "malformed_id", "last_official"].includes(error.code)) throw error;
      if (error.code === "last_official")
        throw new Fault("last_official", { detail: `${error.detail ?? ""} Or say --even-so; it is recorded.` });
      const { output } = await callAsOperator(site, "access.user.list", {});
      const ended = (output as { items: User[] }).items.find(({ id }) => id === words[0])?.endedAt ?? null; // The operation's own output.
      if (ended === null) throw new UsageFault("There is no person with that id. `part164 user list` lists them.");
      io.err(`Ended already, on ${ended}.\n`);
      return 0;
    }
    io.err("Ended.\n");
    return 0;
  },
};
