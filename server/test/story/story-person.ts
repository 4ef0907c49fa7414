// SPDX-License-Identifier: Apache-2.0
// Somebody of the story: comes in by a link, with a password and a second factor, and works through the typed client as an application of
// ours would.
import { Part164Client } from "@part164/client/client.ts";
import { Secret } from "otpauth";
import { codeAt } from "#access/second-factor.ts";

export const PASSWORD = "a heron stands in the reeds";

export type Answers = Readonly<Record<string, unknown>>;
export type Filed = { readonly id: string; readonly version: number };

export type StoryPerson = {
  readonly name: string;
  readonly id: string;
  call: Part164Client["call"];
  /** Fills a form in, and files it. */
  file(form: string, answers: Answers): Promise<Filed>;
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
    async move({ id, version }, move, answers) {
      const body = { move, ...(answers === undefined ? {} : { answers }) };
      return (await client.call("program.submission.move", { path: { submission: id }, body }, { ifMatch: `W/"${version}"` })).value;
    },
  };
}
