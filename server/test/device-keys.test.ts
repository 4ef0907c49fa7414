// SPDX-License-Identifier: Apache-2.0
// Keys, visitors, repairs, and what moves with its content: each takes its own moves.
import assert from "node:assert/strict";
import { today } from "#program/calendar.ts";
import { devicePage, deviceTeam, plantDevice } from "./support/device.ts";
import { testSite } from "./support/site.ts";

const refusedAt = async (answer: Response): Promise<string> => {
  const { fields = [] } = (await answer.json()) as { fields?: { at: string }[] };
  return fields.map(({ at }) => at).join();
};

testSite(
  "visits, keys and repairs take their own moves; a lost key waits for an official until it opens nothing [164.310(a)(2)(iii)-(iv)]",
  async (site) => {
    const { maya, sam, ids } = await deviceTeam(site);
    const day = await today(site.parts);
    const now = site.parts.clock.now().toISOString();
    const office = await maya.file("site", { name: "Portland", address: "1 Fern St", kind: "office", entry: "Badges", owner: ids.maya });
    const common = { site: office.id, what: "The back door" };
    const visit = await sam.file("visitor-and-maintenance", { ...common, kind: "visit", who: "Alder Lifts", escort: ids.sam, inAt: now });
    assert.equal((await sam.tryMove(visit, "finish")).status, 409, "A visit is not repaired.");
    assert.equal((await sam.move(visit, "leave", { answers: { leftAt: now } })).state, "closed");
    const repair = await maya.file("visitor-and-maintenance", {
      ...common,
      kind: "repair",
      on: day,
      work: "A new cylinder.",
      tested: "Maya, it locks.",
    });
    assert.equal((await maya.move(repair, "finish")).state, "closed");
    const key = await maya.file("visitor-and-maintenance", { ...common, kind: "key", holder: ids.sam, on: day });
    const lost = await sam.move(key, "lose", { answers: { lostOn: day } });
    const { items } = await maya.get<{ items: { key: string; dueOn: string }[] }>("/v1/tasks?limit=200&whose=all");
    assert.equal(items.find((task) => task.key === `submission:${key.id}:lost`)?.dueOn, day, "It is due today.");
    assert.equal((await sam.tryMove(lost, "disable", { answers: { disabledHow: "x" } })).status, 409);
    assert.equal((await maya.move(lost, "disable", { answers: { disabledHow: "The badge is blocked." } })).state, "closed");
  },
);

testSite("a movement says whether a copy was made before, and why none was needed [164.310(d)(2)(iv)]", async (site) => {
  const { maya, ruth, ids } = await deviceTeam(site);
  const day = await today(site.parts);
  const own = await plantDevice(maya, ids.sam);
  const move = { device: own.id, kind: "move", on: day, hold: "yes", to: ids.maya, where: "remote" };
  const trying = (more: object) => maya.send("/v1/submissions", { form: "media-disposal", answers: { ...move, ...more } });
  assert.equal(await refusedAt(await trying({})), "/answers/copy");
  assert.equal(await refusedAt(await trying({ copy: "not-needed" })), "/answers/whyNoCopy");
  const filed = await maya.file("media-disposal", { ...move, copy: "made" });
  assert.equal((await ruth.move(filed, "confirm")).state, "confirmed", "A hold does not stop it from moving with what is on it.");
  assert.equal((await devicePage(maya, own.id)).device.custodian.id, ids.maya);
});
