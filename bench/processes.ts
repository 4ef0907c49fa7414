// SPDX-License-Identifier: Apache-2.0
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

export type Running = { readonly port: number; readonly process: ChildProcess; stop(): Promise<void> };

/** A baseline server; answers when it listens. */
export async function startBaseline(kind: "bare" | "by-hand", url: string, count: number): Promise<Running> {
  const child = spawn(process.execPath, ["bench/baseline-server.ts", kind, url, String(count)], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  return { port: (JSON.parse(line) as { port: number }).port, process: child, stop: () => stop(child) };
}

/** Our server on a database, as anybody starts it. */
export async function startOurs(environment: Readonly<Record<string, string>>, data: string, port: number): Promise<Running> {
  const child = spawn(process.execPath, ["server/bin/part164.js", "serve", "--data", data, "--port", String(port)], {
    cwd: ROOT,
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, PART164_LOG_LEVEL: "error", PART164_CLIENT_REQUESTS_PER_MINUTE: "1000000", ...environment },
  });
  for (let tries = 0; ; tries++) {
    const isUp = await fetch(`http://127.0.0.1:${port}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) break;
    if (tries > 400) throw new Error("the server does not answer");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { port, process: child, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}

/** Runs one command of ours; answers its document. */
export async function command(environment: Readonly<Record<string, string>>, ...words: string[]): Promise<unknown> {
  const child = spawn(process.execPath, ["server/bin/part164.js", ...words, "--json"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...environment },
  });
  let text = "";
  for await (const chunk of child.stdout) text += String(chunk);
  return JSON.parse(text) as unknown;
}
