// SPDX-License-Identifier: Apache-2.0
// Training from assignment to certificate: who may what, what never leaves the server, scoring, retries, release, records of others.
import assert from "node:assert/strict";
import { MS_PER_HOUR } from "#base/clock.ts";
import { assignByItself } from "#program/training/assign.ts";
import { answersFor, courseNamed, type Result, start, take } from "./support/learner.ts";
import { atWork, codeOf, type AtWork } from "./support/person.ts";
import { addPerson, signIn, testSite, type Person, type TestSite } from "./support/site.ts";
import { own, ownOf, SECURITY, status, tasksOf, team } from "./support/team.ts";

testSite(
  "164.308(a)(5)(i): who joins is assigned what their work asks, as tasks, and passing closes them with a certificate",
  async (site) => {
    const { official, sam, auditor, samId } = await team(site);
    const mine = await own(sam);
    assert.deepEqual(
      mine.filter(({ state }) => state === "open").map(({ course, dueOn, reasons }) => [course, dueOn, reasons]),
      ["hipaa-in-a-startup", "phi-and-minimum-necessary", SECURITY, "incidents-and-breaches", "our-policies"].map((id) => [
        id,
        "2026-12-02",
        ["hire"],
      ]),
    );
    assert.ok((await own(official)).some(({ course, state }) => course === "managers-and-officials" && state === "open"));
    assert.equal((await tasksOf(sam)).filter(({ key }) => key.startsWith("training:")).length, 5);
    assert.equal(await assignByItself(site.parts), 0, "again: nothing new");

    const lesson = await sam.get<{ html: string; text: string }>(`/v1/courses/${SECURITY}`);
    assert.ok(lesson.html.includes("<article>") && !/\{[a-z]/i.test(lesson.text), "filled in, also without a profile");
    const result = await take(sam, SECURITY);
    assert.deepEqual([result.score, result.passed], [100, true]);
    assert.match(result.certificate ?? "", /^2026(-[2-9A-HJ-NP-Z]{4}){3}$/);
    const done = await ownOf(sam, SECURITY);
    assert.deepEqual([done.state, done.completedOn, done.nextDueOn], ["done", "2026-11-02", "2027-11-02"]);
    assert.ok(!(await tasksOf(sam)).some(({ href }) => href === `/training/${SECURITY}`), "its task went with it");
    assert.equal(await codeOf(await sam.send(`/v1/courses/${SECURITY}/attempts`, {})), "move_not_possible", "it is passed");

    const { parts } = site;
    const course = await courseNamed(SECURITY);
    const [entry] = await parts.ledger.reader.find(parts.installation, { kind: "program.attempt.submit", outcome: "done" }, 1);
    assert.equal(entry?.entry.detail?.["sha256"], course.sha256.toString("hex"), "the exact text is bound in the ledger");
    assert.equal(entry?.entry.detail?.["certificate"], result.certificate);
    assert.ok(!JSON.stringify(entry).includes("answers"), "no answer in the ledger");

    const address = `/v1/completions/${result.completion ?? ""}/certificate`;
    const file = await site.fetch(address, { headers: { cookie: (await addPerson(site, "lee@fernhollow.example", [])).cookie } });
    assert.equal(file.status, 404, "a colleague's certificate is not there");
    const place = (await status(auditor)).items.find(({ member }) => member === samId)?.courses.find((one) => one.course === SECURITY);
    assert.equal(place?.completion, result.completion, "who reads the program finds it");
  },
);

testSite("a certificate is a PDF that is the same each time, for its person and for who reads the program", async (site) => {
  const { sam, person } = await team(site);
  const { completion } = await take(sam, "our-policies");
  const download = async (): Promise<Buffer> => {
    const answer = await site.fetch(`/v1/completions/${completion ?? ""}/certificate`, { headers: { cookie: person.cookie } });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get("content-type"), "application/pdf");
    return Buffer.from(await answer.arrayBuffer());
  };
  const first = await download();
  assert.equal(first.subarray(0, 5).toString(), "%PDF-");
  assert.deepEqual(await download(), first);
});

