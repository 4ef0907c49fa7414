// SPDX-License-Identifier: Apache-2.0
// A load of one kind of request over kept-alive sockets, written straight to them: the generator must cost little beside the server.
import { connect, type Socket } from "node:net";

export type Load = {
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  readonly request: (n: number) => string;
};
export type Loaded = { readonly perSecond: number; readonly p50Ms: number; readonly p99Ms: number; readonly failures: number };

/** Runs the load; a request that is not answered with 2xx is a failure. */
export async function load({ port, connections, seconds, request }: Load): Promise<Loaded> {
  const endMs = performance.now() + seconds * 1000;
  const latencies: number[] = [];
  let failures = 0;
  let count = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const line = await Line.open(port);
      while (performance.now() < endMs) {
        const startMs = performance.now();
        const status = await line.ask(request(count++));
        if (status >= 200 && status < 300) latencies.push(performance.now() - startMs);
        else failures += 1;
      }
      line.close();
    }),
  );
  latencies.sort((a, b) => a - b);
  const at = (share: number): number => Math.round((latencies[Math.floor(latencies.length * share)] ?? 0) * 100) / 100;
  return { perSecond: Math.round(latencies.length / seconds), p50Ms: at(0.5), p99Ms: at(0.99), failures };
}

/** One socket; one request at a time. Reads a status line, Content-Length and that many bytes (or chunks to the last). */
class Line {
  readonly #socket: Socket;
  #buffer: Buffer = Buffer.alloc(0);
  #arrived: () => void = () => {};

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => {
      this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
      this.#arrived();
    });
  }

  static open(port: number): Promise<Line> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, "127.0.0.1", () => resolve(new Line(socket)));
      socket.once("error", reject);
    });
  }

  async ask(request: string): Promise<number> {
    this.#socket.write(request);
    for (;;) {
      const end = this.#buffer.indexOf("\r\n\r\n");
      if (end >= 0) {
        const head = this.#buffer.toString("latin1", 0, end);
        const [, length] = /\r\ncontent-length: (\d+)/i.exec(head) ?? [];
        const total = length === undefined ? this.#chunkedEnd(end + 4) : end + 4 + Number(length);
        if (total !== null && this.#buffer.length >= total) {
          this.#buffer = this.#buffer.subarray(total);
          return Number(head.slice(9, 12));
        }
      }
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
    }
  }

  #chunkedEnd(from: number): number | null {
    const last = this.#buffer.indexOf("0\r\n\r\n", from);
    return last < 0 ? null : last + 5;
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** The text of a request. */
export function requestText(method: string, path: string, headers: Readonly<Record<string, string>>, body = ""): string {
  const lines = Object.entries({
    host: "localhost",
    ...headers,
    ...(body === "" ? {} : { "content-length": String(Buffer.byteLength(body)) }),
  });
  return `${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}`;
}
