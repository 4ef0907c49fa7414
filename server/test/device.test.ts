// SPDX-License-Identifier: Apache-2.0
// Devices from hand to hand: what is refused first, then who had it, what a check says and for how long, and what becomes of media.
import assert from "node:assert/strict";
import { MS_PER_DAY } from "#base/clock.ts";
import { present } from "#base/assert.ts";
import { checkNamed } from "#safeguard/registry.ts";
import { keepCheckTasks } from "#program/device/keep-check-tasks.ts";
import { plusDays, today } from "#program/calendar.ts";
import { checkDevice, devicePage, devices, deviceTeam, plantDevice, SINCE } from "./support/device.ts";
import { LAPTOP } from "./support/device-answers.ts";
import { atWork, codeOf, type AtWork, type Filed } from "./support/person.ts";
import { addPerson, signIn, testSite, type TestSite } from "./support/site.ts";

const lookAt = async ({ parts }: TestSite, name: string): Promise<string> =>
  (await present(await checkNamed(name), "It is there.").look(parts)).status;

const refusedAt = async (answer: Response): Promise<string> => {
  const { fields = [] } = (await answer.json()) as { fields?: { at: string }[] };
  return fields.map(({ at }) => at).join();
};

const tryDevice = (who: AtWork, custodian: string, more: Readonly<Record<string, unknown>>): Promise<Response> =>
  who.send("/v1/submissions", { form: "device", answers: { ...LAPTOP, custodian, since: SINCE, ...more } });

testSite(
  "a device is refused with a day to come, a custodian who is nobody, or a serial number that another has [164.310(d)(2)(iii)]",
  async (site) => {
    const { maya, sam, ids } = await deviceTeam(site);
    assert.equal(await refusedAt(await tryDevice(maya, ids.sam, { since: "2031-01-01" })), "/answers/since");
    assert.equal(await refusedAt(await tryDevice(maya, "019a0000-0000-7000-8000-000000000000", {})), "/answers/custodian");
    assert.equal(await refusedAt(await tryDevice(maya, ids.sam, { where: "site" })), "/answers/site");
    assert.equal((await tryDevice(sam, ids.sam, {})).status, 409, "Who works here does not write the inventory.");
    await plantDevice(maya, ids.sam);
    const again = await tryDevice(maya, ids.sam, { serial: " fb13-0014 " });
    assert.equal(again.status, 422);
    assert.equal(await refusedAt(again), "/answers/serial");
    const answers = await Promise.all([1, 2, 3].map(() => tryDevice(maya, ids.sam, { serial: "ONE" })));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 422, 422], "Of three at once one is filed.");
  },
);

testSite("people's own devices are not used with PHI unless the policy says so [164.310(b)]", async (site) => {
  const { maya, ids } = await deviceTeam(site);
  assert.equal(await refusedAt(await tryDevice(maya, ids.sam, { owner: "own" })), "/answers/owner");
  assert.equal((await tryDevice(maya, ids.sam, { owner: "own", holds: "none" })).status, 201);
});

testSite("a member sees their own devices and nobody else's, and changes none", async (site) => {
  const { maya, sam, ids } = await deviceTeam(site);
  const own = await plantDevice(maya, ids.sam);
  const other = await plantDevice(maya, ids.ruth, { serial: "FB13-0015" });
  assert.deepEqual(
    (await devices(sam)).map(({ id, isMine }) => [id, isMine]),
    [[own.id, true]],
  );
  assert.equal((await devices(maya)).length, 2);
  await sam.get(`/v1/devices/${other.id}`, 404);
  const { submission } = await devicePage(sam, own.id);
  assert.equal(submission.moves.find(({ move }) => move === "lose")?.closed, null);
  const amended = await sam.send(
    `/v1/submissions/${own.id}`,
    { answers: { ...LAPTOP, custodian: ids.sam, since: SINCE, holds: "none" } },
    { method: "PUT", version: 1 },
  );
  assert.equal(amended.status, 409, "Its custodian does not say that it holds nothing.");
  assert.equal((await sam.tryMove(own, "store", { answers: { custodian: ids.maya, since: SINCE, where: "remote" } })).status, 409);
  await sam.get(`/v1/devices/${(await maya.file("party", { name: "Lakeside", role: "other", service: "x" })).id}`, 404);
});

