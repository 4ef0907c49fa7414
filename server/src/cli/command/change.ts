// SPDX-License-Identifier: Apache-2.0
import { answer, callAsOperator, type Command, required } from "../command.ts";

type Checked = { readonly mayDeploy: boolean; readonly changes: readonly { readonly form: string; readonly state: string }[] };

export const changeCheckCommand: Command = {
  name: "change check",
  usage: "change check --reference REF [--json]",
  says: "For a pipeline: whether a change request with this reference is approved. Exits with 1 without one.",
  options: { reference: { type: "string" }, json: { type: "boolean" } },
  async run(site, invocation, io) {
    const reference = required(invocation, "reference");
    const { output } = await callAsOperator(site, "program.change.check", { input: { query: { reference } } });
    const { mayDeploy, changes } = output as Checked; // The operation's own output.
    const states = changes.map(({ form, state }) => `${form} ${state}`).join(", ");
    const says = mayDeploy ? "May be deployed" : "May not be deployed";
    answer(
      io,
      invocation,
      output,
      `${says}: ${states === "" ? "no change request names it" : `${states}${mayDeploy ? "" : "; somebody else has to approve it"}`}.\n`,
    );
    return mayDeploy ? 0 : 1;
  },
};
