// SPDX-License-Identifier: Apache-2.0
// Plans for the day on which systems fail: drafted whole, approved by another, stale by themselves, on paper, tried [164.308(a)(7)].
import assert from "node:assert/strict";
import { MS_PER_DAY } from "#base/clock.ts";
import { systemAct } from "#ledger/act.ts";
import { keepContingency } from "#program/contingency/keep-contingency.ts";
import { approveAnalysis, approvePlan, contingency, finished, KINDS, plantInventory, SYSTEM } from "./support/contingency.ts";
import { tasks, two } from "./support/incident.ts";
import { type AtWork, atWork, codeOf, type Filed } from "./support/person.ts";
import { addPerson, signIn, testSite } from "./support/site.ts";

const OURS = /^(contingency|restore-test)/;

testSite("164.308(a)(7)(ii)(A)-(C): a plan is drafted whole from what is known, and nobody approves what they wrote", async (site) => {
  const { maya, ruth, mayaId } = await two(site);
  assert.equal((await contingency(maya)).next?.title, "No system is on the inventory.");
  const { system } = await plantInventory(maya, mayaId, ruth);
  assert.equal((await contingency(maya)).next?.draft, "backup");
  assert.equal((await maya.send("/v1/contingency/drafts", { what: "everything" })).status, 400);
  assert.equal((await maya.send("/v1/contingency/drafts", { what: "test" })).status, 400, "a test has a scenario");
  const sam = atWork(site, await addPerson(site, "sam@fernhollow.example", []));
  assert.equal((await sam.send("/v1/contingency/drafts", { what: "backup" })).status, 403);
  await sam.get("/v1/contingency", 403);

  const draft = await maya.write<Filed>("/v1/contingency/drafts", { what: "emergency-mode" }, { status: 201 });
  assert.equal(await codeOf(await maya.send("/v1/contingency/drafts", { what: "emergency-mode" })), "conflict", "one at a time of a kind");
  const { answers } = draft;
  const rows = (name: string) => answers[name] as Record<string, unknown>[]; // Fields of type rows.
  assert.deepEqual(
    rows("contacts").map(({ kind, name, noticeHours }) => [kind, name, noticeHours]),
    [
      ["insurer", undefined, undefined],
      ["counsel", undefined, undefined],
      ["police", undefined, undefined],
      ["provider", "Cloud provider", undefined],
      ["customer", "Lakeside Clinic", 72],
    ],
  );
  assert.deepEqual(
    rows("systems").map(({ rtoHours }) => rtoHours),
    [4, 168],
    "in the order in which they are needed",
  );
  assert.equal(rows("people")[0]?.["person"], mayaId);
  const words = Object.values(answers)
    .filter((one) => typeof one === "string")
    .join(" ")
    .split(/\s+/).length;
  assert.ok(words >= 600, `a complete text, ${words} words`);
  assert.match(String(answers["protecting"]), /164\.312\(b\)/);
  assert.match(String(answers["declared"]), /Chief Technology Officer/);

  const lacking = await maya.send(`/v1/submissions/${draft.id}/move`, { move: "submit" }, { version: draft.version });
  assert.equal(lacking.status, 422);
  const { fields } = (await lacking.json()) as { fields: { at: string }[] };
  assert.deepEqual(fields.map(({ at }) => at).sort(), ["/answers/contacts", "/answers/paper", "/answers/people", "/answers/systems"]);
  const twice = finished(answers);
  const put = (body: Record<string, unknown>, version: number) =>
    maya.send(`/v1/submissions/${draft.id}`, { answers: body }, { method: "PUT", version });
  const doubled = await put({ ...twice, systems: [...(twice["systems"] as object[]), (twice["systems"] as object[])[0]] }, 1);
  assert.equal(doubled.status, 422, "a system stands there once");
  const invented = { ...twice, ground: [{ system: system.id, name: "Something else", phi: "none" }] };
  const written = (await (await put(invented, 1)).json()) as Filed;
  assert.equal((written.answers["ground"] as { name: string }[])[0]?.name, SYSTEM.name, "the inventory's words, whatever was sent");
  assert.equal((await put(twice, 1)).status, 412, "whoever is second is told");
  const handedIn = await maya.move(written, "submit");
  assert.equal(await codeOf(await maya.tryMove(handedIn, "approve")), "not_yours_to_do");
  await ruth.move(handedIn, "approve");
  const { plans } = await contingency(ruth);
  assert.deepEqual(
    plans.map(({ inForce }) => inForce !== null),
    [false, false, true],
  );
  const { items } = await ruth.get<{ items: { event: string }[] }>("/v1/ledger/entries?kind=program.plan.draft&outcome=done");
  const entry = JSON.stringify(await ruth.get(`/v1/ledger/entries/${items[0]?.event}`));
  assert.ok(!entry.includes("Lakeside") && !entry.includes("503 555"), "no answer is in the ledger");
  assert.ok(entry.includes("emergency-mode"));
});

