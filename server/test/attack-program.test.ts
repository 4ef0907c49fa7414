// SPDX-License-Identifier: Apache-2.0
// The program plane under attack, by one who is dishonest among those who run it: to be one's own second pair of eyes, to give oneself an
// office, to prove with what is no proof. Each test fails without the wall it names.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { POLICY_FOLDER } from "#program/document/library-folder.ts";
import { runCheck } from "#safeguard/run.ts";
import { evaluation } from "#safeguard/safeguard/evaluation.ts";
import { formSafeguards } from "#safeguard/safeguard/forms.ts";
import { policySafeguards } from "#safeguard/safeguard/policies.ts";
import { type AtWork, atWork, codeOf, type Filed } from "./support/person.ts";
import { adoptProfile, PROFILE } from "./support/profile.ts";
import { addPerson, setUpSite, testSite, type TestSite } from "./support/site.ts";

type Version = { id: string; policy: string; sha256: string };
type Proposed = { proposed: Version[] };
type Listed = { items: { policy: string; inForce: Version | null; proposed: (Version & { proposedBy: string | null }) | null }[] };

const LONG = "Weighed against our risk analysis, our size and what it would cost; written down so that a stranger can follow.";
const DECISION = { cite: "164.312(a)(2)(iii)", assessment: LONG, choice: "implement", measure: "After 15 minutes", reviewOn: "2027-06-01" };

async function two(site: TestSite): Promise<{ maya: AtWork; ruth: AtWork; mayaId: string; ruthId: string }> {
  const maya = atWork(site, await setUpSite(site));
  const ruth = atWork(site, await addPerson(site, "ruth@fernhollow.example", ["security-official", "privacy-official"]));
  const [mayaId, ruthId] = await Promise.all([idOf(maya, "Maya Okafor"), idOf(maya, "ruth")]);
  return { maya, ruth, mayaId, ruthId };
}

async function idOf(who: AtWork, name: string): Promise<string> {
  const { items } = await who.get<{ items: { id: string; name: string }[] }>("/v1/members");
  return items.find((one) => one.name === name)?.id ?? assert.fail(name);
}

const amend = (who: AtWork, { id, version }: Filed, answers: Record<string, unknown>): Promise<Filed> =>
  who.write<Filed>(`/v1/submissions/${id}`, { answers }, { method: "PUT", version });

testSite("who wrote into what somebody else began does not approve it, nor who handed it in", async (site) => {
  const { maya, ruth } = await two(site);
  const begun = await maya.file("addressable-decision", { cite: DECISION.cite });
  const written = await ruth.move(await amend(ruth, begun, DECISION), "submit");
  assert.equal(await codeOf(await ruth.tryMove(written, "approve")), "not_yours_to_do");
  assert.match((await ruth.get<Filed>(`/v1/submissions/${written.id}`)).moves.find(({ move }) => move === "approve")?.closed ?? "", /else/);
  const executive = atWork(site, await addPerson(site, "eve@fernhollow.example", ["executive"]));
  await executive.move(written, "approve");
  const other = await ruth.move(await maya.file("addressable-decision", { ...DECISION, cite: "164.312(a)(2)(iv)" }), "submit");
  assert.equal(await codeOf(await ruth.tryMove(other, "approve")), "not_yours_to_do", "it was handed in by her");
});

testSite("nobody gives an office to themselves; one held already may be accepted", async (site) => {
  const { maya, mayaId } = await two(site);
  const eve = atWork(site, await addPerson(site, "eve@fernhollow.example", ["executive"]));
  const eveId = await idOf(maya, "eve");
  const own = { startsOn: "2026-11-02", duties: "All of it" };
  const grab = await eve.file("official-designation", { ...own, office: "security-official", person: eveId });
  assert.equal(await codeOf(await eve.tryMove(grab, "accept")), "not_yours_to_do");
  assert.equal((await eve.send("/v1/policies/adopt", {})).status, 403);
  await maya.move(await maya.file("official-designation", { ...own, office: "security-official", person: mayaId }), "accept");
});

testSite("who may not invite people makes no account by way of the roster", async (site) => {
  await setUpSite(site);
  const ruth = atWork(site, await addPerson(site, "ruth@fernhollow.example", ["privacy-official"]));
  const joiner = {
    name: "Ruth's other name",
    kind: "employee",
    position: "Engineer",
    supervisor: null,
    seesPhi: true,
    joinedOn: "2026-11-02",
    termOn: null,
  };
  const sock = await ruth.send("/v1/members", { ...joiner, email: "other@fernhollow.example", roles: ["security-official"] });
  assert.equal(await codeOf(sock), "not_yours_to_do");
  await ruth.write("/v1/members", { ...joiner, email: "other@fernhollow.example", roles: null });
});

