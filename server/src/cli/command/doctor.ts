// SPDX-License-Identifier: Apache-2.0
// Looks at what an installation stands on, and at what its checks found last. It looks itself, and leaves no result: those are `report`'s.
import { answer, type Command, type ExitCode, type Invocation, type Io } from "../command.ts";
import { type Finding, folderFinding, lookAround, nodeFinding } from "../examine.ts";
import { saysOf } from "../run.ts";

export const doctorCommand: Command = {
  name: "doctor",
  usage: "doctor [--json]",
  says: "Looks at Node, folder, database, keys, clock, ledger and backups, and says what to do. Exits with 1 if it found something.",
  options: { json: { type: "boolean" } },
  async run({ parts }, invocation, io) {
    return tellFindings(await lookAround(parts), invocation, io);
  },
  async closed(error, { config }, invocation, io) {
    const opening = { area: "opening", isWell: false, says: saysOf(error) };
    return tellFindings([nodeFinding(), await folderFinding(config.PART164_DATA), opening], invocation, io);
  },
};

function tellFindings(findings: readonly Finding[], invocation: Invocation, io: Io): ExitCode {
  const problems = findings.filter(({ isWell }) => !isWell).map(({ area, says }) => `${area}: ${says}`);
  const lines = findings.map(({ area, isWell, says }) => `${isWell ? "ok  " : "FIX "} ${area}: ${says}\n`);
  const last = problems.length === 0 ? "Nothing is wrong that can be seen from here.\n" : `${problems.length} to look at.\n`;
  answer(io, invocation, { findings, problems }, `${lines.join("")}${last}`);
  return problems.length === 0 ? 0 : 1;
}
