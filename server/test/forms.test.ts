// SPDX-License-Identifier: Apache-2.0
// The engine of forms: who reaches what, moves by the table and by the guards, two at once, and what the ledger says of it.
import assert from "node:assert/strict";
import { addPerson, addClient, consoleWrite, type Person, setUpSite, testSite, type TestSite } from "./support/site.ts";

type Detail = {
  id: string;
  version: number;
  state: string;
  moves: { move: string; closed: string | null }[];
  answers: Record<string, unknown>;
};

async function send(
  site: TestSite,
  who: Person,
  path: string,
  body: unknown,
  more: { method?: string; version?: number } = {},
): Promise<Response> {
  const init = consoleWrite(body, who.cookie, more.method ?? "POST");
  const headers = {
    ...(init.headers as Record<string, string>),
    ...(more.version === undefined ? {} : { "if-match": `W/"${more.version}"` }),
  };
  return site.fetch(path, { ...init, headers });
}

async function file(site: TestSite, who: Person, form: string, answers: Record<string, unknown>): Promise<Detail> {
  const answer = await send(site, who, "/v1/submissions", { form, answers });
  assert.equal(answer.status, 201, await answer.clone().text());
  return (await answer.json()) as Detail;
}

const move = (site: TestSite, who: Person, { id, version }: Detail, body: Record<string, unknown>): Promise<Response> =>
  send(site, who, `/v1/submissions/${id}/move`, body, { version });

const REQUEST = { name: "Transcriber", provider: "Example Ltd", purpose: "Notes of visits", phi: "yes" };
const REVIEW = { security: "SOC 2 report of May 2026", risk: "Recordings kept too long; limited to 30 days by contract" };

testSite("164.308(b)(1): a technology that PHI could reach is not used before its contract is on record", async (site) => {
  const official = await setUpSite(site);
  const member = await addPerson(site, "sam@fernhollow.example", []);
  const asked = await file(site, member, "technology-request", REQUEST);
  assert.equal(asked.state, "asked");

  const own = await move(site, member, asked, { move: "review", answers: REVIEW });
  assert.equal(own.status, 409, "nobody but an official reviews");
  const empty = await move(site, official, asked, { move: "review" });
  assert.equal(empty.status, 422);
  const reviewed = await move(site, official, asked, { move: "review", answers: REVIEW });
  assert.equal(reviewed.status, 200, await reviewed.clone().text());
  const seen = (await reviewed.json()) as Detail;
  const without = await move(site, official, seen, { move: "use-without-phi" });
  assert.equal(((await without.json()) as { code: string }).code, "not_yours_to_do");
  const early = await move(site, official, seen, { move: "use" });
  assert.equal(((await early.json()) as { code: string }).code, "move_not_possible");
  const contracted = (await (
    await move(site, official, seen, { move: "contract", answers: { contractOn: "2026-03-01" } })
  ).json()) as Detail;
  const used = (await (await move(site, official, contracted, { move: "use" })).json()) as Detail;
  assert.equal(used.state, "in use");

  const { parts } = site;
  const entries = await parts.ledger.reader.find(
    parts.installation,
    { record: { type: "program.form.technology-request", id: asked.id } },
    20,
  );
  const done = entries.filter(({ entry }) => entry.outcome === "done").map(({ entry }) => entry.detail?.["move"] ?? "filed");
  assert.deepEqual(done.toReversed(), ["filed", "review", "contract", "use"]);
  assert.ok(
    entries.some(({ entry }) => entry.outcome === "not_yours_to_do"),
    "a refused move is on record",
  );
  assert.ok(!JSON.stringify(entries.map(({ entry }) => entry)).includes("Recordings"), "entries name no answer");
});

testSite("nobody decides on what they submitted, and 164.306(d)(3) is about addressable specifications", async (site) => {
  const official = await setUpSite(site);
  const second = await addPerson(site, "ruth@fernhollow.example", ["privacy-official"]);
  const answers = {
    cite: "164.312(a)(2)(iii)",
    assessment: "Screens stand in shared rooms; our risk analysis rates an open session as likely and serious.",
    choice: "implement",
    measure: "Sessions end after fifteen minutes.",
    reviewOn: "2026-12-31",
  };
  const wrong = await send(site, official, "/v1/submissions", {
    form: "addressable-decision",
    answers: { ...answers, cite: "164.312(b)" },
  });
  assert.equal(wrong.status, 422, "required is not addressable");
  const unfinished = await file(site, official, "addressable-decision", { cite: answers.cite });
  assert.equal(
    (await move(site, official, unfinished, { move: "submit" })).status,
    422,
    "a draft may be unfinished; what is submitted may not",
  );
  const amended = await send(site, official, `/v1/submissions/${unfinished.id}`, { answers }, { method: "PUT", version: 1 });
  assert.equal(amended.status, 200, await amended.clone().text());
  const submitted = (await (await move(site, official, (await amended.json()) as Detail, { move: "submit" })).json()) as Detail;
  const own = await move(site, official, submitted, { move: "approve" });
  assert.equal(((await own.json()) as { code: string }).code, "not_yours_to_do");
  const approved = await move(site, second, submitted, { move: "approve" });
  assert.equal(approved.status, 200, await approved.clone().text());

  const again = await file(site, second, "addressable-decision", {
    ...answers,
    choice: "not-reasonable",
    whyNot: answers.assessment,
    standardMet: answers.assessment,
  });
  const other = await send(site, official, "/v1/submissions", { form: "addressable-decision", answers });
  assert.equal(other.status, 409, "one draft at a time about one specification");
  const resubmitted = (await (await move(site, second, again, { move: "submit" })).json()) as Detail;
  assert.equal((await move(site, official, resubmitted, { move: "approve" })).status, 200);
  const list = (await (await site.fetch("/v1/submissions?form=addressable-decision", { headers: { cookie: official.cookie } })).json()) as {
    items: { id: string; state: string }[];
  };
  assert.deepEqual(list.items.map(({ state }) => state).sort(), ["approved", "superseded"], "the one before gives way");
});

