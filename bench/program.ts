// SPDX-License-Identifier: Apache-2.0
// The program plane of an organization of some size: 500 people, 300 risks, 200 associates under contract, 5,000 tasks, 24 policies that
// all have acknowledged, and a ledger of a million entries. Every list and page that its console asks for, over HTTP, at the 95th
// percentile.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Clock, MS_PER_DAY, wallClock } from "../server/src/base/clock.ts";
import { callAsOperator } from "../server/src/cli/command.ts";
import type { Parts } from "../server/src/gate/parts.ts";
import { openTask } from "../server/src/program/task/task.ts";
import { allSafeguards } from "../server/src/safeguard/registry.ts";
import { runDue } from "../server/src/safeguard/run.ts";
import { sql } from "../server/src/store/sql.ts";
import { giveBackDatabases } from "../server/test/support/databases.ts";
import { postgresqlPrograms } from "../server/test/support/postgresql-cluster.ts";
import { atWork } from "../server/test/support/person.ts";
import { adoptProfile } from "../server/test/support/profile.ts";
import { addPerson, openTestSite, type Person, setUpSite, signIn, type TestSite } from "../server/test/support/site.ts";
import { growOrganization } from "./grow.ts";
import { fillRooms, type Page, pagesOfRooms } from "./rooms.ts";
import type { Row } from "./table.ts";

const PEOPLE = 500;
const TASKS = 5000;
const TIMES = 60;
const LAST_WEEK_MS = 9 * MS_PER_DAY;
const PAGES: readonly Page[] = [
  ["Home", "/v1/home"],
  ["my tasks", "/v1/tasks?limit=100"],
  ["all tasks", "/v1/tasks?whose=all&limit=200"],
  ["the roster", "/v1/members"],
  ["forms", "/v1/forms"],
  ["the organization and its map", "/v1/organization"],
  ["policies", "/v1/policies"],
  ["a policy", "/v1/policies/access-control"],
  ["who acknowledged what, of one policy", "/v1/acknowledgements?policy=access-control"],
  ["requirements", "/v1/requirements"],
  ["a requirement", "/v1/requirements/164.312(a)(2)(iii)"],
  ["training of everybody", "/v1/training"],
  ["the ledger", "/v1/ledger/entries?log=organization&limit=50"],
];

export async function benchProgram(entries: number): Promise<Row[]> {
  if (postgresqlPrograms() === null) return [["program", "skipped: PostgreSQL's programs are not on this machine", "", ""]];
  const data = await mkdtemp(join(tmpdir(), "part164-bench-"));
  const clock = movedClock(-LAST_WEEK_MS);
  const site = await openTestSite("postgresql", {}, clock);
  try {
    const first = await fill(site, entries);
    clock.move(0); // The week is over; its activity can be looked through.
    const cookie = await signIn(site, first);
    const review = await reviewOfActivity(site, { ...first, cookie });
    const rows: Row[] = [];
    for (const [name, path] of [...PAGES, ...review.pages, ...(await pagesOfRooms(site, { ...first, cookie }))])
      rows.push(await measure(site, cookie, name, path));
    rows.push(review.row, await gapReport(site));
    return rows;
  } finally {
    await site.close();
    await giveBackDatabases();
    await rm(data, { recursive: true, force: true });
  }
}

async function fill(site: TestSite, entries: number): Promise<Person> {
  const { parts } = site;
  const first = await setUpSite(site);
  const official = atWork(site, first);
  const second = atWork(site, await addPerson(site, "ruth@fernhollow.example", ["privacy-official"]));
  const executive = atWork(site, await addPerson(site, "eve@fernhollow.example", ["executive"]));
  await adoptProfile(official);
  const lines = Array.from({ length: PEOPLE - 3 }, (_, n) => `Person ${n},person${n}@fernhollow.example,employee,Engineer,yes,2026-01-05`);
  await official.write("/v1/members/import", { csv: `name,email,kind,position,sees_phi,joined_on\n${lines.join("\n")}\n` });
  const { proposed } = await official.write<{ proposed: { id: string; sha256: string }[] }>("/v1/policies/adopt", {});
  await second.write("/v1/policies/approve", { versions: proposed.map(({ id, sha256 }) => ({ id, sha256 })) });
  await fillTables(parts);
  await fillRooms({ official, second, executive });
  await growOrganization(parts, entries);
  await parts.db.script("part164_owner", "analyze");
  return first;
}

async function fillTables(parts: Parts): Promise<void> {
  await parts.db.transaction({ role: "part164_app", tenant: parts.installation }, async (tx) => {
    for (let n = 0; n < TASKS; n++)
      await openTask(parts, tx, {
        key: `bench:${n}`,
        title: `Task ${n}`,
        cite: null,
        basis: "policy",
        href: "/",
        owner: { role: n % 2 === 0 ? "security-official" : "manager" },
        dueOn: `2026-${String((n % 12) + 1).padStart(2, "0")}-15`,
      });
    await tx.run(sql`
      insert into program.acknowledgement (version, member, sha256, at)
      select v.id, m.id, v.sha256, ${parts.clock.now()} from program.policy_version v cross join program.member m where v.state = 'approved'
      on conflict do nothing`);
  });
}

/** A wall clock that stands beside the machine's, so that what is filled in lies in the past. */
function movedClock(byMs: number): Clock & { move(toMs: number): void } {
  let off = byMs;
  return { ...wallClock, now: () => new Date(wallClock.now().getTime() + off), move: (toMs) => (off = toMs) };
}

async function reviewOfActivity(site: TestSite, first: Person): Promise<{ row: Row; pages: Page[] }> {
  const startMs = performance.now();
  const official = atWork(site, first);
  const { id } = await official.write<{ id: string }>("/v1/activity-reviews", {}, { status: 201 });
  const took = `${((performance.now() - startMs) / 1000).toFixed(1)} s`;
  const { entries } = await official.get<{ entries: number }>(`/v1/activity-reviews/${id}`);
  const row = ["program: a week of activity looked through", took, "", `${entries} entries; done once a week`] as const;
  return {
    row,
    pages: [
      ["reviews of activity", "/v1/activity-reviews"],
      ["a review of activity", `/v1/activity-reviews/${id}`],
    ],
  };
}

async function measure(site: TestSite, cookie: string, name: string, path: string): Promise<Row> {
  const taken: number[] = [];
  let status = 0;
  for (let n = 0; n < TIMES; n++) {
    const startMs = performance.now();
    const answer = await site.fetch(path, { headers: { cookie } });
    await answer.arrayBuffer();
    taken.push(performance.now() - startMs);
    status = answer.status;
  }
  taken.sort((a, b) => a - b);
  const at = (share: number): string => (taken[Math.floor(taken.length * share)] ?? 0).toFixed(0);
  const found = status === 200 ? `${at(0.95)} ms` : `answered ${status}`;
  return [`program: ${name}`, found, "under 200 ms at the 95th percentile", `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, one at a time`];
}

async function gapReport(site: TestSite): Promise<Row> {
  const safeguards = (await allSafeguards()).filter(({ name }) => name !== "restore");
  await runDue(site.parts, safeguards);
  const startMs = performance.now();
  await callAsOperator(site.site, "report.gap.read", {});
  return ["program: the gap report", `${(performance.now() - startMs).toFixed(0)} ms`, "under 1 s", "with no check due"];
}
