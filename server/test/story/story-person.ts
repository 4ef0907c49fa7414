// SPDX-License-Identifier: Apache-2.0
// Somebody of the story: comes in by a link, with a password and a second factor, and works through the typed client as an application of
// ours would.
import { Part164Client } from "@part164/client/client.ts";
import { Secret } from "otpauth";
import { codeAt } from "#access/second-factor.ts";

export const PASSWORD = "a heron stands in the reeds";

export type Answers = Readonly<Record<string, unknown>>;
export type Filed = { readonly id: string; readonly version: number };

/** With what it says. */
export type Written = Filed & { readonly answers: Answers };

/** A line of a journal; it happened now unless said otherwise. */
export type Noted = { readonly text: string; readonly occurredAt?: string };

/** Of a clock of a breach: what it is known by, and what it says that it counts from. */
export type Clock = { readonly key: string; readonly basis: string };

export type StoryPerson = {
  readonly name: string;
  readonly id: string;
  call: Part164Client["call"];
  /** Fills a form in, and files it. */
  file(form: string, answers: Answers): Promise<Filed>;
  /** Writes into what was filed, so that it says this. */
  amend(written: Written, answers: Answers): Promise<Filed>;
  /** Writes a line in the journal of an incident. */
  note(incident: Pick<Filed, "id">, line: Noted): Promise<void>;
  /** Drafts the notice that a clock of a breach asks for. */
  draftNotice(breach: Pick<Filed, "id">, clock: Clock): Promise<Filed>;
  /** Moves what was filed, as it stood when it was looked at. */
  move(filed: Filed, name: string, answers?: Answers): Promise<Filed>;
};

/** A client with a browser's cookies. */
export function browserLike(origin: string): Part164Client {
  let cookie = "";
  return new Part164Client({
    origin,
    async fetch(input, init) {
      const headers = new Headers(init?.headers);
      if (cookie !== "") headers.set("cookie", cookie);
      const answer = await fetch(input, { ...init, headers });
      const [set] = answer.headers.getSetCookie();
      if (set !== undefined) cookie = set.split(";")[0] ?? "";
      return answer;
    },
  });
}

/** Opens an enrolment link, and finishes it. */
export async function enrol(origin: string, name: string, link: string): Promise<StoryPerson> {
  const client = browserLike(origin);
  const token = link.split("#")[1] ?? "";
  const { totp } = await client.entrance.openEnrolment(token);
  const now = new Date(Temporal.Now.instant().epochMilliseconds);
  await client.entrance.finishEnrolment(token, PASSWORD, codeFor(totp.secret, now));
  return personOf(name, client);
}

/** The code that an authenticator shows now for the key it was given. */
export function codeFor(key: string, now: Date): string {
  return codeAt(new Uint8Array(Secret.fromBase32(key).buffer), now);
}

/** Whoever is signed in with this client. */
export async function personOf(name: string, client: Part164Client): Promise<StoryPerson> {
  const { value } = await client.call("access.session.read", {});
  return {
    name,
    id: value.user.id,
    call: client.call.bind(client),
    async file(form, answers) {
      return (await client.call("program.submission.create", { body: { form, answers } })).value;
    },
    async amend({ id, version }, answers) {
      return (await client.call("program.submission.amend", { path: { submission: id }, body: { answers } }, { ifMatch: `W/"${version}"` }))
        .value;
    },
    async note({ id }, line) {
      await client.call("program.journal.add", { path: { submission: id }, body: line });
    },
    async draftNotice({ id }, { key }) {
      return (await client.call("program.breach-notice.draft", { path: { submission: id }, body: { clock: key } })).value;
    },
    async move({ id, version }, move, answers) {
      const body = { move, ...(answers === undefined ? {} : { answers }) };
      return (await client.call("program.submission.move", { path: { submission: id }, body }, { ifMatch: `W/"${version}"` })).value;
    },
  };
}
