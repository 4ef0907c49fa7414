// SPDX-License-Identifier: Apache-2.0
// A command's way to the server that has the data folder open: JSON lines over the folder's socket. Who can open the socket owns the
// folder, and so the keys in it: it is the same person.
import type { Socket } from "node:net";
import { createInterface } from "node:readline";
import { z } from "zod";
import type { ExitCode, Io } from "./command.ts";

const Asked = z.strictObject({ argv: z.array(z.string().max(4096)).max(10_100), folder: z.string() });
const Told = z.union([
  z.strictObject({ out: z.string() }),
  z.strictObject({ err: z.string() }),
  z.strictObject({ exit: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]) }),
]);

/** Serves one command of a caller. */
export async function serveLine(line: Socket, run: (argv: readonly string[], folder: string, io: Io) => Promise<ExitCode>): Promise<void> {
  line.on("error", () => line.destroy());
  for await (const text of createInterface({ input: line })) {
    const tell = (told: z.infer<typeof Told>): void => void line.write(`${JSON.stringify(told)}\n`);
    const asked = Asked.safeParse(safeJson(text));
    if (!asked.success) return void line.destroy();
    const exit = await run(asked.data.argv, asked.data.folder, { out: (out) => tell({ out }), err: (err) => tell({ err }) });
    line.end(`${JSON.stringify({ exit })}\n`);
    return;
  }
}

/** Has the server run a command; answers its exit code. */
export async function runAtServer(line: Socket, argv: readonly string[], io: Io): Promise<ExitCode> {
  line.write(`${JSON.stringify({ argv, folder: process.cwd() })}\n`);
  for await (const text of createInterface({ input: line })) {
    const told = Told.parse(JSON.parse(text));
    if ("out" in told) io.out(told.out);
    else if ("err" in told) io.err(told.err);
    else return told.exit;
  }
  io.err("The server ended before the command did.\n");
  return 3;
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
