// SPDX-License-Identifier: Apache-2.0
// A form as data: what it asks, how it moves, who may do what, what its submissions prove. One file each, in a folder `definition` of the
// room it belongs to; the list, the page, the checks, the tasks and the reference page follow from it.
import type { Role } from "#access/role.ts";
import { assert } from "#base/assert.ts";
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { isInRule } from "../document/cite-in-text.ts";
import type { Basis } from "../task/task.ts";
import type { Workflow } from "../workflow.ts";
import { type Answers, checkFields, type Field } from "./field.ts";

/** Whom a form is for. Cedar decides by it: everybody files and sees their own; officials run the program; some of it only they see. */
export type Reach = "everybody" | "officials" | "restricted";

/** What a submission is, as far as guards and hooks need to know. */
export type Submission = {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly about: string | null;
  readonly answers: Answers;
  readonly submittedBy: string | null;
  /** Everybody who wrote its content, or handed it in for a decision. */
  readonly writtenBy: readonly string[];
};

/** Who wants to move it. */
export type Mover = { readonly user: string | null; readonly roles: readonly Role[] };

/** Why somebody may not make a move, or null. */
export type Guard = (mover: Mover, submission: Submission) => string | null;

export type HookCall = {
  readonly parts: Parts;
  readonly tx: Queryable;
  readonly submission: Submission;
  readonly move: string;
  readonly mover: Mover;
  /** Today in the organization's zone, "2026-11-29". */
  readonly today: string;
};

/** What a form keeps in line with a submission: whenever it was filed, written in or moved. */
export type KeepCall = Pick<HookCall, "parts" | "tx" | "submission" | "today"> & { readonly by: string | null };
/** What answers are examined against: those before them, the state that they are in, which it is and when it was filed; null: it is being filed. */
export type Examining = { readonly before: Answers; readonly state: string; readonly id: string | null; readonly filedAt: Date | null };
/** What a move brings, and what was answered before it. */
export type Bringing = { readonly move: string; readonly given: Answers; readonly before: Answers };
/** A move about to be made, with the answers as they will be, those before it, and whose submission it is. */
export type MoveCall = {
  readonly answers: Answers;
  readonly before: Answers;
  readonly move: string;
  readonly from: string;
  readonly today: string;
  readonly mover: Mover;
  readonly submittedBy: string | null;
};

export type FormDefinition = {
  /** Its slug: "technology-request". */
  readonly name: string;
  /** What one of them is called: "Request for a new technology". */
  readonly title: string;
  /** What all of them are called, where that is a word of its own: "Systems". */
  readonly plural: string;
  readonly says: string;
  /** The room of the console in which it is found. */
  readonly room: "organization" | "decisions" | "changes" | "workforce" | "evaluation" | "incidents" | "registers";
  readonly cites: readonly string[];
  readonly reach: Reach;
  readonly fields: readonly Field[];
  /** The field that names one in lists. */
  readonly titleField: string;
  /** The field that says what it is about: a cite, a person. */
  readonly aboutField?: string;
  /** It is something that goes on: what happens with it is written down line by line. */
  readonly hasJournal?: true;
  /** Whom it is about never learns of it, whatever else they reach: its `aboutField` names a person. */
  readonly isHiddenFromSubject?: boolean;
  /** There is one at a time about the same thing in the same state. */
  readonly isSole?: boolean;
  /** The field whose answer, a word from a list, its moves' entries show in clear: what a decision decided. */
  readonly decides?: string;
  /** The field that says by which day it is due, or looked at again. */
  readonly dueField?: string;
  readonly workflow: Workflow;
  /** What each move is called on its button: "Approve". */
  readonly moveSays: Readonly<Record<string, string>>;
  /** States in which its content may change; elsewhere it stands as it is. */
  readonly amendIn: readonly string[];
  /** Who may change its content; every guard must agree. Without guards whoever reaches it. */
  readonly amendedBy?: readonly Guard[];
  /** States that it may be left unfinished in. */
  readonly draftIn?: readonly string[];
  /** What these answers ask for although its field may be empty, by field: asked wherever they must be whole, never of a draft. */
  readonly lacks?: (answers: Answers) => readonly { readonly at: string; readonly says: string }[];
  /** Who may file one; every guard must agree. Without guards whoever reaches the form. */
  readonly filedBy?: readonly Guard[];
  /** Answers that not everybody who files one may give. @throws Fault `invalid_answers`, naming each. */
  readonly filedWith?: (mover: Mover, answers: Answers) => void;
  /** Who may make a move; every guard must agree. A move without guards is for whoever reaches the form. */
  readonly only?: Readonly<Record<string, readonly Guard[]>>;
  /** In these states only these fields may still change; the rest of the content stands as it is. */
  readonly amendOnly?: Readonly<Record<string, readonly string[]>>;
  /** Answers that the server gives, by field: read before anything is held, whenever the others were written. */
  readonly derive?: (parts: Parts, answers: Answers, before: Answers) => Promise<Answers>;
  /** Moves that ask why. */
  readonly asksWhy?: readonly string[];
  /** What must be answered by the time of a move, over and above the fields that are asked from the start. */
  readonly moveFields?: Readonly<Record<string, readonly Field[]>>;
  /** Answers that a move takes away, because they were about what is over; they stay in the versions before. */
  readonly forgets?: Readonly<Record<string, readonly string[]>>;
  /** What its due day asks of whom; in all open states unless some are named. */
  readonly task?: { readonly title: string; readonly role: Role; readonly basis: Basis; readonly inStates?: readonly string[] };
  /** How often one is wanted, counted from the last that came into one of these states. */
  readonly recurs?: {
    readonly states: readonly string[];
    readonly everyDays: number;
    readonly title: string;
    readonly role: Role;
    readonly basis: Basis;
  };
  /** States in which it waits for somebody, and for how many days; `role` null: for the person whom it is about. */
  readonly awaits?: Readonly<Record<string, { readonly title: string; readonly role: Role | null; readonly days: number }>>;
  /** What follows from a move, in its transaction. @throws Fault to refuse it. */
  readonly after?: (call: HookCall) => Promise<void>;
  /** What is kept in line with it, in the transaction of every change. */
  readonly keeps?: (call: KeepCall) => Promise<void>;
  /** Checks its answers against what is known elsewhere, before anything is held. @throws Fault `invalid_answers`. */
  readonly examine?: (parts: Parts, answers: Answers, at: Examining) => Promise<void> | void;
  /** The same once it is held, of an amendment alone: what somebody else may have written meanwhile. @throws Fault `invalid_answers`. */
  readonly examineHeld?: (parts: Parts, answers: Answers, at: Examining & { readonly tx: Queryable }) => Promise<void>;
  /** The same for what a move brings. @throws Fault `invalid_answers`, told to who may make the move. */
  readonly examineMove?: (parts: Parts, bringing: Bringing) => Promise<void>;
  /** What the server answers at a move, from what is known then: pure, in the transaction. @throws Fault to refuse the move. */
  readonly moved?: (call: MoveCall) => Answers;
  /** What submissions in these states prove, and for how many days since they came into it; null: for as long as they are in it. */
  readonly proves?: readonly {
    readonly cite: string;
    readonly aspect: string;
    readonly states: readonly string[];
    readonly freshDays: number | null;
    /** Only those with this answer prove it. */
    readonly where?: { readonly field: string; readonly is: string };
  }[];
};

