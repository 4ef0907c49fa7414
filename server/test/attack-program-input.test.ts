// SPDX-License-Identifier: Apache-2.0
// The program plane under attack from outside in: hostile days and words, and what must not be told to whom. Each test fails without the
// wall it names.
import assert from "node:assert/strict";
import { writeDigests } from "#program/notification/write-digests.ts";
import { sql } from "#store/sql.ts";
import { NOTICED } from "./support/incident.ts";
import { type AtWork, atWork, codeOf, type Filed } from "./support/person.ts";
import { adoptProfile } from "./support/profile.ts";
import { addPerson, setUpSite, testSite } from "./support/site.ts";

const LONG = "Weighed against our risk analysis, our size and what it would cost; written down so that a stranger can follow.";
const STRANGE = ["0000-01-01", "0001-01-01", "9999-12-31", "2026-02-30", "10000-01-01"];
const INCIDENT = { ...NOTICED };

testSite("a day that no calendar of ours has is a fault of who sent it, wherever it stands", async (site) => {
  const official = atWork(site, await setUpSite(site));
  const sam = atWork(site, await addPerson(site, "sam@fernhollow.example", []));
  const work = { kind: "employee", position: "Engineer", supervisor: null, seesPhi: true };
  for (const day of STRANGE) {
    for (const path of [
      "/v1/members?asOf=",
      "/v1/acknowledgements?asOf=",
      "/v1/tasks?from=",
      "/v1/tasks?to=",
      "/v1/policies/contingency?asOf=",
    ])
      await official.get(`${path}${day}`, 400);
    const person = { ...work, name: "Kim", email: null, termOn: null, roles: null };
    const sent = [
      await official.send("/v1/members", { ...person, joinedOn: day }),
      await official.send("/v1/members", { ...person, joinedOn: "2026-01-05", termOn: day }),
      await official.send("/v1/members/import", { csv: `name,email,kind,position,sees_phi,joined_on\nKim,,employee,Nurse,yes,${day}` }),
      await sam.send("/v1/submissions", { form: "incident-report", answers: { ...INCIDENT, noticedAt: `${day}T09:00:00-08:00` } }),
      await sam.send("/v1/submissions", { form: "incident-report", answers: INCIDENT, effectiveOn: day }),
      await sam.send("/v1/submissions", {
        form: "policy-change",
        answers: { about: "x", kind: "exception", policy: "x", why: "x", risk: "x", until: day },
      }),
    ];
    for (const [n, answer] of sent.entries()) assert.ok([400, 422].includes(answer.status), `${n} ${day}: ${answer.status}`);
  }
  for (const place of ["0000-01-01.x", "2026-02-30.x", "2026-01-01.\u0000"])
    await official.get(`/v1/tasks?cursor=${Buffer.from(place).toString("base64url")}`, 400);
});

const ownText = (policy: string, parameters: string) =>
  `---\nid: ${policy}\ntitle: Rules of our own\nversion: 1.0.0\nowner: securityOfficial\napprover: privacyOfficial\nreviewMonths: 12\ncites: [164.316(a)]\nparameters: {${parameters}}\nforms: []\nchecks: []\n---\n\n# Rules\n\nIn {changeTrainingDays} days [164.316(a)].\n`;

testSite("a text of one's own sets a clock within the library's limits; one out of its mind stops nothing", async (site) => {
  const maya = atWork(site, await setUpSite(site));
  const ruth = atWork(site, await addPerson(site, "ruth@fernhollow.example", ["privacy-official"]));
  await adoptProfile(maya);
  const policy = "training-and-awareness";
  for (const days of ["999999999", "30.5", "100000"]) {
    const text = ownText(policy, `changeTrainingDays: {default: ${days}, min: 0, says: days}`);
    const { proposed } = await maya.write<{ proposed: { id: string; sha256: string }[] }>("/v1/policies", {
      sources: [{ policy, text }],
      summary: "A change",
      isMaterial: true,
    });
    await ruth.write("/v1/policies/approve", { versions: proposed.map(({ id, sha256 }) => ({ id, sha256 })) });
    const { items } = await maya.get<{ items: { members: number; overdue: number }[] }>("/v1/policies");
    assert.deepEqual(
      items.map(({ members, overdue }) => [members, overdue]),
      [[2, 0]],
    );
  }
  site.clock.pass(70 * 86_400_000);
  const later = atWork(site, await addPerson(site, "eve@fernhollow.example", ["executive"]));
  const { items } = await later.get<{ items: { overdue: number }[] }>("/v1/policies");
  assert.deepEqual(
    items.map(({ overdue }) => overdue),
    [2],
    "sixty days are the most that the library allows",
  );
});

async function sanctionOf(official: AtWork, member: string): Promise<Filed> {
  const answers = { member, happened: LONG, policy: "access-control", heard: LONG, level: "2", action: LONG, protectedAct: "no" };
  const { items } = await official.get<{ items: { name: string; fields: { name: string }[] }[] }>("/v1/forms");
  const asked = items.find(({ name }) => name === "sanction")?.fields.map(({ name }) => name) ?? [];
  return official.file("sanction", Object.fromEntries(Object.entries(answers).filter(([name]) => asked.includes(name))));
}

