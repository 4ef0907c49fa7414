// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Device, Place } from "../../api/device.ts";
import { nextStep } from "./device-words.ts";

const DEVICE: Device = {
  id: "d1",
  name: "Laptop 14",
  state: "in use",
  version: 1,
  kind: "laptop",
  model: "Fernbook",
  serial: "S-1",
  assetTag: null,
  holds: "may",
  owner: "ours",
  where: "remote",
  since: "2026-01-05",
  custodian: { id: "m1", name: "Sam", hasLeft: false },
  isMine: false,
  evidence: { standing: "fresh", checkedOn: "2026-11-01", staleOn: "2027-01-30", faults: [] },
  updatedAt: "2026-11-01T09:00:00Z",
};
const OLD: Device = { ...DEVICE, evidence: { ...DEVICE.evidence, standing: "stale" } };
const PLACE: Place = {
  id: "remote",
  covers: "remote",
  name: "Homes",
  standing: "none",
  open: ["164.310(a)(1)"],
  plan: null,
  reviewOn: null,
};

test("what somebody who left has comes before everything else", () => {
  const left = { ...DEVICE, custodian: { ...DEVICE.custodian, hasLeft: true } };
  assert.equal(nextStep([{ ...OLD, isMine: true }, left], [PLACE], true)?.tone, "harm");
  assert.equal(nextStep([{ ...left, state: "lost" }], [], false), null);
});

test("one's own check comes before what others owe, and is all that somebody sees who keeps no inventory", () => {
  assert.equal(nextStep([OLD, { ...OLD, id: "d2", isMine: true }], [PLACE], true)?.href, "/devices/d2");
  assert.equal(nextStep([OLD], [PLACE], false), null);
});

test("a device that was seen to fail comes before places, one that nobody looked at after them", () => {
  const failing = { ...DEVICE, id: "d3", evidence: { ...DEVICE.evidence, standing: "failing" as const, faults: ["encrypted" as const] } };
  const next = nextStep([OLD, failing], [PLACE], true);
  assert.deepEqual([next?.href, next?.title], ["/devices/d3", "1 device in use fails its check."]);
  assert.equal(nextStep([failing], [], false), null);
});

test("an empty inventory begins with a device, then places, then checks; where all stands, nothing is next", () => {
  assert.equal(nextStep([], [PLACE], true)?.href, "/forms/device/new");
  assert.equal(nextStep([OLD], [PLACE], true)?.href, "/forms/facility-plan/new");
  assert.equal(nextStep([OLD], [], true)?.href, "/devices/d1");
  assert.equal(nextStep([DEVICE], [{ ...PLACE, standing: "guarded", open: [] }], true), null);
});