testSite("no answer of the server tells which answer is right before it may", async (site) => {
  const { sam } = await team(site);
  const course = await courseNamed(SECURITY);
  const raw: string[] = [];
  const keep = async (answer: Response): Promise<unknown> => {
    const text = await answer.text();
    raw.push(text);
    return JSON.parse(text);
  };
  const begun = (await keep(await sam.send(`/v1/courses/${SECURITY}/attempts`, {}))) as Awaited<ReturnType<typeof start>>;
  for (const path of ["/v1/courses", `/v1/courses/${SECURITY}`, "/v1/tasks"]) raw.push(JSON.stringify(await sam.get(path)));
  for (const text of raw) {
    assert.doesNotMatch(text, /"(?:right|isRight|because|level|objective)"\s*:/);
    for (const { because } of course.questions) assert.ok(!text.includes(because.slice(0, 60)), "no explanation either");
  }
  // The order of answers tells nothing: over many questions the right one stands in every place.
  const failed = (await keep(await sam.send(`/v1/attempts/${begun.attempt}/submit`, answersFor(course, begun, 5)))) as Result;
  assert.equal(failed.passed, false);
  assert.equal(failed.attemptsLeft, 2);
  assert.ok(
    failed.questions.every(({ right, because, cite }) => right === null && because.length > 20 && cite.startsWith("164.")),
    "explained, and the right one not told: an attempt is left",
  );
  assert.equal(failed.questions.filter(({ isRight }) => isRight).length, 5);
});

testSite("scoring: eighty of a hundred pass, less does not; what is not answered is wrong; what was not asked is refused", async (site) => {
  const { sam } = await team(site);
  const course = await courseNamed(SECURITY); // Ten questions.
  const begun = await start(sam, SECURITY);
  const submit = `/v1/attempts/${begun.attempt}/submit`;
  const good = answersFor(course, begun);
  for (const wrong of [
    { ...good, statement: "I read it." },
    { ...good, answers: [...good.answers, { question: "zz-99", answer: 0 }] },
    { ...good, answers: [...good.answers, ...good.answers.slice(0, 1)] },
    { ...good, answers: [{ question: good.answers[0]?.question ?? "", answer: 9 }] },
  ])
    assert.ok([400, 422].includes((await sam.send(submit, wrong)).status));
  const seven = await sam.write<Result>(submit, { ...good, answers: good.answers.slice(0, 7) });
  assert.deepEqual([seven.score, seven.passed, seven.attemptsLeft], [70, false, 2]);
  const eight = await take(sam, SECURITY, 2);
  assert.deepEqual([eight.score, eight.passed], [80, true]);
  assert.ok(
    eight.questions.every(({ right }) => right !== null),
    "passed: the right ones are told",
  );
});

testSite("one test at a time, another set each time, handed in once however often it is sent", async (site) => {
  const { sam, manager } = await team(site);
  const course = await courseNamed(SECURITY);
  const [one, other] = await Promise.all([
    sam.send(`/v1/courses/${SECURITY}/attempts`, {}),
    sam.send(`/v1/courses/${SECURITY}/attempts`, {}),
  ]);
  const answered = await Promise.all([one, other].filter(({ ok }) => ok).map((answer) => answer.json() as Promise<{ attempt: string }>));
  assert.ok(answered.length >= 1 && new Set(answered.map(({ attempt }) => attempt)).size === 1, "at once: one test");
  const begun = await start(sam, SECURITY);
  assert.deepEqual(await start(sam, SECURITY), begun, "the same one, until it is handed in");
  assert.equal((await ownOf(sam, SECURITY)).attempt, begun.attempt);
  const body = answersFor(course, begun, 4);
  assert.equal(await codeOf(await manager.send(`/v1/attempts/${begun.attempt}/submit`, body)), "not_found", "each their own");
  const first = await sam.write<Result>(`/v1/attempts/${begun.attempt}/submit`, body);
  assert.deepEqual(await sam.write<Result>(`/v1/attempts/${begun.attempt}/submit`, body), first);
  assert.deepEqual(
    await sam.write<Result>(`/v1/attempts/${begun.attempt}/submit`, answersFor(course, begun)),
    first,
    "better answers come too late",
  );

  const sets = [begun.questions, (await start(sam, SECURITY)).questions].map((questions) => questions.map(({ id }) => id).sort());
  assert.notDeepEqual(sets[0], sets[1]);
  const objectives = new Set(begun.questions.map(({ id }) => course.questions.find((question) => question.id === id)?.objective));
  assert.equal(objectives.size, 5, "each objective is asked");
});

/** Days go by, and the person signs in again. */
const later = async (site: TestSite, person: Person, ms: number): Promise<AtWork> => {
  site.clock.pass(ms);
  return atWork(site, { ...person, cookie: await signIn(site, person) });
};

