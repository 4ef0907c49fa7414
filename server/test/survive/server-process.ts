// SPDX-License-Identifier: Apache-2.0
// A server as an operator runs it: a process of its own, whose pid is the server's, to be killed at any moment.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type DatabaseKind, freshPlace } from "../support/databases.ts";

const PROGRAM = fileURLToPath(new URL("../../bin/part164.js", import.meta.url));
const READY_WITHIN_MS = 60_000;
/** The load is one application; its limit is tested elsewhere. */
const UNHURRIED = { PART164_CLIENT_REQUESTS_PER_MINUTE: "1000000" };

const running = new Set<ChildProcess>();
after(() => {
  for (const child of running) child.kill("SIGKILL");
});

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

/** A process of our program under way. */
export type Program = { readonly child: ChildProcess; readonly ended: Promise<Ended>; err(): string };

/** Starts `part164 WORDS`. The environment holds no setting but those given. */
export function startProgram(words: readonly string[], settings: Readonly<Record<string, string>> = {}): Program {
  const { DATABASE_URL: _url, ...environment } = process.env;
  const child = spawn(process.execPath, [PROGRAM, ...words], {
    env: { ...environment, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  const out: string[] = [];
  const err: string[] = [];
  child.stdout.setEncoding("utf8").on("data", (text: string) => out.push(text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => err.push(text));
  const ended = new Promise<Ended>((resolve) => {
    child.once("close", (code) => {
      running.delete(child);
      resolve({ code, out: out.join(""), err: err.join("") });
    });
  });
  return { child, ended, err: () => err.join("") };
}

/** Runs `part164 WORDS` to its end. */
export function runProgram(words: readonly string[], settings: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return startProgram(words, settings).ended;
}

export type Server = {
  readonly url: string;
  readonly program: Program;
  /** kill -9, and until the process is gone. */
  kill(): Promise<void>;
  stop(): Promise<Ended>;
};

/** Where a server is to run: its folder, its port and, with PostgreSQL, its database. */
export type Place = { readonly data: string; readonly port: number; readonly settings: Readonly<Record<string, string>> };

/** A place for a server on a fresh database, with a port that was free a moment ago. */
export async function newPlace(kind: DatabaseKind): Promise<Place> {
  const { databaseFolder, url } = await freshPlace(kind);
  if (url !== null) return newPlaceAt(url);
  return { data: join(databaseFolder ?? "", ".."), port: await freePort(), settings: {} };
}

/** A place for a server on this PostgreSQL. */
export async function newPlaceAt(url: string): Promise<Place> {
  return { data: await mkdtemp(join(tmpdir(), "part164-survive-")), port: await freePort(), settings: { DATABASE_URL: url } };
}

export async function removePlace({ data }: Place): Promise<void> {
  await rm(data, { recursive: true, force: true });
}

/** Starts a server and waits until it answers. */
export async function startServer(place: Place): Promise<Server> {
  const program = startProgram(["serve", "--data", place.data, "--port", String(place.port)], { ...UNHURRIED, ...place.settings });
  const url = `http://127.0.0.1:${place.port}`;
  await untilReady(program, url);
  return {
    url,
    program,
    async kill() {
      program.child.kill("SIGKILL");
      await program.ended;
    },
    stop() {
      program.child.kill("SIGTERM");
      return program.ended;
    },
  };
}

async function untilReady(program: Program, url: string): Promise<void> {
  const startedMs = performance.now();
  while (performance.now() - startedMs < READY_WITHIN_MS) {
    const answer = await fetch(`${url}/health`).catch(() => null);
    if (
      answer?.status === 200 &&
      ((await answer.json()) as { problems: { code: string }[] }).problems.every(({ code }) => code !== "database_gone")
    )
      return;
    if (program.child.exitCode !== null) assert.fail(`the server ended at its start: ${(await program.ended).err}`);
    await wait(50);
  }
  assert.fail("the server did not become ready");
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo; // Listening on a port, so not a pipe.
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** An application of a tenant, made by the command line, with its token. */
export async function clientOf(place: Place, server: Server, tenant: string): Promise<Record<string, string>> {
  const made = await runProgram(["client", "create", "--tenant", tenant, "--name", "app", "--json", "--data", place.data], place.settings);
  assert.equal(made.code, 0, made.err);
  const { clientId, clientSecret } = JSON.parse(made.out) as { clientId: string; clientSecret: string };
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
  const answer = await fetch(`${server.url}/oauth/token`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", authorization: `Basic ${basic}` },
    body: "grant_type=client_credentials",
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  return { authorization: `Bearer ${token}`, "content-type": "application/fhir+json" };
}
