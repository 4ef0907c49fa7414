// SPDX-License-Identifier: Apache-2.0
// A load of one kind of request over kept-alive connections, by one of two generators: as an application makes it, with Node's own fetch and
// answers that are read as JSON, or written straight to sockets, which costs next to nothing beside the server.
import { connect, type Socket } from "node:net";

/** A request as the generators make it. */
export type Call = {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** One request at a time, each answered by its status. */
type Asker = { ask(call: Call): Promise<number>; close(): void };

export type Generator = "application" | "socket";

export type Load = {
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  readonly by: Generator;
  readonly request: (n: number) => Call;
};
export type Loaded = { readonly perSecond: number; readonly p50Ms: number; readonly p99Ms: number; readonly failures: number };

/** Runs the load; a request that is not answered with 2xx is a failure. */
export async function load({ port, connections, seconds, by, request }: Load): Promise<Loaded> {
  const endMs = performance.now() + seconds * 1000;
  const latencies: number[] = [];
  let failures = 0;
  let count = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const asker = by === "socket" ? await Line.open(port) : application(port);
      while (performance.now() < endMs) {
        const startMs = performance.now();
        const status = await asker.ask(request(count++));
        if (status >= 200 && status < 300) latencies.push(performance.now() - startMs);
        else failures += 1;
      }
      asker.close();
    }),
  );
  latencies.sort((a, b) => a - b);
  const at = (share: number): number => Math.round((latencies[Math.floor(latencies.length * share)] ?? 0) * 100) / 100;
  return { perSecond: Math.round(latencies.length / seconds), p50Ms: at(0.5), p99Ms: at(0.99), failures };
}

/** An application that calls the API. */
function application(port: number): Asker {
  return {
    async ask({ method, path, headers, body }) {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
        method,
        headers: { ...headers },
        ...(body === undefined ? {} : { body }),
      });
      await answer.json();
      return answer.status;
    },
    close: () => {},
  };
}

/** One socket; one request at a time. Reads a status line, Content-Length and that many bytes (or chunks to the last). */
class Line implements Asker {
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

  async ask(call: Call): Promise<number> {
    this.#socket.write(textOf(call));
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
function textOf({ method, path, headers, body = "" }: Call): string {
  const lines = Object.entries({
    host: "localhost",
    ...headers,
    ...(body === "" ? {} : { "content-length": String(Buffer.byteLength(body)) }),
  });
  return `${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}`;
}
