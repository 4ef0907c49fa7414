// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from "node:util";
import { Fault, FAULTS } from "#base/fault.ts";
import { type CliSite, type Command, type ExitCode, type Invocation, type Io, UsageFault } from "./command.ts";

/** Options that the wiring reads before a command does. */
export const COMMON = { data: { type: "string" }, help: { type: "boolean", short: "h" } } as const;

export type Chosen = { readonly command: Command; readonly invocation: Invocation };

/** Which command the words mean, with its options. @throws UsageFault. */
export function choose(commands: readonly Command[], argv: readonly string[], folder: string): Chosen {
  const words = argv.filter((word) => !word.startsWith("-"));
  const command = commands.find(({ name }) => name === words.slice(0, 2).join(" ")) ?? commands.find(({ name }) => name === words[0]);
  if (command === undefined)
    throw new UsageFault(words.length === 0 ? "Say what to do." : `There is no command "${words.slice(0, 2).join(" ")}".`);
  const rest = withoutName([...argv], command.name.split(" "));
  let parsed;
  try {
    parsed = parseArgs({ args: rest, options: { ...command.options, ...COMMON }, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageFault(`${error instanceof Error ? error.message : "Wrong use."}\nUsage: part164 ${command.usage}`);
  }
  const { min, max } = command.words ?? { min: 0, max: 0 };
  if (parsed.values.help !== true && (parsed.positionals.length < min || parsed.positionals.length > max))
    throw new UsageFault(`Usage: part164 ${command.usage}`);
  return { command, invocation: { values: parsed.values as Invocation["values"], words: parsed.positionals, folder } }; // parseArgs gives strings, booleans and lists of strings.
}

function withoutName(argv: string[], name: readonly string[]): string[] {
  for (const word of name) argv.splice(argv.indexOf(word), 1);
  return argv;
}

/** Runs a command; what went wrong is told on standard error, by its exit code. */
export async function runCommand(site: CliSite, { command, invocation }: Chosen, io: Io): Promise<ExitCode> {
  try {
    return await command.run(site, invocation, io);
  } catch (error) {
    return tell(error, io);
  }
}

/** What went wrong, for people, and the exit code that says which kind it was. */
export function tell(error: unknown, io: Io): ExitCode {
  if (error instanceof UsageFault) {
    io.err(`${error.message}\n`);
    return 2;
  }
  if (error instanceof Fault) {
    io.err(`${error.detail ?? FAULTS[error.code].says}\n${error.fields.map(({ at, says }) => `  ${at}: ${says}\n`).join("")}`);
    return error.status < 500 ? 2 : 3;
  }
  const isOurs = error instanceof Error && ["StoreFault", "ConfigError", "MigrationFault"].includes(error.name);
  io.err(isOurs ? `${error.message}\n` : "Something is wrong on our side; nothing was done. The log says where.\n");
  return 3;
}
