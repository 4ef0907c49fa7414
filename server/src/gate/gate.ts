// SPDX-License-Identifier: Apache-2.0
// Authenticate, decide, run, record; then answer. There is no other path to an operation.
import type { Entry } from "@part164/verify/entry.ts";
import { Fault, type FaultCode } from "#base/fault.ts";
import type { EventId, RequestId } from "#base/id.ts";
import type { Actor, Origin } from "#access/actor.ts";
import { recordStranger } from "#access/stranger.ts";
import type { Decided, Grant } from "#access/decide/decide.ts";
import type { Act, LogTenant } from "#ledger/act.ts";
import type { Recording } from "#ledger/recorder.ts";
import { ConstraintViolation } from "#store/database.ts";
import { authenticate, type Credential } from "./authenticate.ts";
import { keepAnswer, type Keyed, keyOf, storedAnswer } from "./idempotency.ts";
import {
  type About,
  type Call,
  type Done,
  type FileAnswer,
  type Granted,
  type Operation,
  type OperationInput,
  PROGRAM,
} from "./operation.ts";
import { parseInput, purposeOf } from "./parse.ts";
import type { Parts } from "./parts.ts";

/** A request as `http` or the command line hands it in: parsed JSON within limits, nothing believed yet. */
export type GateRequest = {
  readonly id: RequestId;
  readonly credential: Credential;
  readonly from: Origin;
  readonly input: OperationInput;
  readonly bytes?: Uint8Array | undefined;
  header(name: string): string | undefined;
};

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly output: unknown;
  readonly event: EventId;
  readonly file?: FileAnswer;
  /** For a file: records that it was sent whole, or how far it came. */
  finished?(sentBytes: number): Promise<void>;
};

/** Calls an operation. @throws Fault; whatever was refused or failed has left its entry by then, but for what a flood of strangers adds. */
export async function call(parts: Parts, operation: Operation, request: GateRequest): Promise<Answer> {
  const trace: Trace = { actor: null, tenant: parts.installation, about: null, decided: null, purpose: null };
  try {
    const ready = await ready_(parts, operation, request, trace);
    return operation.effect === "read" ? await read(operation, ready, trace) : await write(operation, ready, trace);
  } catch (error) {
    const fault = asFault(parts, error, request.id);
    const act = actOf(operation, request, trace, { outcome: outcomeOf(fault, trace) });
    const isStranger = trace.actor === null && fault.status < 500; // Who could not be looked up, because the database is gone, is none.
    await (isStranger ? recordStranger(parts, act) : parts.ledger.recorder.record(act)); // Not recorded: the fault says so instead.
    throw fault;
  }
}

/** What is known of a request so far, for its entry, however far it came. */
type Trace = {
  actor: Actor | null;
  tenant: LogTenant;
  about: About | null;
  decided: Decided | null;
  purpose: Entry["purpose"];
  refused?: boolean;
};

type Ready = Call<OperationInput> & { readonly prepared: unknown; readonly keyed: Keyed | null };

async function ready_(parts: Parts, operation: Operation, request: GateRequest, trace: Trace): Promise<Ready> {
  const parsed = parseInput(operation, request.input);
  const actor = await authenticate(parts, request.credential);
  trace.actor = actor;
  trace.tenant = defaultLog(parts, operation, actor);
  if (parsed instanceof Fault) throw parsed;
  trace.tenant = logOf(parts, operation, actor, parsed);
  const purpose = purposeOf(operation, actor, request.header("purpose-of-use"));
  trace.purpose = purpose;
  const base: Call<OperationInput> = {
    parts,
    actor,
    input: parsed,
    purpose,
    onBehalfOf: request.header("on-behalf-of")?.slice(0, 256) ?? null,
    from: request.from,
    request: request.id,
    tenant: trace.tenant,
    bytes: request.bytes,
    header: request.header,
  };
  const keyed = operation.effect === "write" ? keyOf(operation, base) : null;
  if (operation.effect === "write") allow(operation, base, trace, operation.aim?.(base) ?? PROGRAM);
  return { ...base, keyed, prepared: await operation.prepare?.(base) };
}

function defaultLog(parts: Parts, operation: Operation, actor: Actor): LogTenant {
  return operation.log === "organization" ? parts.installation : (actor.tenant ?? parts.installation);
}

function logOf(parts: Parts, operation: Operation, actor: Actor, input: OperationInput): LogTenant {
  if (typeof operation.log !== "function") {
    if (operation.log === "tenant" && actor.tenant === null)
      throw new Fault("not_found", { detail: "There is no tenant yet. Make an application, or import records." });
    return defaultLog(parts, operation, actor);
  }
  const named = operation.log(input);
  const own = named === "organization" ? parts.installation : named;
  if (own !== parts.installation && own !== actor.tenant) throw new Fault("not_found"); // One current tenant a session.
  return own as LogTenant; // One of the two ids just compared with.
}

async function read(operation: Operation, ready: Ready, trace: Trace): Promise<Answer> {
  const { parts, tenant, prepared } = ready;
  const db = parts.db.in({ role: "part164_app", tenant });
  const loaded = await operation.load?.(ready, db, prepared);
  const granted = decide(operation, ready, trace, { loaded, db, recording: NO_RECORDING, endWith: noWrite });
  const done = await operation.run(granted, loaded, prepared);
  const event = await parts.ledger.recorder.record(actOf(operation, ready, trace, { outcome: "done", done }));
  const answer = answerOf(done, event);
  if (done.file === undefined) return answer;
  const { size } = done.file;
  return {
    ...answer,
    async finished(sentBytes) {
      const detail = { sentBytes, of: size, begunBy: event };
      await parts.ledger.recorder.record({
        ...actOf(operation, ready, trace, { outcome: sentBytes === size ? "done" : "failed", done }),
        detail,
      });
    },
  };
}

