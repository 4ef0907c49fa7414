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

export type FormDefinition = {
  /** Its slug: "technology-request". */
  readonly name: string;
  /** What one of them is called: "Request for a new technology". */
  readonly title: string;
  /** What all of them are called, where that is a word of its own: "Systems". */
  readonly plural: string;
  readonly says: string;
  /** The room of the console in which it is found. */
  readonly room: "organization" | "decisions" | "changes" | "workforce" | "evaluation" | "registers";
  readonly cites: readonly string[];
  readonly reach: Reach;
  readonly fields: readonly Field[];
  /** The field that names one in lists. */
  readonly titleField: string;
  /** The field that says what it is about: a cite, a person. */
  readonly aboutField?: string;
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
  /** States that it may be left unfinished in. */
  readonly draftIn?: readonly string[];
  /** Who may file one; every guard must agree. Without guards whoever reaches the form. */
  readonly filedBy?: readonly Guard[];
  /** Who may make a move; every guard must agree. A move without guards is for whoever reaches the form. */
  readonly only?: Readonly<Record<string, readonly Guard[]>>;
  /** Moves that ask why. */
  readonly asksWhy?: readonly string[];
  /** What must be answered by the time of a move, over and above the fields that are asked from the start. */
  readonly moveFields?: Readonly<Record<string, readonly Field[]>>;
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
  /** Checks its answers against what is known elsewhere, before anything is held. @throws Fault `invalid_answers`. */
  readonly examine?: (parts: Parts, answers: Answers) => Promise<void> | void;
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
  const { name, fields, titleField, aboutField, dueField, workflow, moveSays, only = {}, asksWhy = [], moveFields = {} } = definition;
  checkFields([...fields, ...Object.values(moveFields).flat()]);
  const has = (field: string | undefined): boolean => field === undefined || fields.some((one) => one.name === field);
  assert(has(titleField) && has(aboutField) && has(dueField), `${name} names fields that it has.`);
  const moves = new Set(Object.values(workflow.moves).flatMap((one) => Object.keys(one)));
  const said = [...Object.keys(only), ...asksWhy, ...Object.keys(moveFields), ...Object.keys(moveSays)];
  assert(said.every((move) => moves.has(move)) && [...moves].every((move) => move in moveSays), `${name} speaks of the moves that it has.`);
  const states = Object.keys(workflow.moves);
  const stated = [...definition.amendIn, ...(definition.draftIn ?? []), ...(definition.proves ?? []).flatMap((one) => one.states)];
  stated.push(...(definition.task?.inStates ?? []), ...Object.keys(definition.awaits ?? {}), ...(definition.recurs?.states ?? []));
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

/** All fields that answers may come to: from the start, and at moves. */
export function allFields({ fields, moveFields = {} }: FormDefinition): Field[] {
  return [...fields, ...Object.values(moveFields).flat()];
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

export const anOfficial = whoIs("security-official", "privacy-official");