/** Makes a form. @throws BrokenInvariant if it does not fit together. */
export function form(definition: FormDefinition): FormDefinition {
  const {
    name,
    fields,
    titleField,
    aboutField,
    dueField,
    workflow,
    moveSays,
    only = {},
    asksWhy = [],
    moveFields = {},
    forgets = {},
  } = definition;
  checkFields(allFields(definition));
  const has = (field: string | undefined): boolean => field === undefined || fields.some((one) => one.name === field);
  assert(has(titleField) && has(aboutField) && has(dueField), `${name} names fields that it has.`);
  assert(
    definition.isHiddenFromSubject !== true || (aboutField !== undefined && definition.reach === "restricted"),
    `${name} is hidden from somebody.`,
  );
  const moves = new Set(Object.values(workflow.moves).flatMap((one) => Object.keys(one)));
  const said = [...Object.keys(only), ...asksWhy, ...Object.keys(moveFields), ...Object.keys(moveSays), ...Object.keys(forgets)];
  assert(said.every((move) => moves.has(move)) && [...moves].every((move) => move in moveSays), `${name} speaks of the moves that it has.`);
  const states = Object.keys(workflow.moves);
  const stated = [...definition.amendIn, ...(definition.draftIn ?? []), ...(definition.proves ?? []).flatMap((one) => one.states)];
  stated.push(
    ...Object.keys(definition.amendOnly ?? {}),
    ...(definition.task?.inStates ?? []),
    ...Object.keys(definition.awaits ?? {}),
    ...(definition.recurs?.states ?? []),
  );
  assert(
    stated.every((state) => states.includes(state)),
    `${name} speaks of the states that it has.`,
  );
  assert(
    (definition.proves ?? []).every(({ where }) => has(where?.field)),
    `${name} proves by fields that it has.`,
  );
  for (const cite of definition.cites) assert(isInRule(cite), `${name} cites what is in Part 164 (${cite}).`);
  return definition;
}

/** All fields that answers may come to: from the start, and at moves; one that several moves ask for is one. */
export function allFields({ fields, moveFields = {} }: FormDefinition): Field[] {
  return [...new Set([...fields, ...Object.values(moveFields).flat()])];
}

/** Nobody decides on what they submitted, wrote into what somebody else began, or handed in for them. */
export const notTheSubmitter: Guard = ({ user }, { submittedBy, writtenBy }) => {
  if (user === null) return null;
  if (user === submittedBy) return "You submitted it; somebody else decides.";
  return writtenBy.includes(user) ? "You wrote in it or handed it in; somebody else decides." : null;
};

/** Nobody decides about themselves; `field` names the person. */
export function notAboutOneself(field: string): Guard {
  return ({ user }, { answers }) => (user !== null && user === answers[field] ? "It is about you; somebody else decides." : null);
}

/** Only the person whom it is about. */
export const thePersonConcerned: Guard = ({ user }, { about }) =>
  user !== null && user === about ? null : "Only the person whom it is about can do this.";

/** Only who submitted it. */
export const theSubmitter: Guard = ({ user }, { submittedBy }) => (user === submittedBy ? null : "Only who submitted it can do this.");

/** Somebody with one of these roles. */
export function whoIs(...roles: readonly Role[]): Guard {
  const names = roles.map((role) => role.replaceAll("-", " ")).join(" or ");
  return (mover) => (roles.some((role) => mover.roles.includes(role)) ? null : `For the ${names} to do.`);
}

/** Who runs the program. */
export const OFFICIALS = ["security-official", "privacy-official"] as const satisfies readonly Role[];

export const anOfficial = whoIs(...OFFICIALS);
