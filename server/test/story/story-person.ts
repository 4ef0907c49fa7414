// SPDX-License-Identifier: Apache-2.0
// Somebody of the story: comes in by a link, with a password and a second factor, and works through the typed client as an application of
// ours would.
import { Part164Client } from "@part164/client/client.ts";
import { Secret } from "otpauth";
import { codeAt } from "#access/second-factor.ts";

const PASSWORD = "a heron stands in the reeds";

export type StoryPerson = {
  readonly name: string;
  readonly id: string;
  readonly client: Part164Client;
  call: Part164Client["call"];
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
  const secret = new Uint8Array(Secret.fromBase32(totp.secret).buffer);
  const now = Temporal.Now.instant().epochMilliseconds;
  await client.entrance.finishEnrolment(token, PASSWORD, codeAt(secret, new Date(now)));
  const { value } = await client.call("access.session.read", {});
  return { name, id: value.user.id, client, call: client.call.bind(client) };
}
