// SPDX-License-Identifier: Apache-2.0
// A person at work in the program, over HTTP, as the console would be.
import assert from "node:assert/strict";
import { consoleWrite, type Person, type TestSite } from "./site.ts";

/** A submission as its operations answer it. */
export type Filed = {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly title: string;
  readonly dueOn: string | null;
  readonly moves: readonly { readonly move: string; readonly closed: string | null }[];
  readonly answers: Readonly<Record<string, unknown>>;
};

export type AtWork = {
  /** Reads; asserts that it is answered with 200 unless another status is expected. */
  get<T>(path: string, status?: number): Promise<T>;
  /** Writes and answers whatever came of it. */
  send(path: string, body: unknown, more?: { method?: string; version?: number }): Promise<Response>;
  /** Writes; asserts the status (200, 201 or 204 unless said). */
  write<T>(path: string, body: unknown, more?: { method?: string; version?: number; status?: number }): Promise<T>;
  file(form: string, answers: Readonly<Record<string, unknown>>): Promise<Filed>;
  /** Adds a document of plain text; a contract unless said otherwise. */
  upload(name: string, text: string, kind?: string): Promise<{ readonly id: string }>;
  /** Tries a move and answers the response. */
  tryMove(
    of: Pick<Filed, "id" | "version">,
    move: string,
    more?: { reason?: string; answers?: Record<string, unknown> },
  ): Promise<Response>;
  move(of: Pick<Filed, "id" | "version">, move: string, more?: { reason?: string; answers?: Record<string, unknown> }): Promise<Filed>;
};

export function atWork(site: TestSite, who: Person): AtWork {
  const send: AtWork["send"] = (path, body, { method = "POST", version } = {}) => {
    const init = consoleWrite(body, who.cookie, method);
    const headers = { ...(init.headers as Record<string, string>), ...(version === undefined ? {} : { "if-match": `W/"${version}"` }) };
    return site.fetch(path, { ...init, headers });
  };
  const write: AtWork["write"] = async (path, body, { status, ...more } = {}) => {
    const answer = await send(path, body, more);
    const text = await answer.text();
    assert.ok(status === undefined ? answer.ok : answer.status === status, `${path}: ${answer.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  };
  const tryMove: AtWork["tryMove"] = ({ id, version }, move, more = {}) =>
    send(`/v1/submissions/${id}/move`, { move, ...more }, { version });
  return {
    send,
    write,
    tryMove,
    async get(path, status = 200) {
      const answer = await site.fetch(path, { headers: { cookie: who.cookie } });
      const text = await answer.text();
      assert.equal(answer.status, status, `${path}: ${text}`);
      return JSON.parse(text);
    },
    file: (form, answers) => write("/v1/submissions", { form, answers }, { status: 201 }),
    async upload(name, text, kind = "contract") {
      const init = consoleWrite(undefined, who.cookie);
      const headers = { ...(init.headers as Record<string, string>), "content-type": "application/octet-stream", "document-name": name };
      const answer = await site.fetch(`/v1/documents?kind=${kind}&mediaType=text/plain`, { ...init, headers, body: text });
      assert.equal(answer.status, 201, await answer.clone().text());
      return (await answer.json()) as { id: string };
    },
    async move(of, move, more) {
      const answer = await tryMove(of, move, more);
      const text = await answer.text();
      assert.equal(answer.status, 200, `${move}: ${text}`);
      return JSON.parse(text) as Filed;
    },
  };
}

/** The code of the fault that was answered. */
export const codeOf = async (answer: Response): Promise<string> => ((await answer.json()) as { code: string }).code;
