// SPDX-License-Identifier: Apache-2.0
// Requests as hostile ones come: the path goes out byte for byte, and nothing tidies what is sent.
import { Agent, request } from "node:http";
import { connect } from "node:net";

export type Sent = {
  readonly method: string;
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: Uint8Array | string;
};
export type Heard = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly ms: number;
  /** What this process, the server in it, worked meanwhile: it does not grow when the machine has other work. */
  readonly workedMs: number;
};

const WORKED_MS_MAX = 1000;
const WAITED_MS_MAX = 10_000;

/** True of an answer that took more than a second of work, or ten seconds whatever the machine was doing. */
export const isLate = ({ ms, workedMs }: Heard): boolean => workedMs > WORKED_MS_MAX || ms > WAITED_MS_MAX;

const agent = new Agent({ keepAlive: true, maxSockets: 32 });

/** Sends one request and reads its whole answer. @throws if the connection ends without one. */
export function send(base: string, { method, path, headers = {}, body }: Sent): Promise<Heard> {
  const { hostname, port } = new URL(base);
  const startedMs = performance.now();
  const startedWork = process.cpuUsage();
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const asked = request({ agent, hostname, port, method, path, headers: { ...headers, ...length } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () => {
        const { user, system } = process.cpuUsage(startedWork); // In microseconds.
        resolve({
          status: answer.statusCode ?? 0,
          headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)])),
          text: Buffer.concat(chunks).toString("utf8"),
          ms: performance.now() - startedMs,
          workedMs: (user + system) / 1000,
        });
      });
    });
    asked.on("error", reject);
    asked.end(body);
  });
}

/** Writes bytes to a fresh connection, in pieces with a pause between, and hears what comes until the server closes it. */
export function speak(base: string, pieces: readonly (string | Uint8Array)[], pauseMs = 0): Promise<{ text: string; ms: number }> {
  const { hostname, port } = new URL(base);
  const startedMs = performance.now();
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    const chunks: Buffer[] = [];
    const left = [...pieces];
    const next = (): void => {
      const piece = left.shift();
      if (piece === undefined || socket.destroyed) return;
      socket.write(piece, () => setTimeout(next, pauseMs));
    };
    socket.on("connect", next);
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    socket.on("error", () => {}); // A reset is a close.
    socket.on("close", () => resolve({ text: Buffer.concat(chunks).toString("latin1"), ms: performance.now() - startedMs }));
  });
}
