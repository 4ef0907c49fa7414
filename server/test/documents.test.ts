// SPDX-License-Identifier: Apache-2.0
// The store of texts, contracts and evidence.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { test } from "node:test";
import { dayAt, daysBetween, endOf, keptUntil, plusDays, plusMonths, plusYears } from "#program/calendar.ts";
import { atWork } from "./support/person.ts";
import { addPerson, setUpSite, testSite } from "./support/site.ts";

testSite("a document is kept as it came, under its hash, and not removed before its time", async (site) => {
  const who = await setUpSite(site);
  const official = atWork(site, who);
  const member = atWork(site, await addPerson(site, "sam@fernhollow.example", []));
  const bytes = Buffer.from("%PDF-1.7 a contract");
  const upload = (headers: Record<string, string>, query = "kind=contract&mediaType=application/pdf&effectiveOn=2026-01-15") =>
    site.fetch(`/v1/documents?${query}`, {
      method: "POST",
      headers: {
        cookie: who.cookie,
        "part164-console": "1",
        "idempotency-key": crypto.randomUUID(),
        "content-type": "application/octet-stream",
        ...headers,
      },
      body: bytes,
    });
  assert.equal((await upload({})).status, 400, "a file has a name");
  assert.equal((await upload({ "document-name": "..%2Fevil" })).status, 400);
  assert.equal((await upload({ "document-name": "a.pdf" }, "kind=contract&mediaType=text/html")).status, 400);
  const made = (await (await upload({ "document-name": "Clinic%20contract.pdf" })).json()) as { id: string; sha256: string };
  assert.equal(made.sha256, createHash("sha256").update(bytes).digest("hex"));
  await member.get(`/v1/documents/${made.id}/file`, 403);
  const file = await site.fetch(`/v1/documents/${made.id}/file`, { headers: { cookie: who.cookie } });
  assert.deepEqual(Buffer.from(await file.arrayBuffer()), bytes);
  await official.write(`/v1/documents/${made.id}/hold`, { hold: "Letter of a regulator" }, { method: "PUT", version: 1 });
  const { items } = await official.get<{ items: { hold: string | null; keptUntil: string | null; effectiveOn: string }[] }>(
    "/v1/documents?kind=contract",
  );
  assert.deepEqual(
    items.map(({ hold, keptUntil, effectiveOn }) => [hold, keptUntil, effectiveOn]),
    [["Letter of a regulator", null, "2026-01-15"]],
  );
});

test("164.316(b)(2)(i): six years from creation or from the last day in effect, whichever is later, the anniversary included", () => {
  assert.equal(keptUntil({ createdOn: "2026-01-10", endedOn: null }), null);
  assert.equal(keptUntil({ createdOn: "2026-01-10", endedOn: "2027-05-01" }), "2033-05-02");
  assert.equal(keptUntil({ createdOn: "2027-06-01", endedOn: "2027-05-01" }), "2033-06-02", "written down after it ended");
  assert.equal(keptUntil({ createdOn: "2024-02-29", endedOn: "2024-02-29" }), "2030-03-01", "from a leap day");
});

test("a day ends when it is over there: across clock changes, year ends and the date line", () => {
  assert.equal(endOf("2026-03-08", "America/Los_Angeles").toISOString(), "2026-03-09T07:00:00.000Z", "a day of 23 hours");
  assert.equal(endOf("2026-11-01", "America/Los_Angeles").toISOString(), "2026-11-02T08:00:00.000Z", "a day of 25 hours");
  assert.equal(endOf("2026-12-31", "Pacific/Honolulu").toISOString(), "2027-01-01T10:00:00.000Z");
  assert.equal(dayAt(new Date("2026-12-31T23:30:00Z"), "Asia/Kolkata"), "2027-01-01");
  assert.equal(plusMonths("2026-01-31", 1), "2026-02-28");
  assert.equal(plusYears("2024-02-29", 1), "2025-02-28");
});

test("any instant lies before the end of its own day and not before the end of the day before", () => {
  const zones = ["America/Los_Angeles", "America/New_York", "Pacific/Honolulu", "Asia/Kolkata", "Pacific/Apia", "UTC"];
  const instants = fc.date({ min: new Date("2020-01-01T00:00:00Z"), max: new Date("2040-01-01T00:00:00Z"), noInvalidDate: true });
  fc.assert(
    fc.property(instants, fc.constantFrom(...zones), (at, zone) => {
      const day = dayAt(at, zone);
      assert.ok(at < endOf(day, zone) && at >= endOf(plusDays(day, -1), zone));
      assert.equal(daysBetween(day, plusDays(day, 60)), 60);
    }),
    { numRuns: 500 },
  );
});
