// SPDX-License-Identifier: Apache-2.0
// Fills the rooms of risk and response as two officials and an executive do, over HTTP: 300 risks out of an approved analysis, 200 associates
// under contract, incidents with their assessments, an inventory, plans, cases.
import { contractWith, paper, reviewOf } from "../server/test/support/associate.ts";
import { approvePlan, KINDS } from "../server/test/support/contingency.ts";
import { SINCE } from "../server/test/support/device.ts";
import { GOOD_CHECK, LAPTOP } from "../server/test/support/device-answers.ts";
import { judged, NOTICED } from "../server/test/support/incident.ts";
import { type AtWork, atWork } from "../server/test/support/person.ts";
import { ratedAs, read, refs, systemOf, WHY } from "../server/test/support/risk.ts";
import type { Person, TestSite } from "../server/test/support/site.ts";

export type Page = readonly [name: string, path: string];
type People = { readonly official: AtWork; readonly second: AtWork; readonly executive: AtWork };

const RISKS = 300;
const RISKS_AT_ONCE = 50;
const SYSTEMS = 20;
const ASSOCIATES = 200;
const DEVICES = 500;
const INCIDENTS = 300;
const IN_DOUBT = 60;
const CASES = 200;
/** Requests at once: what is filled is made by people who do not wait for each other. */
const ABREAST = 8;

/** Does `what` for each number below `count`, several at once. */
async function times(count: number, what: (n: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: ABREAST }, async () => {
      while (next < count) await what(next++);
    }),
  );
}

export async function fillRooms(people: People): Promise<void> {
  const { items } = await people.official.get<{ items: { id: string; email: string }[] }>("/v1/members");
  const owner = items.find(({ email }) => email.startsWith("maya@"))?.id ?? "";
  await fillAssociates(people);
  await fillRisks(people, owner);
  await fillIncidents(people, owner);
  await fillDevices(people, items.slice(0, DEVICES));
  for (const kind of KINDS) await approvePlan(people.official, people.second, kind);
  await fillCases(people);
}

async function fillAssociates({ official, second }: People): Promise<void> {
  const document = await paper(official);
  await times(ASSOCIATES, async (n) => {
    const role = n % 4 === 0 ? "customer" : "vendor";
    const party = await official.file("party", {
      name: `Associate ${n}`,
      role,
      service: "Part of it",
      phi: "yes",
      contact: "+1 503 555 0142",
    });
    const kind = role === "customer" ? "associate" : "subcontractor";
    const contract = await official.file("associate-contract", contractWith(party.id, document, { kind, noticeHours: 24 + (n % 4) * 24 }));
    await second.move(await official.move(contract, "submit"), "put-in-force");
    if (role === "vendor") await official.file("associate-due-diligence", reviewOf(party.id, SINCE));
  });
}

async function fillRisks({ official, executive }: People, owner: string): Promise<void> {
  await times(SYSTEMS, (n) => official.file("system", systemOf(owner, `System ${n}`)));
  const { id } = await official.write<{ id: string }>("/v1/risk-analyses", { trigger: "first", reason: "The first year" });
  const { lines } = await read(official, id);
  const decide = (body: object): Promise<unknown> => official.write(`/v1/risk-analyses/${id}/decide`, body);
  for (let n = 0; n < RISKS; n += RISKS_AT_ONCE)
    await decide({ decision: "risk", lines: refs(lines.slice(n, n + RISKS_AT_ONCE)), answers: ratedAs(owner) });
  for (let n = RISKS; n < lines.length; n += 1000) await decide({ decision: "no-matter", lines: refs(lines.slice(n, n + 1000)), why: WHY });
  await official.write(`/v1/risk-analyses/${id}/finish`, {});
  await executive.write(`/v1/risk-analyses/${id}/approve`, {});
}

async function fillIncidents({ official }: People, lead: string): Promise<void> {
  await times(INCIDENTS, async (n) => {
    const filed = await official.file("incident-report", {
      ...NOTICED,
      what: `Something happened, number ${n}`,
      phi: n < IN_DOUBT ? "maybe" : "no",
    });
    const { answers } = judged(lead);
    await official.move(filed, "open", { answers: { ...answers, phiJudged: n < IN_DOUBT ? "maybe" : "no" } });
  });
}

async function fillDevices({ official }: People, people: readonly { readonly id: string }[]): Promise<void> {
  await times(people.length, async (n) => {
    const own = { ...LAPTOP, name: `Laptop ${n}`, serial: `FH-${n}`, custodian: people[n]?.id ?? "", since: SINCE };
    const device = await official.file("device", own);
    const seen = { device: device.id, ...GOOD_CHECK, checkedOn: SINCE, patchedOn: SINCE };
    await official.move(await official.file("workstation-check", seen), "sign");
  });
}

async function fillCases({ official }: People): Promise<void> {
  const asked = { whose: "customers", contractDays: 10, cameBy: "writing", askedBy: "individual", wants: "electronic", to: "individual" };
  await times(CASES, () => official.file("individual-access", { ...asked, receivedOn: SINCE }));
}

/** What the console's pages of these rooms ask for. */
export async function pagesOfRooms(site: TestSite, person: Person): Promise<Page[]> {
  const official = atWork(site, person);
  const first = async (path: string): Promise<string> => {
    const { items } = await official.get<{ items: { id: string }[] }>(path);
    return items[0]?.id ?? "none";
  };
  const analysis = await first("/v1/risk-analyses");
  const party = await first("/v1/associates");
  return [
    ["the risk register", "/v1/risks"],
    ["where the risk analysis stands", "/v1/risks/standing"],
    ["risk analyses", "/v1/risk-analyses"],
    ["a risk analysis, line by line", `/v1/risk-analyses/${analysis}`],
    ["its report", `/v1/risk-analyses/${analysis}/report`],
    ["associates", "/v1/associates"],
    ["an associate", `/v1/associates/${party}`],
    ["contracts", "/v1/submissions?form=associate-contract&limit=200"],
    ["incidents", "/v1/submissions?form=incident-report&limit=200"],
    ["breaches", "/v1/breaches"],
    ["a breach", `/v1/breaches/${await first("/v1/breaches")}`],
    ["contingency", "/v1/contingency"],
    ["devices", "/v1/devices?limit=200"],
    ["a device", `/v1/devices/${await first("/v1/devices")}`],
    ["facilities", "/v1/facilities"],
    ["keys and visitors", "/v1/keys"],
    ["privacy cases", "/v1/privacy/cases?limit=200"],
    ["a privacy case", `/v1/privacy/cases/${await first("/v1/privacy/cases")}`],
    ["notices of privacy practices", "/v1/notices"],
  ];
}
