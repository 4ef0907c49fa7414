// SPDX-License-Identifier: Apache-2.0
// The notice of privacy practices: whole or named what is missing, approved by somebody else, in effect from its day, kept after.
import assert from "node:assert/strict";
import { test } from "node:test";
import { MS_PER_DAY } from "#base/clock.ts";
import { blanksIn, noticeStatements } from "#program/privacy/notice-lint.ts";
import { noticeHeader, noticeMarkdown } from "#program/privacy/notice-text.ts";
import { paragraphsOf } from "#rule/paragraph.ts";
import { runCheck } from "#safeguard/run.ts";
import { noticeGivenOut, privacyNotice } from "#safeguard/safeguard/privacy-notice.ts";
import { sql } from "#store/sql.ts";
import { NOTICE } from "./support/notice.ts";
import { atWork, codeOf } from "./support/person.ts";
import { addPerson, setUpSite, signIn, testSite, type TestSite } from "./support/site.ts";
import { dayHere } from "./support/day.ts";

const EVERYTHING = {
  ...NOTICE,
  startsOn: "2026-12-01",
  hasDirectory: "yes",
  hasStricterLaw: "yes",
  stricterLaw: "Oregon law asks for your permission before we tell results of genetic tests.",
  partTwo: "creates",
  partTwoFundraising: "yes",
  raisesFunds: "yes",
  tellsSponsor: "yes",
  underwrites: "yes",
  limitsMore: "yes",
  limits: "We tell nobody your whereabouts.",
};

const textOf = (answers: Readonly<Record<string, unknown>>): string => noticeMarkdown({ organization: "Fernhollow Health", answers });
const missingIn = (text: string, answers: Readonly<Record<string, unknown>>): string[] =>
  noticeStatements(text, answers).flatMap(({ cite, isThere }) => (isThere ? [] : [cite]));

test("164.520(b)(1): a notice from whole answers has every statement, whatever applies, and no blank", () => {
  for (const answers of [{ ...NOTICE, startsOn: "2026-12-01" }, EVERYTHING]) {
    const text = textOf(answers);
    assert.deepEqual(missingIn(text, answers), []);
    assert.deepEqual(blanksIn(text), []);
  }
});

test("164.520(b)(1)(i): the header is the rule's own, word for word", () => {
  assert.equal(
    noticeHeader(),
    "THIS NOTICE DESCRIBES HOW MEDICAL INFORMATION ABOUT YOU MAY BE USED AND DISCLOSED AND HOW YOU CAN GET ACCESS TO THIS INFORMATION. PLEASE REVIEW IT CAREFULLY.",
  );
});

