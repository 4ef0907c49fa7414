// SPDX-License-Identifier: Apache-2.0
// The program: reads settings and words, opens what they name, runs one command or serves.
import { readFile } from "node:fs/promises";
import { wallClock } from "#base/clock.ts";
import { type Log, openLog } from "#base/log.ts";
import { type Config, environment, readConfig, SETTINGS } from "#base/settings.ts";
import { type Command, type ExitCode, type Io, UsageFault } from "#cli/command.ts";
import { runAtServer } from "#cli/line.ts";
import { choose, type Chosen, runCommand, tell } from "#cli/run.ts";
import { holdsInstallation, openDataFolder } from "#store/data-folder.ts";
import { callHolder, takeFolder } from "#store/folder-lock.ts";
import { exportsOf } from "./registry.ts";
import { runServer, serveCommand } from "./run-server.ts";
import { openSite, type Site } from "./site.ts";

const io: Io = { out: (text) => void process.stdout.write(text), err: (text) => void process.stderr.write(text) };

/** Runs the program. `argv` are the words after its name. */
export async function main(argv: readonly string[]): Promise<ExitCode> {
  try {
    if (argv.length === 1 && (argv[0] === "--version" || argv[0] === "version")) return version();
    const commands = await findCommands();
    if (argv.length === 0 || argv[0] === "help" || ((argv[0] === "--help" || argv[0] === "-h") && argv.length === 1))
      return help(commands, argv.length === 0);
    const chosen = choose(commands, argv, process.cwd());
    if (chosen.invocation.values["help"] === true) {
      io.out(`part164 ${chosen.command.usage}\n\n${chosen.command.says}\n`);
      return 0;
    }
    const config = configOf(chosen);
    if (chosen.command.alone !== undefined && chosen.command.isAlone?.(chosen.invocation) !== false)
      return await chosen.command.alone({ config, clock: wallClock, log: quietLog(config) }, chosen.invocation, io);
    return chosen.command === serveCommand ? await runServer(config, chosen, commands) : await runOnce(config, chosen, argv);
  } catch (error) {
    return tell(error, io);
  }
}

/** On standard output alone: a program may ask. */
async function version(): Promise<ExitCode> {
  const text = await readFile(new URL("../../package.json", import.meta.url), "utf8");
  io.out(`${(JSON.parse(text) as { version: string }).version}\n`); // Our own package.
  return 0;
}

async function findCommands(): Promise<Command[]> {
  const found = (await exportsOf("command")).filter(
    (value): value is Command => typeof value === "object" && value !== null && "usage" in value && "run" in value,
  );
  return [serveCommand, ...found];
}

/** Settings come from the environment; --data and --port say the same for one run. */
function configOf({ invocation: { values } }: Chosen): Config {
  const { data, port } = values;
  const given = { ...environment() };
  if (typeof data === "string") given["PART164_DATA"] = data;
  if (typeof port === "string") {
    given["PART164_PORT"] = port;
    const scheme = (given["PART164_TLS_CERTIFICATE"] ?? "") === "" ? "http" : "https";
    if (/^\d{1,5}$/.test(port)) given["PART164_ORIGIN"] ??= `${scheme}://localhost:${port}`; // A wrong port is told once, as what it is.
  }
  return readConfig(given);
}

/** Here, with everything opened for it; or by the server that has the embedded database open. */
async function runOnce(config: Config, chosen: Chosen, argv: readonly string[]): Promise<ExitCode> {
  const log = quietLog(config);
  if (!chosen.command.isFirst && !(await holdsInstallation(config.PART164_DATA)))
    throw new UsageFault(`${config.PART164_DATA} holds no installation. Name its folder with --data, or start one with \`part164 serve\`.`);
  const folder = await openDataFolder(config.PART164_DATA, "either", wallClock);
  const isEmbedded = config.DATABASE_URL === null;
  const lock = isEmbedded ? await takeFolder(folder.path, (line) => line.destroy()) : null;
  if (isEmbedded && lock === null) {
    const line = await callHolder(folder.path);
    if (line === null) throw new UsageFault("The data folder is held by a process that does not answer. Try again.");
    return runAtServer(line, argv, io);
  }
  try {
    return await runOpened(config, log, chosen);
  } finally {
    await lock?.release();
  }
}

async function runOpened(config: Config, log: Log, chosen: Chosen): Promise<ExitCode> {
  const { command, invocation } = chosen;
  let site: Site;
  try {
    site = await openSite({ config, clock: wallClock, log, demo: "either" });
  } catch (error) {
    if (command.closed === undefined) throw error;
    return command.closed(error, { config, clock: wallClock, log }, invocation, io);
  }
  try {
    return await runCommand(site, chosen, io);
  } finally {
    await site.close();
  }
}

/** A command's progress is for people; its log is for what goes wrong. */
function quietLog(config: Config): Log {
  return openLog(config.PART164_LOG_LEVEL === "info" ? "error" : config.PART164_LOG_LEVEL);
}

function help(commands: readonly Command[], isWrong: boolean): ExitCode {
  const list = commands.map(({ usage, says }) => `  part164 ${usage}\n      ${says}\n`).join("");
  const settings = Object.entries(SETTINGS)
    .map(([name, { why, fallback }]) => `  ${name}${fallback === "" ? "" : ` (${fallback})`}\n      ${why}\n`)
    .join("");
  io[isWrong ? "err" : "out"](
    `Part164 runs a HIPAA program on evidence. --version says which release this is.\n\nCommands (each takes --data DIR and --help):\n${list}\nSettings, from the environment (with what holds if one is not given):\n${settings}`,
  );
  return isWrong ? 2 : 0;
}