testSite("164.308(a)(7)(i): a plan is stale by itself, says why, has one task, and the next one takes its place", async (site) => {
  const { maya, ruth, mayaId, person } = await two(site);
  const { system } = await plantInventory(maya, mayaId);
  const first = await approvePlan(maya, ruth, "disaster-recovery");
  const mine = async () =>
    (await tasks(maya))
      .filter(({ key }) => OURS.test(key))
      .map(({ key }) => key.replace(first.id, "first"))
      .sort();
  await keepContingency(site.parts);
  const calm = await mine();
  assert.ok(!calm.some((key) => key.endsWith(":stale")));
  assert.deepEqual(
    calm.filter((key) => key.startsWith("contingency-plan:")),
    ["contingency-plan:first:print", "contingency-plan:first:review"],
  );
  const stale = async () =>
    (await contingency(maya)).plans.find(({ inForce }) => inForce?.id === first.id)?.inForce?.stale.map(({ why }) => why);
  assert.deepEqual(await stale(), []);

  await maya.file("system", { ...SYSTEM, name: "Warehouse", criticality: "longer", owner: mayaId });
  assert.deepEqual(await stale(), ["added"]);
  const changed = await maya.write<Filed>(
    `/v1/submissions/${system.id}`,
    { answers: { ...system.answers, location: "us-east-2" } },
    { method: "PUT", version: system.version },
  );
  assert.deepEqual(await stale(), ["added", "changed"]);
  await maya.move(changed, "retire", { reason: "Another took its place." });
  assert.deepEqual(await stale(), ["added", "retired"]);
  await keepContingency(site.parts);
  await keepContingency(site.parts);
  assert.equal((await mine()).filter((key) => key === "contingency-plan:first:stale").length, 1, "one, however often it is looked at");
  const day = (await tasks(maya)).find(({ key }) => key === `contingency-plan:${first.id}:stale`)?.dueOn;
  site.clock.pass(20 * MS_PER_DAY);
  await keepContingency(site.parts);
  const again = atWork(site, { ...person, cookie: await signIn(site, person) });
  assert.equal(
    (await tasks(again)).find(({ key }) => key === `contingency-plan:${first.id}:stale`)?.dueOn,
    day,
    "the day does not move on by looking",
  );
});

testSite(
  "164.308(a)(7)(i): somebody on a plan who leaves makes it stale; a plan written anew takes over what was written and the old one gives way",
  async (site) => {
    const { maya, ruth, mayaId, person } = await two(site);
    await plantInventory(maya, mayaId);
    const leaver = await addPerson(site, "sam@fernhollow.example", []);
    assert.ok(leaver.email !== "");
    const { items } = await maya.get<{ items: { id: string; name: string; version: number }[] }>("/v1/members");
    const sam = items.find(({ name }) => name === "sam");
    assert.ok(sam !== undefined);
    const deputy = { deputy: sam.id, deputyTelephone: "+1 503 555 0190" };

    const first = await approvePlan(maya, ruth, "backup", deputy);
    const next = await approvePlan(ruth, maya, "backup");
    assert.equal((await ruth.get<Filed>(`/v1/submissions/${first.id}`)).state, "superseded");
    assert.equal(next.answers["paper"], first.answers["paper"]);
    assert.deepEqual(next.answers["people"], first.answers["people"], "telephones are taken over");
    const keys = (await tasks(maya)).map(({ key }) => key);
    assert.ok(!keys.some((key) => key.startsWith(`contingency-plan:${first.id}`)), "what was due for the old one is not");
    assert.ok(keys.includes(`contingency-plan:${next.id}:print`));
    const leaving = { leftOn: dayOf(site.clock.now()), cause: "ordinary" };
    await maya.write(`/v1/members/${sam.id}/leave`, leaving, { version: sam.version });
    const standing = async (who: AtWork) => (await contingency(who)).plans.find(({ inForce }) => inForce?.id === next.id)?.inForce?.stale;
    assert.deepEqual(await standing(maya), [], "the last day is still a day at work");
    site.clock.pass(MS_PER_DAY);
    const later = atWork(site, { ...person, cookie: await signIn(site, person) });
    assert.deepEqual(await standing(later), [{ why: "left", of: sam.id, says: "sam has left." }]);
  },
);

