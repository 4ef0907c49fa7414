// SPDX-License-Identifier: Apache-2.0
// A command of `part164`: one file each, found in the folder `command`. It runs in this process, or in the server that has the data
// folder open; it cannot tell which.
import type { ParseArgsConfig } from "node:util";
import type { SystemActor } from "#access/actor.ts";
import { call, type Answer } from "#gate/gate.ts";
import type { Operation, OperationInput } from "#gate/operation.ts";
import type { Parts } from "#gate/parts.ts";
import type { Opening } from "#safeguard/backup/installation.ts";
import { present } from "#base/assert.ts";

/** Standard output holds only the document that was asked for; everything else goes to standard error. */
export type Io = { out(text: string): void; err(text: string): void };

export type CliSite = { readonly parts: Parts; readonly operations: readonly Operation[] };

/** 0 done; 1 it found what it looks for (gaps, rejected files); 2 wrong use; 3 could not. */
export type ExitCode = 0 | 1 | 2 | 3;

export type Invocation = {
  readonly values: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
  readonly words: readonly string[];
  /** The caller's working folder: paths are meant from there. */
  readonly folder: string;
};

export type Command = {
  /** One word or two: "serve", "client create". */
  readonly name: string;
  readonly usage: string;
  readonly says: string;
  readonly options: NonNullable<ParseArgsConfig["options"]>;
  /** True for what may begin an installation. Others refuse a folder without one: a slip in --data is told, and makes no keys. */
  readonly isFirst?: boolean;
  /** Words after the name: how many it takes. */
  readonly words?: { readonly min: number; readonly max: number };
  run(site: CliSite, invocation: Invocation, io: Io): Promise<ExitCode>;
  /** Instead of `run`, for what must happen while nothing is open: it gets the settings and opens what it needs itself. */
  alone?(opening: Opening, invocation: Invocation, io: Io): Promise<ExitCode>;
  /** When `alone` is meant; without it, always. */
  isAlone?(invocation: Invocation): boolean;
  /** Instead of a failure, when the installation is there and cannot be opened. */
  closed?(error: unknown, opening: Opening, invocation: Invocation, io: Io): Promise<ExitCode>;
};

/** Wrong use: exit 2, with what is wrong. */
export class UsageFault extends Error {
  override readonly name = "UsageFault";
}

/** Calls an operation as the operator at this machine. It passes the gate like any other call. */
export function callAsOperator(
  { parts, operations }: CliSite,
  name: string,
  given: {
    input?: Partial<OperationInput>;
    tenant?: SystemActor["tenant"];
    bytes?: Uint8Array;
    headers?: Readonly<Record<string, string>>;
  },
): Promise<Answer> {
  const operation = present(
    operations.find((candidate) => candidate.name === name),
    "A command calls an operation that is there.",
  );
  const actor: SystemActor = { kind: "system", id: null, factor: "process", tenant: given.tenant ?? null };
  return call(parts, operation, {
    id: parts.makeId<"request">(),
    credential: { kind: "process", actor },
    from: { address: null, agent: "part164 command line" },
    input: { path: {}, query: {}, body: undefined, ...given.input },
    bytes: given.bytes,
    header: (header) => given.headers?.[header],
  });
}

/** The value of a required option. @throws UsageFault. */
export function required({ values }: Invocation, name: string): string {
  const value = values[name];
  if (typeof value !== "string" || value === "") throw new UsageFault(`--${name} is needed. With --help a command says what it takes.`);
  return value;
}

export function optional({ values }: Invocation, name: string): string | undefined {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
}

export function many({ values }: Invocation, name: string): readonly string[] {
  const value = values[name];
  return Array.isArray(value) ? value.map(String) : [];
}

/** The answer as JSON on one line, or as text for people. */
export function answer(io: Io, { values }: Invocation, document: unknown, text: string): void {
  io.out(values["json"] === true ? `${JSON.stringify(document)}\n` : text);
}

/** A list as JSON, or a line each. That there is none yet is told to the person, not to the program that reads the lines. */
export function answerList<T>(io: Io, invocation: Invocation, items: readonly T[], line: (item: T) => string): void {
  answer(io, invocation, items, items.map(line).join(""));
  if (items.length === 0) io.err("None yet.\n");
}
