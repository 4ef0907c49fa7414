// SPDX-License-Identifier: Apache-2.0
// Whatever is sent, the server answers with a document of its own: never a 5xx, never late, never with the value given back.
import assert from "node:assert/strict";
import test from "node:test";
import { MS_PER_MINUTE } from "#base/clock.ts";
import { count } from "../support/long.ts";
import { addClient, consoleWrite, openTestSite, PATIENT, setUpSite, signIn, testSite, type TestSite } from "../support/site.ts";
import { jsonDocuments, naughtyStrings, withoutCorpora } from "./corpora.ts";
import { type Base, hostilePlaces } from "./hostile-places.ts";
import { type Heard, isLate, send, type Sent } from "./wire.ts";

const ECHO_MIN = 8;
/** Words that answers hold by themselves. */
const OWN_WORDS = ["undefined", "constructor", "__proto__", "prototype", "application", "Not what", "not-supported"];

async function baseOf(site: TestSite): Promise<Base> {
  const person = await setUpSite(site);
  const client = await addClient(site, "Clinic A");
  const made = await send(site.url, { method: "POST", path: "/fhir/R4/Patient", headers: client.headers(), body: JSON.stringify(PATIENT) });
  assert.equal(made.status, 201, made.text);
  const { id } = JSON.parse(made.text) as { id: string };
  const cookie = await signIn(site, person);
  const { "idempotency-key": _key, ...session } = consoleWrite({}, cookie).headers as Record<string, string>; // As consoleWrite made them.
  const ids = { id, type: "Patient", individual: id, version: "1", cite: "164.312(b)", check: "every-log-verifies" };
  return { ids, session, client: client.headers() };
}

/** What is wrong with an answer, or null. */
function wrongWith(answer: Heard, sent: Sent, value: string): string | null {
  const { status, headers, text } = answer;
  if (status >= 500) return `${status}: ${text}`;
  if (status < 400) return null;
  const type = headers["content-type"] ?? "";
  if (sent.path.startsWith("/v1/") && !type.startsWith("application/problem+json")) return `${status} is no problem document: ${type}`;
  if (sent.path.startsWith("/fhir/") && status !== 431 && !type.startsWith("application/fhir+json"))
    return `${status} is no OperationOutcome: ${type}`;
  const isTelling = value.length >= ECHO_MIN && !OWN_WORDS.some((word) => word.includes(value) || value === word);
  const everywhere = `${text}\n${Object.values(headers).join("\n")}`;
  if (isTelling && (everywhere.includes(value) || everywhere.includes(JSON.stringify(value).slice(1, -1))))
    return `the value comes back: ${text}`;
  return null;
}

/** Sends; a late answer is asked for twice more, since the machine may have had a moment of its own. */
async function inTime(url: string, sent: Sent): Promise<Heard> {
  let heard = await send(url, sent);
  for (let again = 0; again < 2 && isLate(heard); again++) heard = await send(url, sent);
  return heard;
}

test("the hostile corpora are here", { skip: withoutCorpora }, () => {
  assert.ok(naughtyStrings().length > 1000);
  assert.equal(jsonDocuments().length, 318);
});

/** Requests under way at once, few where each has a password looked at; and after how many time moves on: of strangers 300 a minute are listened to. */
const AT_ONCE = { operation: 12, entrance: 3 };
const BATCH = 240;

/** Does each job, some at once. */
async function allOf<T>(jobs: readonly T[], atOnce: number, work: (job: T) => Promise<void>): Promise<void> {
  const left = jobs.values();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const job of left) await work(job);
    }),
  );
}

/** So that no request is turned away for those before it: strangers have another minute, and the session is kept awake. */
async function moveOn(site: TestSite, base: Base, isEntrance: boolean): Promise<void> {
  if (isEntrance) site.clock.pass(MS_PER_MINUTE + 1);
  assert.equal((await send(site.url, { method: "GET", path: "/v1/session", headers: base.session })).status, 200);
}