testSite("what may hold PHI changes hands by a movement or reuse that another official confirms [164.310(d)(2)(ii)]", async (site) => {
  const { maya, ruth, sam, ids } = await deviceTeam(site);
  const day = await today(site.parts);
  const own = await plantDevice(maya, ids.sam);
  const custody = { custodian: ids.ruth, since: day, where: "remote" };
  assert.equal(await codeOf(await maya.tryMove(own, "hand", { answers: custody })), "not_yours_to_do");
  assert.equal((await maya.tryMove(own, "dispose")).status, 409, "Nobody disposes of it by hand.");
  const cleared = { device: own.id, kind: "reuse", on: day, hold: "no", method: "purge", seen: "witness", to: ids.ruth, where: "remote" };
  const bySelf = await maya.file("media-disposal", { ...cleared, witness: ids.maya });
  assert.equal((await ruth.tryMove(bySelf, "confirm")).status, 409, "The witness is somebody else.");
  const held = await maya.file("media-disposal", { ...cleared, witness: ids.sam, hold: "yes" });
  assert.equal((await ruth.tryMove(held, "confirm")).status, 409, "A hold stops it.");
  const filed = await maya.file("media-disposal", { ...cleared, witness: ids.sam });
  assert.equal((await maya.tryMove(filed, "confirm")).status, 409, "Not who filed it.");
  assert.equal((await sam.tryMove(filed, "confirm")).status, 404);
  await ruth.move(filed, "confirm");
  const page = await devicePage(maya, own.id);
  assert.equal(page.device.custodian.id, ids.ruth);
  assert.deepEqual(
    page.custody.map(({ custodian, from, to }) => [custodian.id, from, to]),
    [
      [ids.sam, SINCE, day],
      [ids.ruth, day, null],
    ],
  );
  assert.equal((await devicePage(maya, own.id, "2026-01-20")).onDay?.id, ids.sam);
  assert.equal((await devicePage(maya, own.id, "2025-12-24")).onDay, null);
  assert.equal(page.movements.length, 3);
});

testSite(
  "that a device may hold PHI is corrected by an official who has not got it, with the reason [164.310(d)(2)(iii)]",
  async (site) => {
    const { maya, ruth, sam, ids } = await deviceTeam(site);
    const own = await plantDevice(maya, ids.ruth);
    const amended = { answers: { ...LAPTOP, custodian: ids.ruth, since: SINCE, holds: "none" } };
    assert.equal(await refusedAt(await maya.send(`/v1/submissions/${own.id}`, amended, { method: "PUT", version: 1 })), "/answers/holds");
    const why = { reason: "It shows the menu in the kitchen, and never had an account." };
    assert.equal((await maya.tryMove(own, "correct")).status, 422, "It says why.");
    assert.equal((await sam.tryMove(own, "correct", why)).status, 404);
    assert.equal((await ruth.tryMove(own, "correct", why)).status, 409, "Who has it does not say so alone.");
    const corrected = await maya.move(own, "correct", why);
    assert.deepEqual([corrected.state, corrected.answers["holds"], corrected.answers["custodian"]], ["in use", "none", ids.ruth]);
    const { history } = await maya.get<{ history: { reason: string | null }[] }>(`/v1/submissions/${own.id}`);
    assert.equal(history.at(-1)?.reason, why.reason);
    assert.equal((await maya.tryMove(corrected, "correct", why)).status, 409, "Once.");
    await maya.move(corrected, "hand", { answers: { custodian: ids.sam, since: await today(site.parts), where: "remote" } });
  },
);

testSite(
  "who stored a device does not say alone that it never held PHI: storing it names somebody else [164.310(d)(2)(ii)]",
  async (site) => {
    const { maya, ruth, ids } = await deviceTeam(site);
    const custody = { custodian: ids.maya, since: await today(site.parts), where: "remote" };
    const why = { reason: "It never had an account." };
    const stored = await ruth.move(await plantDevice(maya, ids.ruth), "store", { answers: custody });
    assert.equal((await ruth.tryMove(stored, "correct", why)).status, 409, "who gave it away is not somebody else");
    const kept = await ruth.move(stored, "keep", { answers: custody });
    assert.equal((await ruth.tryMove(kept, "correct", why)).status, 409);
    assert.equal((await maya.tryMove(kept, "correct", why)).status, 409, "nor is who has it now");
    const third = atWork(site, await addPerson(site, "third@fernhollow.example", ["security-official"]));
    assert.equal((await third.move(kept, "correct", why)).answers["holds"], "none");
  },
);

testSite(
  "a confirmed disposal ends a device in the same transaction, once; what is gone cannot be disposed of again [164.310(d)(2)(i)]",
  async (site) => {
    const { maya, ruth, ids } = await deviceTeam(site);
    const day = await today(site.parts);
    const own = await plantDevice(maya, ids.sam);
    const disposal = { device: own.id, kind: "dispose", on: day, hold: "no", method: "destroy", seen: "witness", witness: ids.sam };
    assert.equal(
      (await maya.send("/v1/submissions", { form: "media-disposal", answers: { ...disposal, witness: undefined } })).status,
      422,
    );
    const [one, other] = [await maya.file("media-disposal", disposal), await maya.file("media-disposal", disposal)];
    await ruth.move(one, "confirm");
    assert.equal((await devicePage(maya, own.id)).device.state, "disposed");
    const again = await ruth.tryMove(other, "confirm");
    assert.equal(again.status, 409);
    assert.equal((await maya.get<{ state: string }>(`/v1/submissions/${other.id}`)).state, "noted", "Nothing of it happened.");
  },
);

