// SPDX-License-Identifier: Apache-2.0
// Policies from the library to what everybody has acknowledged: who approves what, exactly which text, and on which days it was in force.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { MS_PER_DAY } from "#base/clock.ts";
import { policySafeguards } from "#safeguard/safeguard/policies.ts";
import { publishPolicies } from "#program/document/publish.ts";
import { takenUp } from "#program/document/taken-up.ts";
import { runCheck } from "#safeguard/run.ts";
import { atWork, codeOf, type AtWork } from "./support/person.ts";
import { adoptProfile, PROFILE } from "./support/profile.ts";
import { addPerson, setUpSite, signIn, testSite, type TestSite } from "./support/site.ts";

type Version = {
  id: string;
  policy: string;
  sha256: string;
  version: string;
  state: string;
  effectiveOn: string | null;
  endedOn: string | null;
};
type Policy = { policy: string; inForce: Version | null; proposed: Version | null; acknowledgedAt: string | null; overdue: number };
type Proposed = { proposed: { id: string; policy: string; sha256: string }[] };

const listed = async (who: AtWork): Promise<Policy[]> => (await who.get<{ items: Policy[] }>("/v1/policies")).items;

async function statusOf({ parts }: TestSite, name: string): Promise<string> {
  const check = policySafeguards.flatMap(({ checks }) => checks).find((one) => one.name === name);
  assert.ok(check, name);
  return (await runCheck(parts, check)).status;
}

