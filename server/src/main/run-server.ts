// SPDX-License-Identifier: Apache-2.0
import { MS_PER_DAY, wallClock } from "#base/clock.ts";
import { openLog } from "#base/log.ts";
import { travellingClock, type TravellingClock } from "#base/travelling-clock.ts";
import type { Config } from "#base/settings.ts";
import { setUpLink } from "#access/set-up.ts";
import type { Command, ExitCode } from "#cli/command.ts";
import { serveLine } from "#cli/line.ts";
import { choose, type Chosen, runCommand, tell } from "#cli/run.ts";
import type { Health } from "#http/health.ts";
import { startJobs } from "#jobs/jobs.ts";
import { systemAct } from "#ledger/act.ts";
import { openDataFolder } from "#store/data-folder.ts";
import { StoreFault } from "#store/store-fault.ts";
import { takeFolder } from "#store/folder-lock.ts";
import { HISTORY_DAYS, prepareDemo, refuseHalfMade } from "./demo/prepare.ts";
import { letVisitorIn } from "./demo/visitor.ts";
import { serve } from "./serve.ts";
import { openSite, type Site } from "./site.ts";
import { readCertificate } from "./tls.ts";

/** Longer than what each part may take to finish. */
const STOP_MS = 60_000;
const SAME_SIGNAL_MS = 1000;

export const serveCommand: Command = {
  name: "serve",
  usage: "serve [--data DIR] [--port N] [--demo]",
  says: "Serves console and API until Ctrl-C. With --demo a demonstration organization is made in the folder, clearly marked.",
  options: { port: { type: "string" }, demo: { type: "boolean" } },
  run: async () => 3, // The wiring runs it: it opens the site itself.
};

/** Serves until a signal ends it; then finishes what is under way. */
export async function runServer(config: Config, { invocation }: Chosen, commands: readonly Command[]): Promise<ExitCode> {
  const log = openLog(config.PART164_LOG_LEVEL);
  await readCertificate(config); // What is wrong with it is said before a folder or a database is touched.
  const demo = invocation.values["demo"] === true;
  const folder = await openDataFolder(config.PART164_DATA, demo, wallClock);
  const opened = Promise.withResolvers<Site>();
  opened.promise.catch(() => {});
  const lock = await takeFolder(
    folder.path,
    (line) => void serveLine(line, (argv, from, io) => runHere(opened.promise, commands, { argv, from }, io)).catch(() => line.destroy()),
  );
  if (lock === null && config.DATABASE_URL === null)
    throw new StoreFault(`${config.PART164_DATA} is open in another process. Stop that one, or give this one another --data folder.`);
  const past = demo ? travellingClock(wallClock, new Date(wallClock.now().getTime() - HISTORY_DAYS * MS_PER_DAY)) : null;
  const site = await openSite({ config, clock: wallClock, log, demo, past }).catch(async (error: unknown) => {
    await lock?.release();
    throw error;
  });
  opened.resolve(site);
  const isNew = past !== null && site.parts.clock === past;
  const health: Health = { demo: demo ? (isNew ? "preparing" : "ready") : null, problems: () => [] };
  const serving = await (demo && !isNew ? refuseHalfMade(site) : Promise.resolve())
    .then(() => serve(site, health))
    .catch(async (error: unknown) => {
      await site.close();
      await lock?.release();
      throw unheard(error, config);
    });
  if (isNew) await makeDemo(site, past, health);
  const stopped = stopSignal(); // From the first answer on a signal finishes what is under way; only a demonstration in the making is left at once.
  await site.parts.ledger.recorder.record(
    systemAct(site.parts.installation, "operate.server.start", { detail: { database: site.parts.db.kind } }),
  );
  await greet(site);
  const jobs = await startJobs(site.parts);
  await stopped;
  process.stderr.write("Stopping: finishing what is under way.\n");
  setTimeout(giveUp, STOP_MS).unref();
  await serving.stop();
  await jobs.stop();
  await site.parts.ledger.recorder.record(systemAct(site.parts.installation, "operate.server.stop", {})).catch(() => {});
  await site.close();
  await lock?.release();
  return 0;
}

/** The error, in words if it is the port's. */
function unheard(error: unknown, { PART164_PORT: port, PART164_LISTEN: address }: Config): unknown {
  const { syscall, code } = error as NodeJS.ErrnoException; // Other errors have neither.
  if (syscall !== "listen" && syscall !== "getaddrinfo") return error;
  const why = code === "EADDRINUSE" ? ": something else has it. Choose another with --port" : ` at ${address}`;
  return new StoreFault(`Port ${port} cannot be listened on${why}.`);
}

async function runHere(
  site: Promise<Site>,
  commands: readonly Command[],
  { argv, from }: { argv: readonly string[]; from: string },
  io: Parameters<typeof runCommand>[2],
): Promise<ExitCode> {
  try {
    return await runCommand(await site, choose(commands, argv, from), io);
  } catch (error) {
    return tell(error, io);
  }
}

/** Makes the demonstration's history while /health already answers. */
async function makeDemo(site: Site, past: TravellingClock, health: Health): Promise<void> {
  process.stderr.write("Preparing the demonstration: four weeks of work are being done. This takes about half a minute.\n");
  await prepareDemo(site, past);
  health.demo = "ready";
}

async function greet(site: Site): Promise<void> {
  const { parts } = site;
  const address = parts.config.PART164_ORIGIN.origin;
  if (parts.folder.isDemo) {
    const { email, password, recoveryCodes } = await letVisitorIn(site);
    process.stderr.write(
      `Demonstration of Part164: ${address}\nSign in as ${email}\n  password ${password}\n  then "Use a recovery code", one each time:\n    ${recoveryCodes.join("\n    ")}\n`,
    );
    return;
  }
  const link = await setUpLink(parts);
  process.stderr.write(`Part164 serves ${address}\n`);
  if (link !== null) process.stderr.write(`Set it up in the browser, with this link (it works once):\n  ${link}\n`);
}

/** Resolves at the first. A signal to a whole group comes twice, once by the launcher: only one that comes later means "at once". */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let firstMs: number | undefined;
    const hear = (): void => {
      firstMs ??= performance.now();
      if (performance.now() - firstMs > SAME_SIGNAL_MS) process.exit(3);
      resolve();
    };
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, hear);
  });
}

/** What is acknowledged is durable; what still waits then waits for a database that does not answer. */
function giveUp(): void {
  process.stderr.write("Stopping took longer than a minute. Left what does not answer.\n");
  process.exit(3);
}
