// SPDX-License-Identifier: Apache-2.0
// Plays a story on a fresh installation, headless, and leaves its audit package and the organization's key: npm run story -- program --out DIR
import { spawn, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { playProgram } from "../server/test/story/program-story.ts";

const PROGRAM = fileURLToPath(new URL("../server/bin/part164.js", import.meta.url));
const VERIFIER = fileURLToPath(new URL("../verify/bin/part164-verify.js", import.meta.url));
const READY_WITHIN_MS = 60_000;

const { values, positionals } = parseArgs({ options: { out: { type: "string" }, port: { type: "string" } }, allowPositionals: true });
if (positionals[0] !== "program" || positionals.length !== 1 || values.out === undefined) {
  process.stderr.write(
    "Usage: npm run story -- program --out DIR [--port N]\nDATABASE_URL names an empty PostgreSQL database; without it an embedded one is made.\n",
  );
  process.exit(2);
}
const out = resolve(values.out);
const port = values.port ?? "16477";
const data = await mkdtemp(join(tmpdir(), "part164-story-"));
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Runs a command of the program beside the server; answers its standard output. */
function run(program: string, ...words: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], { encoding: "utf8" });
  if (status !== 0) throw new Error(`${words.join(" ")} ended with ${status}: ${stderr}${stdout}`);
  return stdout;
}

const server = spawn(process.execPath, [PROGRAM, "serve", "--data", data, "--port", port], { stdio: ["ignore", "ignore", "pipe"] });
let printed = "";
server.stderr.setEncoding("utf8").on("data", (text: string) => (printed += text));
const linkOf = (): string | undefined => /http\S+\/setup#[\w-]+/.exec(printed)?.[0];
try {
  for (const startMs = performance.now(); linkOf() === undefined; await wait(100))
    if (performance.now() - startMs > READY_WITHIN_MS || server.exitCode !== null) throw new Error(`The server did not start: ${printed}`);
  for (
    const startMs = performance.now();
    !(await fetch(`http://localhost:${port}/health`).then(
      ({ ok }) => ok,
      () => false,
    ));
    await wait(100)
  )
    if (performance.now() - startMs > READY_WITHIN_MS) throw new Error("The server does not answer.");
  const { before, after } = await playProgram(`http://localhost:${port}`, linkOf() ?? "", say);
  await mkdir(out, { recursive: true });
  const file = join(out, "package.zip");
  run(PROGRAM, "export", "--out", file, "--data", data);
  const keys = run(PROGRAM, "key", "log", "--data", data);
  const [key = ""] = keys.split("\n");
  await writeFile(join(out, "keys"), keys);
  say(run(VERIFIER, file, "--key", key).trim());
  process.stdout.write(`${JSON.stringify({ package: file, keys: join(out, "keys"), before, after })}\n`);
} finally {
  server.kill("SIGTERM");
  await new Promise((done) => (server.exitCode === null ? server.once("exit", done) : done(null)));
  await rm(data, { recursive: true, force: true });
}