testSite("a device that is lost files an incident report by itself, once for each loss [164.308(a)(6)(ii)]", async (site) => {
  const { maya, sam, ids } = await deviceTeam(site);
  const own = await plantDevice(maya, ids.sam, { assetTag: "A-14" });
  const incidents = async () => (await maya.get<{ items: { id: string; title: string }[] }>("/v1/submissions?form=incident-report")).items;
  assert.equal((await sam.tryMove(own, "lose")).status, 422, "When it was noticed is asked for.");
  assert.equal((await incidents()).length, 0);
  const noticed = { answers: { noticedAt: site.parts.clock.now().toISOString(), lostWhere: "On the train" } };
  const lost = await sam.move(own, "lose", noticed);
  assert.deepEqual(
    (await incidents()).map(({ title }) => title),
    ["Laptop A-14 lost or stolen"],
  );
  const { answers } = await maya.get<Filed>(`/v1/submissions/${(await incidents())[0]?.id ?? ""}`);
  assert.equal(answers["phi"], "maybe");
  assert.match(String(answers["more"]), /^In the inventory: Laptop /);
  assert.equal((await sam.tryMove(lost, "lose", noticed)).status, 409);
  assert.equal((await incidents()).length, 1);
  const found = await maya.move(lost, "find", { answers: { custodian: ids.maya, since: await today(site.parts), where: "remote" } });
  assert.equal(found.state, "in storage");
  await maya.move(found, "lose", noticed);
  assert.equal((await incidents()).length, 2, "A second loss is another incident.");
});

testSite(
  "a check is its custodian's or an official's to sign; what it found and how old it is decides [164.310(b), 164.310(c)]",
  async (site) => {
    const { maya, ruth, sam, ids } = await deviceTeam(site);
    const name = "devices-that-may-hold-phi-pass-their-checks";
    assert.equal(await lookAt(site, name), "fail", "No inventory proves nothing.");
    const own = await plantDevice(maya, ids.sam);
    const day = await today(site.parts);
    assert.equal(await lookAt(site, name), "fail", "Never looked at.");
    const other = await plantDevice(maya, ids.ruth, { serial: "FB13-0016", holds: "none" });
    const draft = await sam.file("workstation-check", { device: own.id, looks: "runs", checkedOn: day, encrypted: "yes", system: "x" });
    assert.equal((await sam.tryMove(draft, "sign")).status, 422, "It is not finished.");
    await assert.rejects(() => checkDevice(sam, other.id, day), /409/, "It is not theirs.");
    const future = { device: own.id, looks: "runs", checkedOn: plusDays(day, 1) };
    assert.equal(await refusedAt(await sam.send("/v1/submissions", { form: "workstation-check", answers: future })), "/answers/checkedOn");
    const medium = { device: own.id, looks: "medium", checkedOn: day };
    assert.equal(await refusedAt(await sam.send("/v1/submissions", { form: "workstation-check", answers: medium })), "/answers/looks");
    await checkDevice(sam, own.id, day, { lock: 0 });
    assert.deepEqual((await devicePage(sam, own.id)).device.evidence.faults, ["lock"], "A screen that never locks fails.");
    assert.equal(await lookAt(site, name), "fail");
    await checkDevice(sam, own.id, day, { patchedOn: plusDays(day, -61) });
    assert.deepEqual((await devicePage(sam, own.id)).device.evidence.faults, ["patched"]);
    await checkDevice(sam, own.id, day);
    assert.equal((await devicePage(ruth, own.id)).device.evidence.standing, "fresh");
    assert.equal(await lookAt(site, name), "pass");
    site.clock.pass(89 * MS_PER_DAY);
    assert.equal(await lookAt(site, name), "pass");
    site.clock.pass(2 * MS_PER_DAY);
    assert.equal(await lookAt(site, name), "fail", "After the policy's 90 days it is stale by itself.");
  },
);