testSite(
  "164.316(b)(2)(ii): a plan is printed: what is in force, by a day that has come, and where it lies ends its task",
  async (site) => {
    const { maya, ruth, mayaId } = await two(site);
    await plantInventory(maya, mayaId);
    await maya.get("/v1/contingency/file", 404);
    const plan = await approvePlan(maya, ruth, "backup");
    const places = [{ place: "Red folder, hall", keeper: mayaId }];
    const today = "2026-11-29";
    const refused = async (answers: object, at: string) => {
      const answer = await maya.send("/v1/submissions", { form: "plan-printing", answers });
      assert.equal(answer.status, 422);
      const { fields } = (await answer.json()) as { fields: { at: string }[] };
      assert.ok(
        fields.some((one) => one.at === at),
        JSON.stringify(fields),
      );
    };
    await refused({ plan: plan.id, on: "2199-01-01", places }, "/answers/on");
    await refused({ plan: plan.id, on: "2026-11-01", places }, "/answers/on"); // The day before its approval.
    const draft = await maya.write<Filed>("/v1/contingency/drafts", { what: "emergency-mode" }, { status: 201 });
    await refused({ plan: draft.id, on: today, places }, "/answers/plan");
    await refused({ plan: plan.id, on: today }, "/answers/places");
    assert.ok((await tasks(maya)).some(({ key }) => key.endsWith(":print")));
    await maya.file("plan-printing", { plan: plan.id, on: dayOf(site.clock.now()), places });
    assert.ok(!(await tasks(maya)).some(({ key }) => key.endsWith(":print")));
    await keepContingency(site.parts);
    assert.ok(!(await tasks(maya)).some(({ key }) => key.endsWith(":print")), "and it stays done");
    const read = await maya.get<{ body: string; sha256: string; standing: { printed: { places: { place: string; keeper: string }[] }[] } }>(
      `/v1/contingency/plans/${plan.id}`,
    );
    assert.deepEqual(read.standing.printed[0]?.places, [{ place: "Red folder, hall", keeper: "Maya Okafor" }]);
    assert.ok(!read.body.includes("<script"));
  },
);

const dayOf = (at: Date): string =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO("America/Los_Angeles").toPlainDate().toString();

