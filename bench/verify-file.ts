// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Runs part164-verify in a process of its own, as an auditor does. @throws if it does not verify. */
export async function verifyPackageFile(file: string, key: string): Promise<{ seconds: number; residentMb: number }> {
  const program = fileURLToPath(new URL("../verify/bin/part164-verify.js", import.meta.url));
  const startMs = performance.now();
  const child = spawn(process.execPath, [program, file, "--key", key], { stdio: ["ignore", "ignore", "inherit"] });
  let residentMb = 0;
  const watch = setInterval(() => {
    const [, kb] = /VmHWM:\s+(\d+)/.exec(statusOf(child.pid ?? 0)) ?? [];
    residentMb = Math.max(residentMb, Math.round(Number(kb ?? 0) / 1024));
  }, 50);
  const [code] = (await once(child, "exit")) as [number];
  clearInterval(watch);
  if (code !== 0) throw new Error("the package does not verify");
  return { seconds: (performance.now() - startMs) / 1000, residentMb };
}

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, "utf8");
  } catch {
    return "";
  }
}