testSite("after three attempts somebody sits down with the person and releases one more", async (site) => {
  const { official, manager, auditor, sam, samId } = await team(site);
  const release = { member: samId, course: SECURITY, reason: "We went through the lesson together on Tuesday." };
  assert.equal(await codeOf(await manager.send("/v1/attempt-releases", release)), "move_not_possible", "attempts are left");
  const results = [await take(sam, SECURITY, 5), await take(sam, SECURITY, 5), await take(sam, SECURITY, 5)];
  assert.deepEqual(
    results.map(({ attemptsLeft, questions }) => [attemptsLeft, questions.every(({ right }) => right !== null)]),
    [
      [2, false],
      [1, false],
      [0, true],
    ],
    "the right ones are told with the last",
  );
  assert.equal(await codeOf(await sam.send(`/v1/courses/${SECURITY}/attempts`, {})), "move_not_possible");
  const place = (await status(manager)).items.find(({ member }) => member === samId)?.courses.find(({ course }) => course === SECURITY);
  assert.equal(place?.isBlocked, true, "the manager sees who waits");
  for (const nobody of [sam, auditor]) assert.ok([403, 404].includes((await nobody.send("/v1/attempt-releases", release)).status));
  assert.equal((await manager.send("/v1/attempt-releases", { ...release, reason: "because" })).status, 400, "with a reason");
  await manager.write("/v1/attempt-releases", release);
  assert.equal(await codeOf(await official.send("/v1/attempt-releases", release)), "move_not_possible", "one is one");
  const fourth = await take(sam, SECURITY, 5);
  assert.deepEqual([fourth.attemptsLeft, fourth.passed], [0, false]);
  await official.write("/v1/attempt-releases", release);
  assert.equal((await take(sam, SECURITY)).passed, true);
  const { parts } = site;
  const [entry] = await parts.ledger.reader.find(parts.installation, { kind: "program.attempt.release", outcome: "done" }, 1);
  assert.deepEqual(entry?.entry.detail, { member: samId, course: SECURITY }, "never the reason");
});

testSite("a test runs out after a day, and counts", async (site) => {
  const { person, sam: before } = await team(site);
  const begun = await start(before, SECURITY);
  const sam = await later(site, person, 24 * MS_PER_HOUR - 31_001); // Signing in takes 31 seconds here.
  assert.equal((await ownOf(sam, SECURITY)).attempt, begun.attempt);
  site.clock.pass(1);
  assert.equal((await ownOf(sam, SECURITY)).attempt, null);
  const late = await sam.send(`/v1/attempts/${begun.attempt}/submit`, answersFor(await courseNamed(SECURITY), begun));
  assert.equal(await codeOf(late), "move_not_possible");
  const next = await start(sam, SECURITY);
  assert.notEqual(next.attempt, begun.attempt);
  assert.equal(next.attemptsLeft, 1, "the one that ran out was one of three");
});

testSite("an official assigns after an incident, and nobody else; the reason is sealed", async (site) => {
  const { official, manager, sam, samId } = await team(site);
  const assign = {
    members: [samId],
    course: "incidents-and-breaches",
    reason: "incident",
    why: "The wrong recipient on the second of November.",
  };
  for (const nobody of [manager, sam]) assert.equal((await nobody.send("/v1/training/assign", assign)).status, 403);
  await take(sam, "incidents-and-breaches");
  assert.deepEqual(await official.write("/v1/training/assign", { ...assign, dueOn: "2026-11-09" }), { assigned: 1, dueOn: "2026-11-09" });
  const again = await ownOf(sam, "incidents-and-breaches");
  assert.deepEqual([again.state, again.dueOn, again.reasons], ["open", "2026-11-09", ["incident"]]);
  assert.equal((await official.send("/v1/training/assign", { ...assign, dueOn: "2026-11-01" })).status, 400);
  assert.equal((await official.send("/v1/training/assign", { ...assign, members: [site.parts.makeId()] })).status, 404);
  site.clock.pass(1);
  assert.equal((await take(sam, "incidents-and-breaches")).passed, true);
  assert.equal((await ownOf(sam, "incidents-and-breaches")).state, "done");
  const { parts } = site;
  const [entry] = await parts.ledger.reader.find(parts.installation, { kind: "program.training.assign", outcome: "done" }, 1);
  assert.ok(!JSON.stringify(entry).includes("recipient"));
});
