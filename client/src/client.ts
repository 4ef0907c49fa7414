// SPDX-License-Identifier: Apache-2.0
// A typed client of a Part164 server. Types and routes are generated; here is what a generator cannot know: how to call by name, to page,
// to download, and FHIR.
import { Entrance } from "./entrance.ts";
import { ServerFault, UNREACHABLE } from "./fault.ts";
import { Fhir } from "./fhir.ts";
import { type Operations, ROUTES } from "./generated/api.ts";
import { type CallOptions, type ClientOptions, Transport } from "./transport.ts";

export type OperationName = keyof Operations;
export type Answer<Name extends OperationName> = Operations[Name]["answer"];

/** Operations that answer a file, and not JSON: for `download` and `href`. */
export type FileName = { [Name in OperationName]: Answer<Name> extends { readonly file: string } ? Name : never }[OperationName];
export type CallName = Exclude<OperationName, FileName>;

/** What an operation takes: `path`, `query` and `body` where it has them. */
export type Input<Name extends OperationName> = Partial<Pick<Operations[Name], "query">> &
  (Record<never, never> extends Operations[Name]["path"] ? { readonly path?: Operations[Name]["path"] } : Pick<Operations[Name], "path">) &
  (undefined extends Operations[Name]["body"] ? { readonly body?: Operations[Name]["body"] } : Pick<Operations[Name], "body">);

/** An answer with what came beside it. */
export type Answered<T> = {
  readonly value: T;
  readonly status: number;
  /** The entry that the call left in the ledger, durable before the answer came. */
  readonly ledgerEntry: string | null;
  readonly etag: string | null;
};

/** Operations that answer a page of items and a cursor. */
export type ListName = {
  [Name in OperationName]: Answer<Name> extends { readonly items: readonly unknown[]; readonly next: string | null } ? Name : never;
}[OperationName];
export type ItemOf<Name extends ListName> = Answer<Name> extends { readonly items: readonly (infer Item)[] } ? Item : never;

export type Download = {
  /** Read it to the end or cancel it: the connection is held open meanwhile. */
  readonly stream: ReadableStream<Uint8Array>;
  readonly fileName: string | null;
  readonly sizeBytes: number | null;
  readonly ledgerEntry: string | null;
};

export class Part164Client {
  readonly #transport: Transport;
  /** FHIR R4: the records themselves. */
  readonly fhir: Fhir;
  /** The steps before anybody is signed in; for the console. */
  readonly entrance: Entrance;

  constructor(options: ClientOptions) {
    this.#transport = new Transport(options);
    this.fhir = new Fhir(this);
    this.entrance = new Entrance(this.#transport);
  }

  /** Calls an operation by its name. @throws ServerFault, or the reason of an abort. */
  async call<Name extends CallName>(name: Name, input: Input<Name>, options: CallOptions = {}): Promise<Answered<Answer<Name>>> {
    const answer = await this.#send(name, input, options);
    const text = await answer.text().catch((error: unknown) => {
      if (options.signal?.aborted === true) throw error;
      throw new ServerFault(UNREACHABLE, { cause: error }); // The connection broke in the middle of the answer.
    });
    const value = (text === "" ? undefined : JSON.parse(text)) as Answer<Name>; // The server's own description is the promise.
    const { status, headers } = answer;
    return { value, status, ledgerEntry: headers.get("ledger-entry"), etag: headers.get("etag") };
  }

  /** All items of a list, page by page, as they are asked for. Each page is a call of its own, and an entry. @throws ServerFault. */
  async *items<Name extends ListName>(name: Name, input: Input<Name>, options: CallOptions = {}): AsyncGenerator<ItemOf<Name>> {
    let cursor: string | null = null;
    do {
      const query: unknown = { ...input.query, ...(cursor === null ? {} : { cursor }) };
      const { value } = await this.call(name, { ...input, query } as Input<Name>, options); // A list that gives a cursor takes it.
      const { items, next } = value as { items: readonly ItemOf<Name>[]; next: string | null }; // What makes it a ListName.
      yield* items;
      cursor = next;
    } while (cursor !== null);
  }

  /** A file, as it comes. @throws ServerFault before the first byte; the stream itself fails if the connection breaks later. */
  async download<Name extends FileName>(name: Name, input: Input<Name>, options: CallOptions = {}): Promise<Download> {
    const { body, headers } = await this.#send(name, input, options, "*/*");
    const size = headers.get("content-length");
    return {
      stream: body ?? new Blob().stream(),
      fileName: /filename="([^"]+)"/.exec(headers.get("content-disposition") ?? "")?.[1] ?? null,
      sizeBytes: size === null ? null : Number(size),
      ledgerEntry: headers.get("ledger-entry"),
    };
  }

  /** An operation's address, for a link of a page that has a session. */
  href<Name extends OperationName>(name: Name, input: Input<Name>): string {
    return `${this.#transport.origin}${pathOf(name, input)}`;
  }

  #send<Name extends OperationName>(name: Name, input: Input<Name>, options: CallOptions, accept?: string): Promise<Response> {
    const [method, template, keyed] = ROUTES[name];
    const { body } = input as { body?: unknown }; // Narrower in the type.
    const accepted = accept ?? (template.startsWith("/fhir/") ? "application/fhir+json" : "application/json");
    return this.#transport.send({ method, path: pathOf(name, input), body, accept: accepted, isKeyed: keyed === "keyed" }, options);
  }
}

function pathOf<Name extends OperationName>(name: Name, input: Input<Name>): string {
  const { path = {}, query = {} } = input as { path?: Record<string, unknown>; query?: Record<string, unknown> }; // Narrower in the type.
  const address = ROUTES[name][1].replaceAll(/\{([a-zA-Z]+)\}/g, (_, part: string) => encodeURIComponent(String(path[part] ?? "")));
  const search = new URLSearchParams(Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])));
  return search.size === 0 ? address : `${address}?${search.toString()}`;
}