async function write(operation: Operation, ready: Ready, trace: Trace): Promise<Answer> {
  const { parts, tenant, prepared, keyed } = ready;
  const recording = await parts.ledger.recorder.prepare(tenant);
  if (keyed !== null) {
    const stored = await storedAnswer(ready, keyed);
    if (stored !== null) return replay(operation, ready, trace, stored);
  }
  try {
    const answer = await parts.db.transaction({ role: "part164_app", tenant }, async (tx) => {
      const loaded = await operation.load?.(ready, tx, prepared);
      const granted = decide(operation, ready, trace, { loaded, db: tx, recording, endWith: tx.endWith });
      const done = await operation.run(granted, loaded, prepared);
      const event = recording.recordLast(tx, actOf(operation, ready, trace, { outcome: "done", done }));
      const made = answerOf(done, event);
      if (keyed !== null) await keepAnswer(ready, tx, keyed, made);
      return made;
    });
    recording.committed();
    return answer;
  } catch (error) {
    const isRace = keyed !== null && error instanceof ConstraintViolation && error.constraint.startsWith("idempotency");
    const stored = isRace ? await storedAnswer(ready, keyed) : null;
    if (stored === null) throw error;
    return replay(operation, ready, trace, stored);
  }
}

/** The same key again: the same answer, not the same act. */
async function replay(operation: Operation, ready: Ready, trace: Trace, stored: Answer): Promise<Answer> {
  const act = actOf(operation, ready, trace, { outcome: "done" });
  await ready.parts.ledger.recorder.record({ ...act, detail: { replayOf: stored.event } });
  return stored;
}

/** What was loaded, and where what follows is written. */
type Under = Pick<Granted<OperationInput>, "db" | "recording" | "endWith"> & { readonly loaded: unknown };

function decide(operation: Operation, ready: Ready, trace: Trace, { loaded, db, recording, endWith }: Under): Granted<OperationInput> {
  const grant = allow(operation, ready, trace, operation.about?.(ready, loaded, ready.prepared) ?? PROGRAM);
  return { ...ready, grant, db, recording, endWith };
}

/** The grant. @throws Fault when there is none, and when there is nothing to do it with. */
function allow(operation: Operation, call: Call<OperationInput>, trace: Trace, about: About): Grant {
  trace.about = about;
  const ask = {
    action: operation.name,
    collection: about.collection,
    purpose: call.purpose,
    relation: about.relation,
    letter: operation.letter ?? null,
  };
  const grant = call.parts.decider.decide(call.actor, ask);
  trace.decided = grant.decided;
  const isPrivate = about.collection !== PROGRAM.collection; // Whether a record exists is itself PHI.
  if (about.isMissing === true) throw new Fault("not_found");
  if (!grant.permits) {
    trace.refused = true;
    throw new Fault(isPrivate ? "not_found" : "not_allowed");
  }
  return grant;
}

const noWrite = (): never => {
  throw new Fault("internal"); // A read that writes is a defect of ours.
};
const NO_RECORDING: Recording = { recordIn: () => Promise.reject(new Fault("internal")), recordLast: noWrite, committed: () => {} };

function answerOf(done: Done<unknown>, event: EventId): Answer {
  const { status = 200, headers = {}, output, file } = done;
  return { status, headers, output, event, ...(file === undefined ? {} : { file }) };
}

function actOf(
  operation: Operation,
  request: Pick<GateRequest, "from" | "header"> & { id?: RequestId; request?: RequestId },
  trace: Trace,
  { outcome, done }: { outcome: string; done?: Done<unknown> },
): Act {
  const { actor, about } = trace;
  return {
    kind: operation.name,
    outcome,
    actor:
      actor === null
        ? { kind: "nobody", id: null, session: null, factor: null }
        : { kind: actor.kind, id: actor.id, session: actor.kind === "user" ? actor.session : null, factor: actor.factor },
    onBehalfOf: request.header("on-behalf-of")?.slice(0, 256) || null,
    from: request.from,
    tenant: trace.tenant,
    individual: done?.individual ?? about?.individual ?? null,
    record: done?.record ?? about?.record ?? null,
    fields: done?.fields ?? [],
    purpose: trace.purpose,
    disclosure: done?.disclosure ?? null,
    decided: trace.decided,
    request: request.id ?? request.request ?? null,
    detail: done?.detail ?? null,
  };
}

function outcomeOf(fault: Fault, trace: Trace): string {
  if (trace.refused === true) return "refused";
  return fault.code === "internal" ? "failed" : fault.code;
}

const KNOWN: Partial<Record<ConstraintViolation["kind"], FaultCode>> = { unique: "conflict", "foreign-key": "not_found" };

/** A fault for whatever was thrown. What is not ours is logged without its words, and answered as `internal`. */
function asFault(parts: Parts, error: unknown, request: RequestId): Fault {
  if (error instanceof Fault) return error;
  if (error instanceof ConstraintViolation) {
    const code = KNOWN[error.kind];
    if (code !== undefined) return new Fault(code, { cause: error });
  }
  parts.log.error({ err: error, request }, "an operation failed");
  return new Fault("internal", { cause: error });
}
