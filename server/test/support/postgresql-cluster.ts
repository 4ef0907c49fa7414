// SPDX-License-Identifier: Apache-2.0
// A private PostgreSQL for the tests: made, started on a socket (as an unprivileged user when root) and removed.
// Each test gets its own database, cloned from a migrated template.
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { Client } from "pg";
import { openPostgresqlDatabase } from "#store/open.ts";
import type { Database } from "#store/database.ts";

/** The folder with PostgreSQL's programs, or null with the reason why there is none. */
export function postgresqlPrograms(): string | null {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(debian, version, "bin")), ...(process.env["PATH"] ?? "").split(delimiter)];
  return folders.find((folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres"))) ?? null;
}

const UNPRIVILEGED = "nobody";
const DATABASE_OWNER = "part164_test";
const TEMPLATE = "part164_template";

export type Cluster = {
  readonly folder: string;
  /** Makes a fresh migrated database; answers its address. */
  database(): Promise<string>;
  /** Drops those that were made through this object, whoever is still connected to them. */
  dropDatabases(): Promise<void>;
  url(database: string): string;
  /** kill -9 of every process of the cluster, then a start. */
  crash(): void;
  start(): void;
  stop(): void;
};

/** Makes and starts a cluster. `settings` are lines of postgresql.conf. */
export function makeCluster(programs: string, settings: Readonly<Record<string, string>> = {}, within = tmpdir()): Cluster {
  const folder = mkdtempSync(join(within, "part164-pg-"));
  if (isRoot) chownSync(folder, unprivileged("-u"), unprivileged("-g"));
  chmodSync(folder, 0o700);
  const words = `-D ${join(folder, "data")} -U postgres -A trust -E UTF8 --no-sync --no-instructions`;
  runProgram(programs, "initdb", words.split(" "));
  const cluster = clusterIn(programs, folder, settings);
  cluster.start();
  return cluster;
}

/** The cluster that was made in this folder. */
export function clusterIn(programs: string, folder: string, settings: Readonly<Record<string, string>> = {}): Cluster {
  const data = join(folder, "data");
  const control = (...words: readonly string[]): void => runProgram(programs, "pg_ctl", ["-D", data, "-w", ...words]);
  const options = { listen_addresses: "", unix_socket_directories: folder, max_connections: "200", shared_buffers: "128MB", ...settings };
  const flags = Object.entries(options)
    .map(([name, value]) => `-c ${name}='${value}'`)
    .join(" ");
  const url = (database: string, user = DATABASE_OWNER): string =>
    `postgresql://${user}@localhost/${database}?host=${encodeURIComponent(folder)}`;
  const asAdmin: Admin = async (text) => {
    const client = new Client({ connectionString: url("postgres", "postgres") });
    await client.connect();
    const { rowCount } = await client.query(text).finally(() => client.end());
    return rowCount ?? 0;
  };
  let template: Promise<void> | undefined;
  const made: string[] = [];
  return {
    folder,
    url: (database) => url(database),
    async database() {
      template ??= ensureTemplate(asAdmin, url(TEMPLATE));
      await template;
      const name = `part164_${crypto.randomUUID().replaceAll("-", "")}`;
      made.push(name);
      await asAdmin(`create database ${name} template ${TEMPLATE} owner ${DATABASE_OWNER}`);
      return url(name);
    },
    async dropDatabases() {
      for (const name of made.splice(0)) await asAdmin(`drop database if exists ${name} with (force)`);
    },
    crash: () => crash(data),
    start: () => control("-t", "60", "-l", join(folder, "log"), "-o", flags, "start"),
    stop() {
      try {
        control("-m", "immediate", "stop");
      } catch {
        // It was stopped already.
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Answers the number of rows. */
type Admin = (text: string) => Promise<number>;

async function ensureTemplate(asAdmin: Admin, url: string): Promise<void> {
  if ((await asAdmin(`select from pg_database where datname = '${TEMPLATE}'`)) > 0) return;
  await asAdmin(`create role ${DATABASE_OWNER} login createrole`);
  await asAdmin(`create database ${TEMPLATE} owner ${DATABASE_OWNER}`);
  const database: Database = await openPostgresqlDatabase(url, 1);
  await database.close();
}

function crash(data: string): void {
  const postmaster = Number(execFileSync("head", ["-1", join(data, "postmaster.pid")], { encoding: "utf8" }));
  const children = spawnSync("ps", ["-o", "pid=", "--ppid", String(postmaster)], { encoding: "utf8" })
    .stdout.split("\n")
    .map(Number);
  for (const pid of [postmaster, ...children]) {
    if (pid > 1) spawnSync("kill", ["-9", String(pid)]);
  }
}

const isRoot = process.getuid?.() === 0;
const unprivileged = (flag: "-u" | "-g"): number => Number(execFileSync("id", [flag, UNPRIVILEGED], { encoding: "utf8" }));

/** Runs one of PostgreSQL's programs; as somebody without privileges if we have them, for it refuses to be root. */
function runProgram(programs: string, program: string, args: readonly string[]): void {
  const as = isRoot ? ["setpriv", `--reuid=${UNPRIVILEGED}`, `--regid=${unprivileged("-g")}`, "--clear-groups"] : [];
  const [first = "", ...rest] = [...as, join(programs, program), ...args];
  const result = spawnSync(first, rest, { encoding: "utf8", cwd: "/", env: { ...process.env, LC_ALL: "C.UTF-8" } });
  if (result.status !== 0) throw new Error(`${program} failed: ${result.stderr}${result.stdout}`);
}
