// SPDX-License-Identifier: Apache-2.0
import type { z } from "zod";
import { Fault, type FieldFault } from "#base/fault.ts";
import type { Actor } from "#access/actor.ts";
import { isPurpose, PURPOSES, type Purpose } from "#access/purpose.ts";
import type { Operation, OperationInput } from "./operation.ts";

const FIELDS_MAX = 20;

/** The input in its operation's form, or the fault that names each wrong field. Values are never quoted. */
export function parseInput(operation: Operation, input: OperationInput): OperationInput | Fault {
  const parsed = operation.input.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.slice(0, FIELDS_MAX).map(fieldFault);
  const unknownParameter = parsed.error.issues.find((issue) => issue.code === "unrecognized_keys" && issue.path[0] === "query");
  if (unknownParameter !== undefined) return new Fault("unsupported_parameter", { fields });
  const badId = parsed.error.issues.some((issue) => issue.path[0] === "path");
  return new Fault(badId ? "malformed_id" : "malformed_input", { fields });
}

function fieldFault(issue: z.core.$ZodIssue): FieldFault {
  const at = `/${issue.path.map((part) => String(part).slice(0, 64).replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}`;
  return { at: at.replace(/^\/(body|path|query)(?=\/|$)/, "") || "/", says: SAYS[issue.code] ?? "Not what is expected here." };
}

const SAYS: Partial<Record<z.core.$ZodIssue["code"], string>> = {
  invalid_type: "Missing, or of another type.",
  too_big: "Too long or too large.",
  too_small: "Too short or too small.",
  invalid_format: "Not in the expected form.",
  unrecognized_keys: "Has a field that is not known here.",
  invalid_value: "Not one of the allowed values.",
};

/**
 * The purpose of use: what the request says, within what the actor is registered for; for a client that says nothing, its first.
 * @throws Fault `purpose_not_allowed`, also when a person opens records without saying why.
 */
export function purposeOf(operation: Operation, actor: Actor, said: string | undefined): Purpose | null {
  if (said === undefined || said === "") {
    if (operation.needsPurpose !== true) return null;
    if (actor.kind === "client") return (actor.purposes.includes("TREAT") ? "TREAT" : actor.purposes[0]) ?? null;
    if (actor.kind === "system") return "HOPERAT";
    throw new Fault("purpose_not_allowed", { detail: `Say why: Purpose-Of-Use is one of ${Object.keys(PURPOSES).join(", ")}.` });
  }
  if (!isPurpose(said)) throw new Fault("purpose_not_allowed", { detail: `Purpose-Of-Use is one of ${Object.keys(PURPOSES).join(", ")}.` });
  if (actor.kind === "client" && !actor.purposes.includes(said)) throw new Fault("purpose_not_allowed");
  return said;
}
