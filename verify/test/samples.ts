// SPDX-License-Identifier: Apache-2.0
// Fixed entries and leaves for tests and vectors.
import type { Entry } from "../src/entry.ts";
import { INSTALLATION, TENANTS } from "./keys.ts";

/** A UUIDv7 that ends in `n`. */
export function testId(n: number): string {
  return `01890a5d-ac96-774b-bcce-${n.toString(16).padStart(12, "0")}`;
}

/** A read of a record with every part present. */
export const FULL_ENTRY: Entry = {
  v: 1,
  id: testId(1),
  at: "2026-03-01T09:30:00.250Z",
  kind: "phi.record.read",
  outcome: "done",
  actor: { kind: "user", id: testId(2), session: testId(3), factor: "passkey" },
  onBehalfOf: "nurse-7",
  from: { address: "192.0.2.7", agent: "Mozilla/5.0 (Zoë)" },
  tenant: TENANTS[0],
  individual: testId(4),
  record: { type: "Patient", id: testId(5), version: 3 },
  fields: ["birthDate", "name"],
  purpose: "TREAT",
  disclosure: { recipient: "Example Hospital", basis: "164.506(c)(1)" },
  decided: { policyIds: ["care-relation"], policySet: "ab".repeat(32) },
  request: testId(6),
  detail: { before: "00".repeat(32), "10": 1, "9": [true, null, 0.5] },
};

/** What nobody tried, and was refused. */
export const BARE_ENTRY: Entry = {
  v: 1,
  id: testId(7),
  at: "2026-03-01T09:30:00.000Z",
  kind: "access.session.open",
  outcome: "sign_in_failed",
  actor: { kind: "nobody", id: null, session: null, factor: null },
  onBehalfOf: null,
  from: null,
  tenant: INSTALLATION,
  individual: null,
  record: null,
  fields: [],
  purpose: null,
  disclosure: null,
  decided: null,
  request: null,
  detail: null,
};
