// SPDX-License-Identifier: Apache-2.0
// A private PostgreSQL for the tests: made, started on a socket (as an unprivileged user when root) and removed.
// One cluster a test process; each test gets its own database, cloned from a migrated template.
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

export type Cluster = {
  readonly folder: string;
  /** Makes a fresh migrated database; answers its address. */
  database(): Promise<string>;
  url(database: string): string;
  /** kill -9 of every process of the cluster, then a start. */
  crash(): void;
  start(): void;
  stop(): void;
};

/** Makes and starts a cluster. `settings` are lines of postgresql.conf. */
export function makeCluster(programs: string, settings: Readonly<Record<string, string>> = {}): Cluster {
  const folder = mkdtempSync(join(tmpdir(), "part164-pg-"));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) {
    const ids = ["-u", "-g"].map((flag) => Number(execFileSync("id", [flag, UNPRIVILEGED], { encoding: "utf8" })));
    chownSync(folder, ids[0] ?? 0, ids[1] ?? 0);
  }
  chmodSync(folder, 0o700);
  const run = (program: string, args: readonly string[]): void => {
    const command = [join(programs, program), ...args];
    const [first = "", ...rest] = isRoot
      ? [
          "setpriv",
          `--reuid=${UNPRIVILEGED}`,
          `--regid=${execFileSync("id", ["-g", UNPRIVILEGED], { encoding: "utf8" }).trim()}`,
          "--clear-groups",
          ...command,
        ]
      : command;
    const result = spawnSync(first, rest, { encoding: "utf8", cwd: "/", env: { ...process.env, LC_ALL: "C.UTF-8" } });
    if (result.status !== 0) throw new Error(`${program} failed: ${result.stderr}${result.stdout}`);
  };
  const data = join(folder, "data");
  run("initdb", ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--no-instructions"]);
  const options = { listen_addresses: "", unix_socket_directories: folder, max_connections: "200", shared_buffers: "128MB", ...settings };
  const flags = Object.entries(options)
    .map(([name, value]) => `-c ${name}='${value}'`)
    .join(" ");
  const start = (): void => run("pg_ctl", ["-D", data, "-w", "-t", "60", "-l", join(folder, "log"), "-o", flags, "start"]);
  start();
  const url = (database: string, user = DATABASE_OWNER): string =>
    `postgresql://${user}@localhost/${database}?host=${encodeURIComponent(folder)}`;
  let template: Promise<void> | undefined;
  let count = 0;
  const asAdmin = async (text: string): Promise<void> => {
    const client = new Client({ connectionString: url("postgres", "postgres") });
    await client.connect();
    await client.query(text).finally(() => client.end());
  };
  return {
    folder,
    url: (database) => url(database),
    async database() {
      template ??= makeTemplate(asAdmin, url("part164_template"));
      await template;
      const name = `part164_${process.pid}_${++count}`;
      await asAdmin(`create database ${name} template part164_template owner ${DATABASE_OWNER}`);
      return url(name);
    },
    crash() {
      const postmaster = Number(execFileSync("head", ["-1", join(data, "postmaster.pid")], { encoding: "utf8" }));
      const children = spawnSync("ps", ["-o", "pid=", "--ppid", String(postmaster)], { encoding: "utf8" })
        .stdout.split("\n")
        .map(Number);
      for (const pid of [postmaster, ...children]) {
        if (pid > 1) spawnSync("kill", ["-9", String(pid)]);
      }
    },
    start,
    stop() {
      spawnSync(join(programs, "pg_ctl"), ["--version"]);
      try {
        run("pg_ctl", ["-D", data, "-w", "-m", "immediate", "stop"]);
      } catch {
        // It was stopped already.
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function makeTemplate(asAdmin: (text: string) => Promise<void>, url: string): Promise<void> {
  await asAdmin(`create role ${DATABASE_OWNER} login createrole`);
  await asAdmin(`create database part164_template owner ${DATABASE_OWNER}`);
  const database: Database = await openPostgresqlDatabase(url, 1);
  await database.close();
}