if (withoutCorpora === false)
  testSite(
    "every naughty string in every place of every operation gets an answer of ours",
    async (site, t) => {
      const base = await baseOf(site);
      const places = await hostilePlaces(site, base);
      const every = count(300, 1); // The long form puts each string in each place; the short one in every 300th, by turns.
      const strings = naughtyStrings();
      const statuses = new Map<number, number>();
      const faults: string[] = [];
      for (const [at, { name, put, isEntrance }] of places.entries()) {
        const chosen = strings.filter((_, n) => (n + at * 7) % every === 0);
        for (let from = 0; from < chosen.length && faults.length < 20; from += BATCH) {
          if (chosen.length > 10 || at % 20 === 0) await moveOn(site, base, isEntrance);
          await allOf(chosen.slice(from, from + BATCH), AT_ONCE[isEntrance ? "entrance" : "operation"], async (value) => {
            const sent = put(value);
            const answer = await inTime(site.url, sent);
            statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
            const wrong =
              wrongWith(answer, sent, value) ??
              (isLate(answer) ? `answered after ${Math.round(answer.ms)} ms, ${Math.round(answer.workedMs)} of work` : null);
            if (wrong !== null) faults.push(`${name} with ${JSON.stringify(value.slice(0, 60))}: ${wrong.slice(0, 300)}`);
          });
        }
      }
      const sentCount = [...statuses.values()].reduce((sum, n) => sum + n, 0);
      t.diagnostic(
        `${places.length} places, ${strings.length} strings, ${sentCount} requests: ${JSON.stringify(Object.fromEntries(statuses))}`,
      );
      assert.deepEqual(faults, []);
      assert.equal(statuses.get(429) ?? 0, 0, "none was turned away unread");
    },
    { PART164_CLIENT_REQUESTS_PER_MINUTE: "1000000", PART164_SESSION_HOURS: "24" },
  );

if (withoutCorpora === false)
  testSite("every document of JSONTestSuite as a body gets an answer of ours", async (site) => {
    const { session, client, ids } = await baseOf(site);
    const routes: Sent[] = [
      { method: "POST", path: "/fhir/R4/Patient", headers: client },
      { method: "POST", path: "/fhir/R4", headers: client },
      { method: "PUT", path: `/fhir/R4/Patient/${ids["id"]}`, headers: { ...client, "if-match": 'W/"1"' } },
      { method: "POST", path: "/v1/clients", headers: session },
      { method: "POST", path: "/v1/users", headers: session },
      { method: "POST", path: "/v1/sign-in", headers: session },
      { method: "POST", path: "/v1/setup", headers: session },
    ];
    const faults: string[] = [];
    for (const [n, { name, bytes }] of jsonDocuments().entries())
      for (const route of count(0, 1) === 1 ? routes : [routes[n % routes.length] ?? assert.fail()]) {
        const answer = await inTime(site.url, {
          ...route,
          headers: { ...route.headers, "idempotency-key": crypto.randomUUID() },
          body: bytes,
        });
        const isFine = answer.status >= 400 && answer.status < 500 && !isLate(answer);
        if (!isFine || wrongWith(answer, route, bytes.toString()) !== null)
          faults.push(`${name} at ${route.path}: ${answer.status} ${answer.text}`);
      }
    assert.deepEqual(faults, []);
  });

if (withoutCorpora === false)
  test("a naughty string that is accepted comes back as it was sent", async () => {
    const site = await openTestSite("embedded");
    try {
      const { client } = await baseOf(site);
      const strings = naughtyStrings();
      let kept = 0;
      for (let n = 0; n < strings.length; n += count(7, 1)) {
        const family = strings[n] ?? "";
        const made = await send(site.url, {
          method: "POST",
          path: "/fhir/R4/Patient",
          headers: client,
          body: JSON.stringify({ ...PATIENT, name: [{ family }] }),
        });
        assert.ok([201, 400, 422].includes(made.status), `${JSON.stringify(family)}: ${made.status}`);
        if (made.status !== 201) continue;
        const { id } = JSON.parse(made.text) as { id: string };
        const read = await send(site.url, { method: "GET", path: `/fhir/R4/Patient/${id}`, headers: client });
        assert.equal((JSON.parse(read.text) as typeof PATIENT).name[0]?.family, family);
        kept += 1;
      }
      assert.ok(kept > strings.length / count(7, 1) / 2, `${kept} kept`);
    } finally {
      await site.close();
    }
  });
