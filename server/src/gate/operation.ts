// SPDX-License-Identifier: Apache-2.0
// The one way to make a route. What an operation is called, which paragraph it serves, who may, what it leaves in the ledger and
// what it does stand together in one file; that it is authenticated, decided and recorded is not its choice.
import type { z } from "zod";
import type { Entry } from "@part164/verify/entry.ts";
import { assert } from "#base/assert.ts";
import type { Actor, Origin } from "#access/actor.ts";
import type { Ask, Grant } from "#access/decide/decide.ts";
import type { ActionGroup } from "#access/decide/schema.ts";
import type { Purpose } from "#access/purpose.ts";
import type { RequestId } from "#base/id.ts";
import type { LogTenant } from "#ledger/act.ts";
import type { Recording } from "#ledger/recorder.ts";
import type { Queryable } from "#store/database.ts";
import type { Statement } from "#store/sql.ts";
import type { Parts } from "./parts.ts";

/** One request on its way through the gate. */
export type Call<I> = {
  readonly parts: Parts;
  readonly actor: Actor;
  readonly input: I;
  readonly purpose: Purpose | null;
  readonly onBehalfOf: string | null;
  readonly from: Origin;
  readonly request: RequestId;
  /** Whose log this goes to, and whose rows are seen. */
  readonly tenant: LogTenant;
  /** The body as it came, where there was one. */
  readonly bytes: Uint8Array | undefined;
  /** A request header, lower-case name. */
  header(name: string): string | undefined;
};

/** What an operation is about, as far as the decision and the entry need to know. */
export type About = {
  /** FHIR type, or "program". */
  readonly collection: string;
  readonly relation: Ask["relation"];
  readonly record?: Entry["record"];
  readonly individual?: string | null;
  /** Nothing there: answers as a refusal does, in the same time. */
  readonly isMissing?: boolean;
};

/** JSON that is text already: a stored record leaves as it came, to the last digit of its decimals. */
export class JsonText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A file that is answered as it is: recorded before its first byte and again after its last. */
export type FileAnswer = { readonly size: number; readonly name: string; readonly type: string } & (
  | { readonly path: string }
  | { readonly bytes: Uint8Array }
);

export type Done<O> = {
  readonly output: O;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly file?: FileAnswer;
} & Partial<Pick<Entry, "record" | "individual" | "fields" | "detail" | "disclosure">>;

/** A call that was granted. */
export type Granted<I> = Call<I> & {
  readonly grant: Grant;
  readonly db: Queryable;
  readonly recording: Recording;
  /** For a write that needs no answer from it: a statement that goes with the commit, in one round trip. */
  endWith(statement: Statement): void;
};

export type OperationInput = { readonly path: unknown; readonly query: unknown; readonly body?: unknown };

export type Definition<I extends OperationInput, P, L, O> = {
  /** `plane.noun.verb`; also the kind of its entries and its Cedar action. */
  readonly name: string;
  /** Paragraphs of Part 164 it serves. */
  readonly cites: readonly string[];
  /** What happened, in the past tense, for the ledger's readers: "Read a record". */
  readonly says: string;
  readonly groups: readonly ActionGroup[];
  /** SMART letter of an act on records. */
  readonly letter?: "c" | "r" | "u" | "d" | "s";
  readonly route: { readonly method: "GET" | "POST" | "PUT" | "DELETE"; readonly path: `/${string}` };
  readonly input: z.ZodType<I>;
  readonly output: z.ZodType<O>;
  /** The status of its answer where it is always another than 200, or 204 for one that answers nothing. */
  readonly status?: 201;
  /** The type of the file that it answers instead of JSON. */
  readonly file?: "application/zip" | "application/pdf" | "application/octet-stream" | "text/calendar";
  /** It takes a file as it is, of at most `FILE_BYTES_MAX` bytes, instead of JSON; `bytes` of the call are the file. */
  readonly takesFile?: true;
  /** A read answers after its batched entry is durable; a write commits its entry with its rows. */
  readonly effect: "read" | "write";
  /** Whose log: the tenant's, the organization's, or the one that the request names. */
  readonly log: "tenant" | "organization" | ((input: I) => string);
  /** Whether a purpose of use must be known. */
  readonly needsPurpose?: boolean;
  /**
   * For a write: what it is about as far as its address says. It is decided on before `prepare`, whose faults tell what is there, and
   * before an answer kept for a key is given again. Without it, the program.
   */
  aim?(call: Call<I>): About;
  /** Work before anything is held: validation, keys. */
  prepare?(call: Call<I>): Promise<P>;
  /** Loads what the decision needs to know, in one statement. */
  load?(call: Call<I>, db: Queryable, prepared: P): Promise<L>;
  about?(call: Call<I>, loaded: L, prepared: P): About;
  run(call: Granted<I>, loaded: L, prepared: P): Promise<Done<O>>;
};

/** An operation as the gate and the registries see it. */
export type Operation = Definition<OperationInput, unknown, unknown, unknown>;

const NAME = /^[a-z]+(\.[a-z]+(-[a-z]+)*){2}$/;

/** Makes an operation. Its types stay with it; the registry keeps the common form. */
export function operation<I extends OperationInput, P = undefined, L = undefined, O = unknown>(
  definition: Definition<I, P, L, O>,
): Operation {
  assert(NAME.test(definition.name), "An operation's name is plane.noun.verb.");
  assert(definition.cites.length > 0, "An operation serves a paragraph of Part 164.");
  const { status, run } = definition;
  const whole: typeof definition =
    status === undefined
      ? definition
      : { ...definition, run: async (call, loaded, prepared) => ({ ...(await run(call, loaded, prepared)), status }) };
  return whole as unknown as Operation; // The gate hands each hook what the one before it gave: the types above are the proof.
}

/** What an operation without `about` is about. */
export const PROGRAM: About = { collection: "program", relation: "organization" };