testSite("an auditor learns from neither ledger nor tasks whom a restricted form is about, nor what somebody wrote", async (site) => {
  const maya = atWork(site, await setUpSite(site));
  const auditor = atWork(site, await addPerson(site, "otto@fernhollow.example", ["auditor"]));
  await addPerson(site, "sam@fernhollow.example", []);
  const { items: members } = await maya.get<{ items: { id: string; name: string }[] }>("/v1/members");
  const sam = members.find(({ name }) => name === "sam")?.id ?? "";
  await maya.move(await sanctionOf(maya, sam), "submit");
  const receivedOn = "2026-10-20";
  const asked = { receivedOn, whose: "customers", cameBy: "writing", askedBy: "individual", wants: "paper", to: "individual" };
  await maya.file("individual-access", asked);
  assert.equal((await maya.get<{ items: { receivedOn: string }[] }>("/v1/privacy/cases")).items[0]?.receivedOn, receivedOn);
  const { items: tasks } = await auditor.get<{ items: { title: string }[] }>("/v1/tasks?whose=all&limit=200");
  assert.ok(!tasks.some(({ title }) => title.includes("request for records")), "that there is a request is for officials to know");
  assert.ok((await maya.get<{ items: { title: string }[] }>("/v1/tasks")).items.some(({ title }) => title.includes("request for records")));
  const change = { what: "x", kind: "standard", systems: "x", phi: "none", risk: "x", tried: "x", undo: "x", reference: "Linnea Ashgrove" };
  await maya.move(await maya.file("change-request", change), "submit");
  const { parts } = site;
  const entries = await parts.ledger.reader.find(parts.installation, {}, 500);
  const told = JSON.stringify(entries.filter(({ entry }) => entry.kind.startsWith("program.submission")));
  assert.ok(!told.includes(sam), "whom a sanction is about");
  assert.ok(!told.includes("Ashgrove"), "what somebody wrote as a reference");
});

testSite("what was written anywhere is in no mail, no calendar, no task and no entry", async (site) => {
  const maya = atWork(site, await setUpSite(site));
  const sam = atWork(site, await addPerson(site, "sam@fernhollow.example", []));
  const mark = "Linnea Ashgrove";
  const { items } = await maya.get<{
    items: { name: string; fields: { name: string; type: string; options?: { value: string }[]; min?: number; isDerived?: true }[] }[];
  }>("/v1/forms");
  const { items: members } = await maya.get<{ items: { id: string; name: string }[] }>("/v1/members");
  const [someone] = members.map(({ id }) => id);
  for (const form of items) {
    const fill = ({ type, options, min }: (typeof form.fields)[number]) => {
      const first = options?.[0]?.value;
      const byType: Record<string, unknown> = {
        choice: first,
        choices: [first],
        "yes-no": "yes",
        date: "2026-11-05",
        number: min,
        cite: "164.312(a)(2)(iii)",
        address: `https://x.example/?q=${mark.replace(" ", "+")}`,
        steps: [],
      };
      if (type === "line" || type === "text") return `${mark} ${LONG}`;
      return Object.hasOwn(byType, type) ? byType[type] : someone;
    };
    const answer = await maya.send("/v1/submissions", {
      form: form.name,
      answers: Object.fromEntries(form.fields.filter(({ isDerived }) => isDerived === undefined).map((field) => [field.name, fill(field)])),
    });
    assert.ok(answer.status < 500, form.name);
  }
  await maya.send("/v1/evaluations", { trigger: "yearly", reason: `${mark} asked` });
  await sam.file("incident-report", { ...INCIDENT, what: mark, more: mark });
  site.clock.pass(8 * 3_600_000);
  await writeDigests(site.parts);
  const { parts } = site;
  const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
  const rows = await db.rows<Record<string, unknown>>(
    sql`select subject, body as text from program.notification union all select title, href || key from program.task`,
  );
  const entries = await parts.ledger.reader.find(parts.installation, {}, 1000);
  assert.ok(rows.length > 5);
  assert.ok(!JSON.stringify(rows).includes("Ashgrove"), "mails and tasks");
  assert.ok(!JSON.stringify(entries).includes("Ashgrove"), "entries");
});

testSite("what was approved is put aside by an official alone", async (site) => {
  const maya = atWork(site, await setUpSite(site));
  const ruth = atWork(site, await addPerson(site, "ruth@fernhollow.example", ["privacy-official"]));
  const rosa = atWork(site, await addPerson(site, "rosa@fernhollow.example", ["manager"]));
  const left = { cite: "164.502(e)(1)", because: "not-that-activity", reason: LONG };
  const far = await maya.send("/v1/submissions", { form: "exclusion", answers: { ...left, reviewOn: "2199-12-31" } });
  assert.equal(far.status, 422, "what does not apply is looked at again within a year");
  const out = await maya.move(await maya.file("exclusion", { ...left, reviewOn: "2027-06-01" }), "submit");
  const approved = await ruth.move(out, "approve");
  assert.equal(await codeOf(await rosa.tryMove(approved, "supersede", { reason: "No." })), "not_yours_to_do");
});

testSite("nobody makes a form so long that reading it costs the others", async (site) => {
  await setUpSite(site);
  const sam = atWork(site, await addPerson(site, "sam@fernhollow.example", []));
  const filed = await sam.file("incident-report", INCIDENT);
  const amend = (version: number) => sam.send(`/v1/submissions/${filed.id}`, { answers: INCIDENT }, { method: "PUT", version });
  for (let version = 1; version < 200; version++) assert.equal((await amend(version)).status, 200);
  assert.equal(await codeOf(await amend(200)), "move_not_possible");
});