/** A passage of the text, and the statement that goes with it. */
const CUTS: readonly (readonly [RegExp, string])[] = [
  [/PLEASE REVIEW IT CAREFULLY/, "164.520(b)(1)(i)"],
  [/For example: Our nurse.*/, "164.520(b)(1)(ii)(A)"],
  [/- for workers.*/, "164.520(b)(1)(ii)(B)"],
  [/## Where other law is stricter/, "164.520(b)(1)(ii)(C)"],
  [/- for most uses.*psychotherapy notes.*/, "164.520(b)(1)(ii)(E)"],
  [/You may revoke an authorization.*/, "164.520(b)(1)(ii)(E)"],
  [/ You have a right to opt out.*/, "164.520(b)(1)(iii)(A)"],
  [/.*sponsor of the plan.*/, "164.520(b)(1)(iii)(B)"],
  [/.*genetic information for underwriting.*/, "164.520(b)(1)(iii)(C)"],
  [/ Such a court order must come with a subpoena.*/, "164.520(b)(1)(iii)(D)"],
  [/clear and conspicuous opportunity/, "164.520(b)(1)(iii)(E)"],
  [/paid in full/, "164.520(b)(1)(iv)(A)"],
  [/.*confidential communications.*/, "164.520(b)(1)(iv)(B)"],
  [/.*inspect and copy.*/, "164.520(b)(1)(iv)(C)"],
  [/- \*\*to amend.*/, "164.520(b)(1)(iv)(D)"],
  [/.*accounting of disclosures.*/, "164.520(b)(1)(iv)(E)"],
  [/.*paper copy of this notice.*/, "164.520(b)(1)(iv)(F)"],
  [/, and to notify you if you are affected by a breach of unsecured information/, "164.520(b)(1)(v)(A)"],
  [/We are required to abide.*/, "164.520(b)(1)(v)(B)"],
  [/We reserve the right.*/, "164.520(b)(1)(v)(C)"],
  [/You will not be retaliated against.*/, "164.520(b)(1)(vi)"],
  [/, telephone .*/, "164.520(b)(1)(vii)"],
  [/In effect from.*/, "164.520(b)(1)(viii)"],
];

for (const [passage, cite] of CUTS)
  test(`${cite}: a notice without ${String(passage).slice(1, 40)} is found to lack it, and nothing else`, () => {
    const text = textOf(EVERYTHING);
    assert.match(text, passage);
    assert.deepEqual(missingIn(text.replace(passage, ""), EVERYTHING), [cite]);
  });

test("164.520(b)(1)(ii)(F)-(H), vacated: the lint asks for none of it, and the notice has none of it", () => {
  const cites = noticeStatements(textOf(EVERYTHING), EVERYTHING).map(({ cite }) => cite);
  const vacated = paragraphsOf("164.520").flatMap(({ cite, text }) =>
    text === null && cite.startsWith("164.520(b)(1)(ii)(") ? [cite] : [],
  );
  assert.equal(vacated.length, 3, "the rule's own data marks them");
  for (const cite of vacated) assert.ok(!cites.includes(cite), cite);
  assert.doesNotMatch(textOf(EVERYTHING), /attestation|reproductive/i);
});

test("what somebody wrote neither makes headings or links in the notice nor fills in blanks", () => {
  const text = textOf({ ...NOTICE, startsOn: "2026-12-01", complainBy: "[here](https://evil.example)\n# A heading <script>" });
  assert.ok(text.includes("\\[here\\](https://evil.example) \\# A heading \\<script\\>"));
});

/** As a covered entity; who writes, who decides, and a session after time passed. */
async function covered(site: TestSite) {
  const person = await setUpSite(site);
  const other = await addPerson(site, "ruth@fernhollow.example", ["privacy-official"]);
  await site.parts.db
    .in({ role: "part164_app", tenant: site.parts.installation })
    .run(sql`update part164.installation set entity = 'covered-entity'`);
  const again = async (who: typeof person) => atWork(site, { ...who, cookie: await signIn(site, who) });
  return {
    maya: atWork(site, person),
    ruth: atWork(site, other),
    later: async () => ({ maya: await again(person), ruth: await again(other) }),
  };
}

type Listed = { applies: boolean; inForce: string | null; items: { id: string; state: string }[] };

const statusOf = async (site: TestSite, { checks: [check] }: typeof privacyNotice): Promise<string> => {
  assert.ok(check);
  return (await runCheck(site.parts, check)).status;
};

testSite(
  "164.520(b)(1), (b)(3), (e): incomplete is refused by name; approved by another; in effect from its day; the one before stays readable",
  async (site) => {
    const { maya, ruth, later } = await covered(site);
    assert.equal(await statusOf(site, privacyNotice), "fail", "none is in effect");
    const blank = await maya.file("privacy-notice", { ...NOTICE, startsOn: dayHere(site), contactTelephone: "by letter only" });
    const refused = await maya.tryMove(blank, "submit");
    assert.match(await refused.text(), /164\.520\(b\)\(1\)\(vii\)/);
    const filed = await maya.file("privacy-notice", { ...NOTICE, startsOn: dayHere(site) });
    const submitted = await maya.move(filed, "submit");
    assert.equal(await codeOf(await maya.tryMove(submitted, "approve")), "not_yours_to_do");
    const approved = await ruth.move(submitted, "approve");
    const publish = {
      answers: { hasWebSite: "yes", webAddress: "https://fernhollow.example/privacy", hasSite: "yes", isPostedAtSite: "no" },
    };
    assert.match(await (await maya.tryMove(approved, "publish", publish)).text(), /Post it there first/);
    const first = await maya.move(approved, "publish", { answers: { ...publish.answers, isPostedAtSite: "yes" } });
    assert.equal((await maya.get<Listed>("/v1/notices")).inForce, first.id);
    assert.equal(await statusOf(site, privacyNotice), "pass");
    const next = await maya.file("privacy-notice", { ...NOTICE, revision: "New address", startsOn: dayHere(site, 10) });
    const second = await maya.move(await ruth.move(await maya.move(next, "submit"), "approve"), "publish", {
      answers: { hasWebSite: "no", hasSite: "no" },
    });
    const listed = await maya.get<Listed>("/v1/notices");
    assert.equal(listed.inForce, first.id, "its day has not come: what was published before is still in effect");
    assert.equal(listed.items.find(({ id }) => id === first.id)?.state, "superseded");
    assert.equal(await statusOf(site, privacyNotice), "pass");
    site.clock.pass(11 * MS_PER_DAY);
    const again = await later();
    assert.equal((await again.maya.get<Listed>("/v1/notices")).inForce, second.id);
    const { html, text } = await again.maya.get<{ html: string; text: string }>(`/v1/notices/${first.id}`);
    assert.ok(html.startsWith("<!doctype html>") && text.includes("12 Fern Street"), "the one before stays readable");
    assert.equal(await statusOf(site, noticeGivenOut), "pass");
    site.clock.pass(61 * MS_PER_DAY);
    assert.equal(await statusOf(site, noticeGivenOut), "fail", "how it was given out is not on record");
    const third = await later();
    await third.maya.move(second, "distribute", { answers: { givenOutOn: dayHere(site), givenOutBy: ["posted"] } });
    assert.equal(await statusOf(site, noticeGivenOut), "pass");
  },
);

testSite("164.520(a)(1): drafts, however many, do not take the place of the notice in effect", async (site) => {
  const { maya, ruth } = await covered(site);
  const filed = await maya.file("privacy-notice", { ...NOTICE, startsOn: dayHere(site) });
  const approved = await ruth.move(await maya.move(filed, "submit"), "approve");
  const first = await maya.move(approved, "publish", { answers: { hasWebSite: "no", hasSite: "no" } });
  for (let n = 0; n < 121; n++) await maya.file("privacy-notice", { about: "organization", revision: `Draft ${n}` });
  const { inForce, items } = await maya.get<Listed>("/v1/notices");
  assert.equal(inForce, first.id);
  assert.equal(items.at(-1)?.id, first.id, "newest first, all the same");
  assert.equal(await statusOf(site, privacyNotice), "pass");
});

testSite("164.520(b)(1)(viii): a notice is not published after the day on which it says that it took effect", async (site) => {
  const { maya, ruth, later } = await covered(site);
  const submitted = await maya.move(await maya.file("privacy-notice", { ...NOTICE, startsOn: dayHere(site) }), "submit");
  const approved = await ruth.move(submitted, "approve");
  site.clock.pass(2 * MS_PER_DAY);
  const again = await later();
  assert.match(
    await (await again.maya.tryMove(approved, "publish", { answers: { hasWebSite: "no", hasSite: "no" } })).text(),
    /164\.520\(b\)\(1\)\(viii\)/,
  );
});

testSite("164.520(a)(1): a business associate owes no notice, and is told why", async (site) => {
  const maya = atWork(site, await setUpSite(site));
  assert.match(
    await (await maya.send("/v1/submissions", { form: "privacy-notice", answers: { about: "organization" } })).text(),
    /business associate/,
  );
  assert.equal((await maya.get<Listed>("/v1/notices")).applies, false);
  assert.equal(await statusOf(site, privacyNotice), "not-applicable");
  assert.equal(await statusOf(site, noticeGivenOut), "not-applicable");
});

testSite("164.520(c)(2)(ii): counts of receipt add up, and say why somebody did not acknowledge", async (site) => {
  const { maya } = await covered(site);
  const answers = {
    period: "November 2026",
    given: 10,
    acknowledged: 7,
    emergency: 1,
    notObtained: 2,
    effort: "Asked at the desk, and once more by mail.",
  };
  assert.match(
    await (await maya.send("/v1/submissions", { form: "notice-acknowledgement", answers: { ...answers, given: 11 } })).text(),
    /the sum/,
  );
  assert.match(await (await maya.tryMove(await maya.file("notice-acknowledgement", answers), "sign")).text(), /answers\/reasons.*Say why/);
  const filed = await maya.file("notice-acknowledgement", { ...answers, reasons: ["declined"] });
  assert.equal((await maya.move(filed, "sign")).state, "signed");
});