const own = (policy: string, words: string, cites = "164.316(a)", more = "") => ({
  policy,
  text: `---\nid: ${policy}\ntitle: Rules of our own\nversion: 1.0.0\nowner: securityOfficial\napprover: privacyOfficial\nreviewMonths: 12\ncites: [${cites}]\nparameters: {${more}}\nforms: []\nchecks: []\n---\n\n# Rules of our own\n\n${words}\n`,
});
const body = (...sources: { policy: string; text: string }[]) => ({ sources, summary: "A change", isMaterial: true });
const proposedIn = async (who: AtWork, policy: string) =>
  (await who.get<Listed>("/v1/policies")).items.find((one) => one.policy === policy)?.proposed ?? null;

testSite("a text comes up for approval under the name of who wrote it, and once rejected only when it is sent again", async (site) => {
  const { maya, ruth, ruthId } = await two(site);
  await adoptProfile(maya);
  const sneak = own("sneaked-in", "Anybody may export anything [164.316(a)].");
  const { proposed } = await ruth.write<Proposed>("/v1/policies", body(sneak));
  await maya.write(`/v1/policy-versions/${proposed[0]?.id}/reject`, { reason: "No." });
  const { proposed: next } = await maya.write<Proposed>("/v1/policies", body(own("harmless", "We keep records [164.316(a)].")));
  assert.deepEqual(
    next.map(({ policy }) => policy),
    ["harmless"],
  );
  const taken = (await maya.write<Proposed>("/v1/policies/adopt", {})).proposed.map(({ policy }) => policy);
  assert.ok(taken.includes("access-control") && !taken.includes("sneaked-in"), "what was rejected does not come back by itself");

  const open = own("still-open", "Anybody may read anything at {organization.reportLine} [164.316(a)].");
  await ruth.write("/v1/policies", body(open));
  await maya.move(await maya.file("organization-profile", { ...PROFILE, reportLine: "+1 503 555 0199" }), "adopt");
  await maya.write("/v1/policies/adopt", {});
  const again = await proposedIn(maya, "still-open");
  assert.equal(again?.proposedBy, ruthId, "filled in anew, by whom it was written");
  const approve = await ruth.send("/v1/policies/approve", { versions: [{ id: again?.id, sha256: again?.sha256 }] });
  assert.equal(await codeOf(approve), "not_yours_to_do");
});

testSite("what was refused never stood in the repository, to come up under another's name", async (site) => {
  const { maya, ruth } = await two(site);
  await adoptProfile(maya);
  const broken = await ruth.send("/v1/policies", body(own("broken", "Call {nobodyKnows} [164.316(a)].")));
  assert.equal(broken.status, 422);
  const { proposed } = await maya.write<Proposed>("/v1/policies", body(own("harmless", "We keep records [164.316(a)].")));
  assert.deepEqual(
    proposed.map(({ policy }) => policy),
    ["harmless"],
  );
});

testSite("a cite counts for a policy where its text says it, not because its head claims it", async (site) => {
  const { maya, ruth } = await two(site);
  await adoptProfile(maya);
  const library = await readFile(join(POLICY_FOLDER, "access-control.md"), "utf8");
  const cites = [...library.matchAll(/^ {2}- (164\.\S+)$/gm)].map(([, cite]) => cite).join(", ");
  assert.match(cites, /164\.312\(a\)\(1\)/);
  const { proposed } = await maya.write<Proposed>("/v1/policies", body(own("access-control", "We are careful [164.312(a)(1)].", cites)));
  await ruth.write("/v1/policies/approve", { versions: proposed.map(({ id, sha256 }) => ({ id, sha256 })) });
  const check = policySafeguards.flatMap(({ checks }) => checks).find(({ name }) => name === "policy-access-control-is-in-force");
  assert.ok(check);
  const { status, observed } = await runCheck(site.parts, check);
  assert.equal(status, "fail");
  assert.match(observed, /no longer says/);
});