testSite(
  "164.316(a): the library is taken up, approved by another official as the exact text that was read, and acknowledged",
  async (site) => {
    const first = await setUpSite(site);
    const author = atWork(site, first);
    const second = await addPerson(site, "ruth@fernhollow.example", ["privacy-official"]);
    const approver = atWork(site, second);
    const member = atWork(site, await addPerson(site, "sam@fernhollow.example", []));

    assert.equal(await codeOf(await author.send("/v1/policies/adopt", {})), "conflict", "who we are comes first");
    await adoptProfile(author);
    assert.equal((await member.send("/v1/policies/adopt", {})).status, 403);
    const { proposed } = await author.write<Proposed>("/v1/policies/adopt", {});
    assert.equal(proposed.length, 24);
    assert.equal((await author.write<Proposed>("/v1/policies/adopt", {})).proposed.length, 0, "again: nothing new");
    assert.equal(await statusOf(site, "policy-access-control-is-in-force"), "fail");

    const versions = proposed.map(({ id, sha256 }) => ({ id, sha256 }));
    assert.equal(await codeOf(await author.send("/v1/policies/approve", { versions })), "not_yours_to_do");
    const altered = versions.map((one, n) => (n === 0 ? { ...one, sha256: "0".repeat(64) } : one));
    assert.equal(await codeOf(await approver.send("/v1/policies/approve", { versions: altered })), "version_conflict");
    assert.ok(
      (await listed(author)).every(({ inForce }) => inForce === null),
      "all or none",
    );
    assert.equal((await member.send("/v1/policies/approve", { versions })).status, 403);
    await approver.write("/v1/policies/approve", { versions });
    assert.equal(await statusOf(site, "policy-access-control-is-in-force"), "pass");
    assert.equal(await statusOf(site, "policy-access-control-is-known"), "fail", "nobody has read it");

    const read = await member.get<{ text: string; html: string; sha256: string }>("/v1/policies/access-control");
    assert.equal(createHash("sha256").update(read.text).digest("hex"), read.sha256, "the text is what its hash says");
    assert.ok(read.text.includes("Fernhollow Health") && !/\{[a-z]/i.test(read.text), "filled in");
    for (const who of [author, approver, member]) await who.write("/v1/policies/acknowledge", { versions });
    assert.equal(await codeOf(await member.send("/v1/policies/acknowledge", { versions: altered.slice(0, 1) })), "version_conflict");
    assert.equal(await statusOf(site, "policy-access-control-is-known"), "pass");

    const { parts } = site;
    const [entry] = await parts.ledger.reader.find(parts.installation, { kind: "program.policy.approve", outcome: "done" }, 1);
    const detail = entry?.entry.detail as { approved: { policy: string; sha256: string; commit: string }[] };
    assert.equal(detail.approved.length, 24);
    assert.ok(detail.approved.every(({ commit }) => /^[0-9a-f]{40}$/.test(commit)));
  },
);

testSite("164.316(b)(2)(i): what was in force on a past day can be read; a material change reopens acknowledgement", async (site) => {
  const first = await setUpSite(site);
  const second = await addPerson(site, "ruth@fernhollow.example", ["privacy-official"]);
  const author = atWork(site, first);
  const approver = atWork(site, second);
  await adoptProfile(author);
  const { proposed } = await author.write<Proposed>("/v1/policies/adopt", {});
  const of = ({ id, sha256 }: { id: string; sha256: string }) => ({ versions: [{ id, sha256 }] });
  const old = proposed.find(({ policy }) => policy === "workforce-security");
  assert.ok(old);
  const { approved } = await approver.write<{ approved: Version[] }>("/v1/policies/approve", of(old));
  await author.write("/v1/policies/acknowledge", of(old));
  const firstDay = approved[0]?.effectiveOn ?? "";

  site.clock.pass(40 * MS_PER_DAY);
  const later = {
    author: atWork(site, { ...first, cookie: await signIn(site, first) }),
    approver: atWork(site, { ...second, cookie: await signIn(site, second) }),
  };
  const { source, text } = await later.author.get<{ source: string; text: string }>("/v1/policies/workforce-security");
  const change = source
    .replace("version: 1.0.0", "version: 1.1.0")
    .replace("## Exceptions\n", "## Exceptions\nNone for access to production. ");
  const edit = { sources: [{ policy: "workforce-security", text: change }], summary: "No exceptions for production", isMaterial: true };
  assert.equal(
    await codeOf(await later.author.send("/v1/policies", { ...edit, sources: [{ policy: "workforce-security", text: "x" }] })),
    "invalid_answers",
  );
  const made = (await later.author.write<Proposed>("/v1/policies", edit)).proposed[0];
  assert.ok(made);
  await later.approver.write("/v1/policies/approve", of(made));
  assert.equal(
    (await listed(later.author)).find(({ policy }) => policy === "workforce-security")?.acknowledgedAt,
    null,
    "to be read again",
  );
  const before = await later.author.get<Version & { text: string }>(`/v1/policies/workforce-security?asOf=${firstDay}`);
  assert.equal(before.text, text);
  assert.equal(before.version, "1.0.0");
  const now = await later.author.get<Version>("/v1/policies/workforce-security");
  assert.equal(now.version, "1.1.0");
  await later.author.get("/v1/policies/workforce-security?asOf=2020-01-01", 404);

  site.clock.pass(366 * MS_PER_DAY);
  assert.equal(await statusOf(site, "policy-workforce-security-is-in-force"), "fail", "164.316(b)(2)(iii): overdue for review");
});

testSite("164.316(b)(2)(i): a text that never came into force ends when it is rejected or gives way; its six years run", async (site) => {
  const author = atWork(site, await setUpSite(site));
  const approver = atWork(site, await addPerson(site, "ruth@fernhollow.example", ["privacy-official"]));
  await adoptProfile(author);
  const { proposed } = await author.write<Proposed>("/v1/policies/adopt", {});
  const [rejected, replaced] = ["access-control", "workforce-security"].map((name) => proposed.find(({ policy }) => policy === name));
  assert.ok(rejected && replaced);
  await approver.write(`/v1/policy-versions/${rejected.id}/reject`, { reason: "Not how we work" });
  assert.equal(await codeOf(await approver.send(`/v1/policy-versions/${rejected.id}/reject`, { reason: "Again" })), "move_not_possible");
  const text = (await author.get<{ source: string }>("/v1/policies/workforce-security")).source.replace("1.0.0", "1.0.1");
  const edit = { sources: [{ policy: "workforce-security", text }], summary: "Another number", isMaterial: false };
  await author.write<Proposed>("/v1/policies", edit);
  const { items } = await author.get<{ items: { name: string; endedOn: string | null }[] }>("/v1/documents?kind=policy&limit=200");
  const ended = items.filter(({ endedOn }) => endedOn !== null).map(({ name, endedOn }) => [name, endedOn]);
  assert.deepEqual(ended.sort(), [
    ["access-control 1.0.0.md", "2026-11-02"],
    ["workforce-security 1.0.0.md", "2026-11-02"],
  ]);
});

testSite("policies tell the offices of one person apart", async (site) => {
  const official = atWork(site, await setUpSite(site));
  const profile = { ...PROFILE, privacyOfficialTitle: PROFILE.securityOfficialTitle.toUpperCase() };
  await official.move(await official.file("organization-profile", profile), "adopt");
  await official.write<Proposed>("/v1/policies/adopt", {});
  const { text } = await official.get<{ text: string }>("/v1/policies/workforce-security");
  assert.match(text, /Chief Technology Officer as security official/);
  assert.doesNotMatch(text, /Chief Executive Officer as/);
});

testSite("one person who is both officials says why nobody else can approve, and it stays on record", async (site) => {
  const official = atWork(site, await setUpSite(site));
  await adoptProfile(official);
  const { proposed } = await official.write<Proposed>("/v1/policies/adopt", {});
  const versions = proposed.slice(0, 1).map(({ id, sha256 }) => ({ id, sha256 }));
  assert.equal(await codeOf(await official.send("/v1/policies/approve", { versions })), "not_yours_to_do");
  const reason = "I am the only person in the company until March; our counsel reads the policies with me.";
  const { approved } = await official.write<{ approved: (Version & { reason: string })[] }>("/v1/policies/approve", {
    versions,
    soleOfficial: reason,
  });
  assert.equal(approved[0]?.reason, reason);
  const { parts } = site;
  const [entry] = await parts.ledger.reader.find(parts.installation, { kind: "program.policy.approve", outcome: "done" }, 1);
  assert.equal(entry?.entry.detail?.["isSoleOfficial"], true);
});

testSite("policies in force are published as Markdown, pages and tagged PDFs; others' policies are taken up", async (site) => {
  const official = atWork(site, await setUpSite(site));
  const second = atWork(site, await addPerson(site, "ruth@fernhollow.example", ["privacy-official"]));
  await adoptProfile(official);
  const { proposed } = await official.write<Proposed>("/v1/policies/adopt", {});
  assert.equal((await publishPolicies(site.parts)).policies, 0, "what is not approved is not published");
  await second.write("/v1/policies/approve", { versions: proposed.map(({ id, sha256 }) => ({ id, sha256 })) });
  const { policies, files } = await publishPolicies(site.parts);
  assert.equal(policies, 24);
  assert.equal([...files.keys()].filter((path) => path.startsWith("pdf/")).length, 24);
  assert.ok(
    Buffer.from(files.get("pdf/access-control.pdf") ?? "")
      .subarray(0, 5)
      .equals(Buffer.from("%PDF-")),
  );
  assert.ok(files.has("site/index.html"));
  const read = spawnSync("pdftotext", ["-", "-"], { input: Buffer.from(files.get("pdf/access-control.pdf") ?? ""), encoding: "utf8" });
  if (read.error === undefined) assert.match(read.stdout, /approved by ruth, in force since 2026-11-02/);

  const foreign = takenUp({
    file: "07 Clean Desk!.md",
    text: "---\nlayout: page\n---\n# Clean desk\n\nLock {screens} away [164.310(c)].\r\n",
  });
  assert.equal(foreign.policy, "clean-desk");
  const body = { sources: [foreign], summary: "Ours from before", isMaterial: true };
  const [made] = (await official.write<Proposed>("/v1/policies", body)).proposed;
  assert.equal(made?.policy, "clean-desk");
  const { text } = await official.get<{ text: string }>("/v1/policies/clean-desk");
  assert.ok(text.includes("Lock (screens) away"), "its words stay");
});
