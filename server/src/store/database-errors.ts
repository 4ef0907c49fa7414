// SPDX-License-Identifier: Apache-2.0
// A driver's error may quote rows and values. It never travels further than this file.
import { Fault } from "#base/fault.ts";
import { ConstraintViolation, DatabaseError } from "./database.ts";

const CONSTRAINTS: Readonly<Record<string, ConstraintViolation["kind"]>> = {
  "23505": "unique",
  "23503": "foreign-key",
  "23514": "check",
  "23502": "not-null",
};

// Classes of SQLSTATE (PostgreSQL appendix A) after which the same request may succeed later.
const GONE = /^(08|53|57P|58)/;

/** Our error for a driver's. Anything without a SQLSTATE is a lost connection. */
export function translateDatabaseError(error: unknown): Error {
  if (error instanceof Fault || error instanceof ConstraintViolation || error instanceof DatabaseError) return error;
  const code = property(error, "code");
  if (code === undefined || !/^[0-9A-Z]{5}$/.test(code) || GONE.test(code)) return new Fault("database_gone", { retryAfterSeconds: 1 });
  const kind = CONSTRAINTS[code];
  return kind === undefined ? new DatabaseError(code) : new ConstraintViolation(kind, property(error, "constraint") ?? "");
}

function property(error: unknown, name: "code" | "constraint"): string | undefined {
  if (typeof error !== "object" || error === null || !(name in error)) return undefined;
  const value = (error as Record<string, unknown>)[name]; // Narrowed one line up; index access needs a record.
  return typeof value === "string" ? value : undefined;
}