testSite("of two who change the same thing the second is told, and nothing is lost", async (site) => {
  const official = await setUpSite(site);
  const made = await file(site, official, "site", {
    name: "Main",
    address: "1 Alder Lane",
    kind: "office",
    entry: "Badge",
    owner: await memberOf(site),
  });
  const body = (entry: string) => ({ answers: { ...made.answers, entry } });
  const [one, two] = await Promise.all(
    ["Badge and guard", "Keys"].map((entry) =>
      send(site, official, `/v1/submissions/${made.id}`, body(entry), { method: "PUT", version: 1 }),
    ),
  );
  assert.deepEqual([one?.status, two?.status].sort(), [200, 412]);
  assert.equal((await send(site, official, `/v1/submissions/${made.id}`, body("x"), { method: "PUT" })).status, 428);
  const read = await site.fetch(`/v1/submissions/${made.id}`, { headers: { cookie: official.cookie } });
  const { history } = (await read.json()) as { history: unknown[] };
  assert.equal(history.length, 2);
});

async function memberOf({ parts }: TestSite): Promise<string> {
  const { sql } = await import("#store/sql.ts");
  const row = await parts.db
    .in({ role: "part164_app", tenant: parts.installation })
    .one<{ id: string }>(sql`select id from program.member limit 1`);
  return row.id;
}

testSite("who reaches what: a member their own and what is for everybody, an application nothing", async (site) => {
  const official = await setUpSite(site);
  const member = await addPerson(site, "sam@fernhollow.example", []);
  const other = await addPerson(site, "kim@fernhollow.example", []);
  const asked = await file(site, member, "technology-request", REQUEST);
  const get = (path: string, headers: Record<string, string>) => site.fetch(path, { headers });
  assert.equal((await get(`/v1/submissions/${asked.id}`, { cookie: member.cookie })).status, 200);
  assert.equal((await get(`/v1/submissions/${asked.id}`, { cookie: other.cookie })).status, 404, "somebody else's is not there");
  assert.equal((await get(`/v1/submissions/${asked.id}`, { cookie: official.cookie })).status, 200);
  assert.equal((await send(site, member, "/v1/submissions", { form: "system", answers: {} })).status, 404 as number);
  const listed = async (who: Person) =>
    ((await (await get("/v1/submissions", { cookie: who.cookie })).json()) as { items: unknown[] }).items.length;
  assert.deepEqual([await listed(member), await listed(other), await listed(official)], [1, 0, 1]);
  const app = await addClient(site, "Clinic A");
  assert.equal((await get("/v1/submissions", app.headers())).status, 403);
});

testSite("bad answers are named one by one, and never a fault of ours", async (site) => {
  const official = await setUpSite(site);
  const answer = await send(site, official, "/v1/submissions", {
    form: "system",
    answers: { name: "", kind: "spaceship", stray: 1, owner: "x" },
  });
  assert.equal(answer.status, 422);
  const { fields } = (await answer.json()) as { fields: { at: string }[] };
  assert.ok(
    ["/answers/name", "/answers/kind", "/answers/owner"].every((at) => fields.some((field) => field.at === at)),
    JSON.stringify(fields),
  );
  for (const form of ["__proto__", "constructor", "no-such-form"])
    assert.ok([404, 400].includes((await send(site, official, "/v1/submissions", { form, answers: {} })).status), form);
  const asked = await file(site, official, "technology-request", REQUEST);
  for (const name of ["__proto__", "toString", "no-such-move"])
    assert.ok([400, 409].includes((await move(site, official, asked, { move: name })).status), name);
  const sneaky = await move(site, official, asked, { move: "withdraw", answers: { phi: "no", keptOut: "nothing" } });
  assert.equal(sneaky.status, 422, "a move changes no answer that it does not ask for");
});
