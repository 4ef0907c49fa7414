// SPDX-License-Identifier: Apache-2.0
import { resolve } from "node:path";
import { systemAct } from "#ledger/act.ts";
import { makePackage } from "#report/package/make-package.ts";
import { answer, type Command, required } from "../command.ts";

export const exportCommand: Command = {
  name: "export",
  usage: "export --out FILE.zip [--json]",
  says: "Writes an audit package that anybody can verify offline with part164-verify and the organization's key.",
  options: { out: { type: "string" }, json: { type: "boolean" } },
  async run({ parts }, invocation, io) {
    const made = await makePackage(parts, resolve(invocation.folder, required(invocation, "out")));
    const { file, sha256, logs } = made;
    const detail = { sha256, logs: logs.map(({ origin, size }) => ({ origin, size })) };
    await parts.ledger.recorder.record(
      systemAct(parts.installation, "report.package.make", {
        actor: { kind: "system", id: null, session: null, factor: "process" },
        detail,
      }),
    );
    const sizes = logs.map(({ origin, size }) => `  ${origin}: ${size} entries\n`).join("");
    answer(
      io,
      invocation,
      { file, sha256, logs },
      `${file}\n${sizes}sha256 ${sha256}\nVerify it: npx part164-verify ${file} --key ${logs[0]?.key ?? ""}\n`,
    );
    return 0;
  },
};