testSite(
  "164.308(a)(7)(ii)(D): a test that did not hold has actions, each somebody's task by a day; drills of our own backups are among them",
  async (site) => {
    const { maya, ruth, mayaId } = await two(site);
    await plantInventory(maya, mayaId);
    const sam = await addPerson(site, "sam@fernhollow.example", []);
    const { items } = await maya.get<{ items: { id: string; name: string }[] }>("/v1/members");
    const samId = items.find(({ name }) => name === "sam")?.id ?? "";
    const draft = await maya.write<Filed>("/v1/contingency/drafts", { what: "test", scenario: "ransomware" }, { status: 201 });
    assert.match(String(draft.answers["injects"]), /^1\. 19:40/);
    const now = site.clock.now().getTime();
    const at = (hours: number): string => new Date(now + hours * 3_600_000).toISOString();
    const answers = {
      ...draft.answers,
      startedAt: at(-3),
      endedAt: at(-1),
      people: [{ person: mayaId, part: "Lead" }],
      gaps: "The envelope was not where the plan says.",
      result: "held-in-part",
    };
    const put = (body: object) => maya.send(`/v1/submissions/${draft.id}`, { answers: body }, { method: "PUT", version: draft.version });
    const wrong: readonly [object, string][] = [
      [{ result: "held", endedAt: at(2) }, "/answers/endedAt"],
      [{ result: "held", startedAt: at(-1), endedAt: at(-2) }, "/answers/endedAt"],
    ];
    for (const [more, field] of wrong) {
      const answer = await put({ ...answers, ...more });
      assert.equal(answer.status, 422, field);
      assert.ok(((await answer.json()) as { fields: { at: string }[] }).fields.some((one) => one.at === field));
    }
    const actions = [
      { what: "Seal the envelope anew", owner: samId, dueOn: "2026-12-10" },
      { what: "Call-list on paper", owner: mayaId, dueOn: "2026-12-20" },
    ];
    const written = (await (await put({ ...answers, actions })).json()) as Filed;
    const handedIn = await maya.move(written, "submit");
    assert.equal((await contingency(maya)).actions.length, 0, "nothing follows from what nobody approved");
    await ruth.move(handedIn, "approve");
    const open = (await contingency(maya)).actions;
    assert.deepEqual(
      open.map(({ what, dueOn }) => [what, dueOn]),
      [
        ["Seal the envelope anew", "2026-12-10"],
        ["Call-list on paper", "2026-12-20"],
      ],
    );
    const samAtWork = atWork(site, sam);
    const own = await samAtWork.get<{ items: { key: string; dueOn: string }[] }>("/v1/tasks?limit=200&whose=mine");
    assert.ok(own.items.some(({ key, dueOn }) => key === `contingency-action:${open[0]?.id}` && dueOn === "2026-12-10"));
    await samAtWork.get(`/v1/submissions/${open[1]?.id}`, 404);
    await samAtWork.move({ id: open[0]?.id ?? "", version: 1 }, "finish", { answers: { how: "Sealed, with the day on it." } });
    assert.equal((await contingency(maya)).actions.length, 1);

    const { ledger, installation } = site.parts;
    const detail = { file: "x", rows: 812, records: 3, entries: 40, logs: [], logCount: 2, seconds: 1.5 };
    await ledger.recorder.record(systemAct(installation, "operate.restore.drill", { detail }));
    await ledger.recorder.record(systemAct(installation, "operate.restore.drill", { outcome: "backup_broken" }));
    const { tries } = await contingency(maya);
    const drills = tries.filter(({ kind }) => kind === "drill");
    assert.deepEqual(drills.map(({ result }) => result).sort(), ["bad", "good"]);
    assert.ok(drills.some(({ says }) => says === "812 rows compared, 3 records, 40 entries, 2 roots, in 1.5 s"));
    assert.ok(tries.some(({ kind, result }) => kind === "test" && result === "part"));
  },
);

testSite("164.308(a)(7)(ii)(D): tests and restores are due by the months of the policy, once, from the last one", async (site) => {
  const { maya, ruth, mayaId } = await two(site);
  const { system } = await plantInventory(maya, mayaId);
  const due = async () => {
    await keepContingency(site.parts);
    return (await tasks(maya))
      .filter(({ key }) => key.includes(":due:"))
      .map(({ key }) => key)
      .sort();
  };
  const { testDueOn, restoreDueOn } = await contingency(maya);
  assert.deepEqual(await due(), [`contingency-test:due:${testDueOn}`, `restore-test:due:${restoreDueOn}`]);
  const begun = Temporal.PlainDate.from(dayOf(site.clock.now()));
  assert.equal(testDueOn, begun.add({ months: 12 }).toString());
  assert.equal(restoreDueOn, begun.add({ months: 3 }).toString());
  const on = begun.toString();
  const answers = {
    system: system.id,
    backup: "Last night's",
    on,
    minutes: 95,
    keyFrom: "The bank's box",
    compared: "Counts and digests of all tables",
    met: "yes",
  };
  const late = await maya.send("/v1/submissions", { form: "restore-test", answers: { ...answers, on: "2199-01-01" } });
  assert.equal(late.status, 422);
  await maya.move(await maya.file("restore-test", answers), "sign");
  assert.equal((await contingency(ruth)).systems.find(({ id }) => id === system.id)?.restoredOn, on);
  await approveAnalysis(maya, ruth);
  assert.ok((await contingency(ruth)).systems.find(({ id }) => id === system.id)?.isAnalysed);
  assert.equal((await due()).length, 2);
  assert.equal(KINDS.length, 3);
});
