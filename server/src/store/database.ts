// SPDX-License-Identifier: Apache-2.0
// What the rest of the server knows of a database. Two implementations stand behind it: PostgreSQL and the embedded PGlite.
import type { Id } from "#base/id.ts";
import type { Row, Statement } from "./sql.ts";

/** The five roles of the database; every connection works under one of them from its first statement. */
export type DatabaseRole = "part164_owner" | "part164_app" | "part164_recorder" | "part164_sequencer" | "part164_reader";

/** Under which role a statement runs and whose rows it may see. Row security compares with `tenant`; without one it sees none. */
export type Scope = { readonly role: DatabaseRole; readonly tenant?: Id };

/** Where statements go. */
export type Queryable = {
  /** All rows. @throws Fault `database_gone`; constraint violations as ConstraintViolation. */
  rows<R = Row>(statement: Statement): Promise<R[]>;
  /** The first row, or undefined. */
  maybe<R = Row>(statement: Statement): Promise<R | undefined>;
  /** The one row. @throws BrokenInvariant if there is none. */
  one<R = Row>(statement: Statement): Promise<R>;
  /** Runs it and answers how many rows it touched. */
  run(statement: Statement): Promise<number>;
};

/** An open transaction: all of it happens or none. */
export type Tx = Queryable & {
  readonly scope: Scope;
  /** Sends a statement together with the commit, after all others and in the order of the calls. If one fails, nothing is committed. */
  endWith(statement: Statement): void;
};

export type Database = {
  readonly kind: "embedded" | "postgresql";
  /** One statement, one round trip, under a scope. */
  in(scope: Scope): Queryable;
  /** Runs `work` in one transaction; commits when it returns, rolls back when it throws. */
  transaction<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Runs constant text of one or more statements without values, for libraries that bring their own; answers all rows. What a failed one began is rolled back. */
  script(role: DatabaseRole, text: string): Promise<Row[]>;
  /** Takes a session-long advisory lock on a connection of its own; null if somebody holds it. */
  tryLock(name: number): Promise<Lock | null>;
  close(): Promise<void>;
};

export type Lock = {
  /** False once the connection that holds the lock is gone. */
  readonly isHeld: boolean;
  release(): Promise<void>;
};

/** A constraint of the schema said no. `constraint` is its name. */
export class ConstraintViolation extends Error {
  override readonly name = "ConstraintViolation";
  readonly kind: "unique" | "foreign-key" | "check" | "not-null";
  readonly constraint: string;

  constructor(kind: ConstraintViolation["kind"], constraint: string) {
    super(`constraint ${constraint}`); // The database's own message may quote the row; it is dropped here.
    this.kind = kind;
    this.constraint = constraint;
  }
}

/** The database refused a statement for another reason. Its message may quote values, so only the SQLSTATE is kept. */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";
  readonly code: string;

  constructor(code: string) {
    super(`SQLSTATE ${code}`);
    this.code = code;
  }
}