testSite(
  "each device asks its custodian for a check, exactly once however long nothing ran, and no longer when it is done",
  async (site) => {
    const { maya, sam, ids } = await deviceTeam(site);
    const own = await plantDevice(maya, ids.sam);
    const tasks = async () =>
      (await sam.get<{ items: { key: string; dueOn: string }[] }>("/v1/tasks?limit=200")).items.filter(({ key }) =>
        key.startsWith("device-check:"),
      );
    await keepCheckTasks(site.parts);
    await keepCheckTasks(site.parts);
    assert.equal((await tasks()).length, 1);
    const day = await today(site.parts);
    await checkDevice(sam, own.id, day);
    assert.equal((await tasks()).length, 0, "Signing it closes the task at once.");
    await keepCheckTasks(site.parts);
    assert.deepEqual(
      (await tasks()).map(({ dueOn }) => dueOn),
      [plusDays(day, 90)],
    );
    site.clock.pass(7 * 60_000);
    await maya.move(own, "store", { answers: { custodian: ids.maya, since: day, where: "remote" } });
    await keepCheckTasks(site.parts);
    assert.equal((await tasks()).length, 0, "In storage it need not be looked at.");
  },
);

testSite(
  "who leaves gives back devices and keys: the check-list does not finish before, and a check fails [164.308(a)(3)(ii)(C)]",
  async (site) => {
    const { maya, sam, ids, person } = await deviceTeam(site);
    const day = await today(site.parts);
    const own = await plantDevice(maya, ids.sam);
    const office = await maya.file("site", { name: "Portland", address: "1 Fern St", kind: "office", entry: "Badges", owner: ids.maya });
    const key = await maya.file("visitor-and-maintenance", { what: "Badge 7", kind: "key", site: office.id, holder: ids.sam, on: day });
    assert.equal((await maya.tryMove(key, "leave", { answers: { leftAt: site.parts.clock.now().toISOString() } })).status, 409);
    assert.equal(
      (await sam.tryMove(key, "return", { answers: { returnedOn: day } })).status,
      409,
      "Who has it does not say that it is back.",
    );
    const { items } = await maya.get<{ items: { kind: string; person: { id: string } }[] }>("/v1/keys");
    assert.deepEqual(
      items.map(({ kind, person: holder }) => [kind, holder.id]),
      [["key", ids.sam]],
    );
    const check = "nobody-who-left-holds-a-device-or-key";
    assert.equal(await lookAt(site, check), "not-applicable");
    const { items: members } = await maya.get<{ items: { id: string; version: number }[] }>("/v1/members");
    const version = members.find(({ id }) => id === ids.sam)?.version ?? 0;
    const { checklist } = await maya.write<{ checklist: string }>(
      `/v1/members/${ids.sam}/leave`,
      { leftOn: day, cause: "ordinary" },
      { version },
    );
    const list = await maya.get<Filed>(`/v1/submissions/${checklist}`);
    const steps = ["sign-in", "services", "secrets", "device", "entry", "reminder"];
    const ticked = await maya.write<Filed>(
      `/v1/submissions/${checklist}`,
      { answers: { ...list.answers, steps } },
      { method: "PUT", version: 1 },
    );
    const refused = await maya.tryMove(ticked, "finish");
    assert.match(await refused.text(), /They still have 1 devices and 1 keys/);
    site.clock.pass(MS_PER_DAY);
    assert.equal(await lookAt(site, check), "fail");
    assert.equal(await lookAt(site, "each-device-has-a-custodian-in-the-workforce"), "fail");
    const back = atWork(site, { ...person, cookie: await signIn(site, person) });
    assert.equal((await devices(back, `?custodian=${ids.sam}`)).map(({ custodian }) => custodian.hasLeft).join(), "true");
    const toSam = { custodian: ids.sam, since: day, where: "remote" };
    assert.equal(await refusedAt(await back.tryMove(own, "store", { answers: toSam })), "/answers/custodian", "Nobody who left keeps it.");
    await back.move(own, "store", { answers: { ...toSam, custodian: ids.maya } });
    await back.move(key, "return", { answers: { returnedOn: day } });
    assert.equal((await back.move(ticked, "finish")).state, "finished");
    assert.equal(await lookAt(site, check), "pass");
  },
);

testSite(
  "disposals and reuses that nobody confirms fail after a week; what lies in storage for too long fails [164.310(d)(2)(i)-(ii)]",
  async (site) => {
    const { maya, ids } = await deviceTeam(site);
    const day = await today(site.parts);
    const own = await plantDevice(maya, ids.sam);
    for (const name of ["disposals-are-confirmed", "reuse-is-cleared"]) assert.equal(await lookAt(site, name), "not-applicable");
    const seen = { device: own.id, on: day, hold: "no", method: "clear", seen: "witness", witness: ids.sam };
    await maya.file("media-disposal", { ...seen, kind: "reuse", to: ids.maya, where: "remote" });
    await maya.file("media-disposal", { ...seen, kind: "dispose", method: "purge" });
    for (const name of ["disposals-are-confirmed", "reuse-is-cleared"]) assert.equal(await lookAt(site, name), "pass");
    site.clock.pass(8 * MS_PER_DAY);
    for (const name of ["disposals-are-confirmed", "reuse-is-cleared"]) assert.equal(await lookAt(site, name), "fail");
  },
);