testSite("of one policy one version is in force, however the days were chosen", async (site) => {
  const { maya, ruth } = await two(site);
  await adoptProfile(maya);
  const approve = async (words: string, effectiveOn: string) => {
    const { proposed } = await maya.write<Proposed>("/v1/policies", body(own("our-rules", `${words} [164.316(a)].`)));
    await ruth.write("/v1/policies/approve", { versions: proposed.map(({ id, sha256 }) => ({ id, sha256 })), effectiveOn });
  };
  await approve("First", "2026-11-02");
  await approve("Second", "2027-06-01");
  await approve("Third", "2026-11-02");
  for (const day of ["2026-11-02", "2026-12-31", "2027-06-01", "2028-01-01"]) {
    const { text } = await maya.get<{ text: string }>(`/v1/policies/our-rules?asOf=${day}`);
    assert.match(text, /Third/, day);
    const rows = await maya.get<{ items: { policy: string }[] }>(`/v1/acknowledgements?asOf=${day}&policy=our-rules`);
    assert.equal(rows.items.length, 2, `each person owes it once on ${day}`);
  }
});

testSite("164.308(a)(2), 164.530(a)(1): another office is no designation of these officials", async (site) => {
  const { maya, ruth, ruthId } = await two(site);
  const checks = formSafeguards.filter(({ name }) => name.startsWith("form-official-designation")).flatMap((one) => one.checks);
  const statuses = async () => (await Promise.all(checks.map((check) => runCheck(site.parts, check)))).map(({ status }) => status);
  const file = (office: string) =>
    maya.file("official-designation", { office, person: ruthId, startsOn: "2026-11-02", duties: "What the office asks for" });
  await ruth.move(await file("manager"), "accept");
  assert.deepEqual(new Set(await statuses()), new Set(["fail"]));
  await ruth.move(await file("privacy-official"), "accept");
  assert.deepEqual((await statuses()).sort(), ["fail", "pass"]);
});

testSite("164.308(a)(8): nobody signs what they judged, and a finding is not resolved before it was signed", async (site) => {
  const { maya, ruth, mayaId } = await two(site);
  const eve = atWork(site, await addPerson(site, "eve@fernhollow.example", ["executive"]));
  const { id } = await maya.write<{ id: string }>("/v1/evaluations", { trigger: "yearly", reason: "The first" });
  const { items } = await maya.get<{ items: { cite: string }[] }>(`/v1/evaluations/${id}`);
  const [first = "", ...rest] = items.map(({ cite }) => cite);
  await ruth.write(`/v1/evaluations/${id}/judge`, { judgement: "as-it-should-be", cites: rest });
  const finding = { judgement: "finding", cites: [first], note: "Nobody reads the log.", owner: mayaId, dueOn: "2026-11-03" };
  await maya.write(`/v1/evaluations/${id}/judge`, finding);
  assert.equal(await codeOf(await ruth.send(`/v1/evaluations/${id}/resolve`, { cite: first })), "move_not_possible");
  assert.equal(await codeOf(await ruth.send(`/v1/evaluations/${id}/sign`, {})), "not_yours_to_do", "she judged almost all of it");
  await eve.write(`/v1/evaluations/${id}/sign`, {});
  site.clock.pass(3 * 86_400_000);
  const [check] = evaluation.checks;
  assert.ok(check);
  assert.equal((await runCheck(site.parts, check)).status, "fail", "the finding is overdue");
});

testSite("nobody decides about themselves: sanctions, audits for cause, clearance", async (site) => {
  const { maya, ruth, ruthId } = await two(site);
  const told = { policy: "access-control", what: LONG, happened: LONG, heard: LONG, level: "2", action: LONG, on: "2026-11-02" };
  const { items } = await maya.get<{ items: { name: string; fields: { name: string; type: string }[] }[] }>("/v1/forms");
  const fields = (form: string) => items.find(({ name }) => name === form)?.fields ?? [];
  const sane = (form: string, answers: Record<string, unknown>) =>
    Object.fromEntries(
      fields(form).map(({ name, type }) => [
        name,
        answers[name] ?? (type === "date" ? "2026-11-02" : type === "yes-no" ? "no" : LONG.slice(0, 60)),
      ]),
    );
  const sanction = await maya.move(await maya.file("sanction", sane("sanction", { ...told, member: ruthId })), "submit");
  for (const move of ["decide", "return"])
    assert.equal(await codeOf(await ruth.tryMove(sanction, move, { reason: "I say so." })), "not_yours_to_do", move);
  const audit = await maya.file("for-cause-audit", {
    reason: "Odd hours",
    member: ruthId,
    from: "2026-10-01",
    to: "2026-11-01",
    what: LONG,
  });
  for (const move of ["approve", "refuse"])
    assert.equal(await codeOf(await ruth.tryMove(audit, move, { reason: "I say so." })), "not_found", "they do not even learn of it");
  const clear = await maya.file("clearance", { member: ruthId, need: LONG, checked: ["identity"], outcome: "appropriate" });
  assert.equal(await codeOf(await ruth.tryMove(clear, "decide")), "not_yours_to_do");
});
