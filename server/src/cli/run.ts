// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from "node:util";
import { Fault, FAULTS } from "#base/fault.ts";
import { type CliSite, type Command, type ExitCode, type Invocation, type Io, UsageFault } from "./command.ts";

/** Options that the wiring reads before a command does. */
export const COMMON = { data: { type: "string" }, help: { type: "boolean", short: "h" } } as const;

export type Chosen = { readonly command: Command; readonly invocation: Invocation };

/** Which command the words mean, with its options. @throws UsageFault. */
export function choose(commands: readonly Command[], argv: readonly string[], folder: string): Chosen {
  const end = argv.findIndex((word) => word.startsWith("-"));
  const words = argv.slice(0, end === -1 ? undefined : end); // The name comes first: what follows an option may be its value.
  const command = commands.find(({ name }) => name === words.slice(0, 2).join(" ")) ?? commands.find(({ name }) => name === words[0]);
  if (command === undefined) throw new UsageFault(noSuchCommand(commands, words));
  const rest = withoutName([...argv], command.name.split(" "));
  let parsed;
  try {
    parsed = parseArgs({ args: rest, options: { ...command.options, ...COMMON }, allowPositionals: true, strict: true });
  } catch (error) {
    // Node adds how to pass a word that starts with a dash: nothing here takes one.
    const reason = error instanceof Error ? error.message.replace(/\. To specify a positional argument .*$/s, ".") : "Wrong use.";
    throw new UsageFault(`${reason}\nUsage: part164 ${command.usage}`);
  }
  const { min, max } = command.words ?? { min: 0, max: 0 };
  if (parsed.values.help !== true && (parsed.positionals.length < min || parsed.positionals.length > max))
    throw new UsageFault(`Usage: part164 ${command.usage}`);
  return { command, invocation: { values: parsed.values as Invocation["values"], words: parsed.positionals, folder } }; // parseArgs gives strings, booleans and lists of strings.
}

function noSuchCommand(commands: readonly Command[], words: readonly string[]): string {
  const [first] = words;
  if (first === undefined) return "Say first what to do; options follow. `part164 --help` lists the commands.";
  const near = commands.filter(({ name }) => name.split(" ")[0] === first).map(({ name }) => name);
  const hint = near.length === 0 ? "`part164 --help` lists them." : `There is: ${near.join(", ")}.`;
  return `There is no command "${words.slice(0, 2).join(" ")}". ${hint}`;
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
  io.err(`${saysOf(error)}\n`);
  return error instanceof Fault && error.status < 500 ? 2 : 3;
}

/** What may be said of an error to a person at the machine: our own words, and never a driver's. */
export function saysOf(error: unknown): string {
  if (error instanceof Fault) {
    const told = error.code === "malformed_id" ? [] : error.fields; // One word that is no identifier: which one, is plain.
    const fields = told.map(({ at, says }) => `\n  ${at}: ${says}`);
    return `${error.detail ?? FAULTS[error.code].says}${fields.join("")}`;
  }
  const isOurs = error instanceof Error && ["StoreFault", "ConfigError", "MigrationFault"].includes(error.name);
  return isOurs ? error.message : "Something is wrong on our side; nothing was done. The log says where.";
}
