// SPDX-License-Identifier: Apache-2.0
// Every route as nobody, as another tenant's application, and as every role. The matrix is a golden file: a new route without a
// policy shows in the diff.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Actor } from "#access/actor.ts";
import { PURPOSES, type Purpose } from "#access/purpose.ts";
import { ROLES, type Role } from "#access/role.ts";
import type { Operation } from "#gate/operation.ts";
import { eachDatabase } from "./support/databases.ts";
import { golden } from "./support/golden.ts";
import { addClient, openTestSite, PATIENT, type TestSite } from "./support/site.ts";

const COLLECTIONS = ["Patient", "Observation", "Claim"] as const;

function actorOf(role: Role): Actor {
  return { kind: "user", id: "probe" as never, session: "probe" as never, factor: "password+totp", roles: [role], tenant: null };
}

/** For what a role may use an operation: a word for each purpose, by collection. */
function cell({ decider }: TestSite["parts"], role: Role, { name, letter, groups }: Operation): string {
  const isOnRecords = groups.some((group) => group.startsWith("records."));
  const may = (collection: string, purpose: Purpose | null) =>
    decider.decide(actorOf(role), {
      action: name,
      collection,
      purpose,
      relation: isOnRecords ? "own-tenant" : "organization",
      letter: letter ?? null,
    }).permits;
  if (!isOnRecords) return may("program", null) ? "yes" : "-";
  const parts = COLLECTIONS.flatMap((collection) => {
    const purposes = (Object.keys(PURPOSES) as Purpose[]).filter((purpose) => may(collection, purpose));
    return purposes.length === 0 ? [] : [`${collection}:${purposes.join("+")}`];
  });
  return parts.length === 0 ? "-" : parts.join(" ");
}

/** An address of the route, with ids that are well-formed and name nothing. */
function addressOf({ parts }: TestSite, { route }: Operation): string {
  const values: Record<string, string> = { type: "Patient", cite: "164.312(b)", check: "no-such-check", version: "1" };
  return route.path.replaceAll(/\{([a-zA-Z]+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? parts.makeId()));
}

function requestOf(operation: Operation, headers: Record<string, string>): RequestInit {
  const { method } = operation.route;
  const more = method === "GET" ? {} : { "content-type": "application/json", "idempotency-key": crypto.randomUUID(), "if-match": 'W/"1"' };
  return { method, headers: { ...more, ...headers }, ...(method === "GET" ? {} : { body: "{}" }) };
}

eachDatabase("every operation refuses nobody, and the attempt is on record", async (kind) => {
  const site = await openTestSite(kind);
  try {
    for (const operation of site.site.operations) {
      const answer = await site.fetch(addressOf(site, operation), requestOf(operation, {}));
      assert.equal(answer.status, 401, `${operation.route.method} ${operation.route.path}`);
      const [entry] = await site.parts.ledger.reader.find(site.parts.installation, { kind: operation.name }, 1);
      assert.equal(entry?.entry.outcome, "not_signed_in", operation.name);
      assert.equal(entry?.entry.actor.kind, "nobody");
    }
  } finally {
    await site.close();
  }
});

eachDatabase("an application of another tenant gets nothing from any route but its own tenant's", async (kind) => {
  const site = await openTestSite(kind);
  try {
    const owner = await addClient(site, "Clinic A");
    const other = await addClient(site, "Clinic B");
    const created = await site.fetch("/fhir/R4/Patient", { method: "POST", headers: owner.headers(), body: JSON.stringify(PATIENT) });
    const { id } = (await created.json()) as { id: string };
    const amended = JSON.stringify({ ...PATIENT, id, active: false }); // Well-formed, so that nothing but the tenant is in its way.
    let opened = 0;
    for (const operation of site.site.operations) {
      const { method, path } = operation.route;
      const addressed = (own: string) =>
        path.replaceAll(
          /\{([a-zA-Z]+)\}/g,
          (_, name: string) => ({ type: "Patient", id: own, individual: own, version: "1", cite: "164.312(b)", check: "x" })[name] ?? own,
        );
      const ask = async (token: string, own = id) => {
        const request = requestOf(operation, { authorization: `Bearer ${token}`, "if-match": 'W/"1"' });
        const answer = await site.fetch(
          addressed(own),
          operation.name === "phi.record.amend" ? { ...request, body: amended.replaceAll(id, own) } : request,
        );
        return { status: answer.status, text: (await answer.text()).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "") };
      };
      const { status, text } = await ask(other.token);
      assert.doesNotMatch(text, /Ashgrove|Linnea|MRN-0001/, operation.name);
      assert.ok(status < 500, `${operation.name}: ${status} ${text}`);
      if (!/\{(id|individual)\}/.test(path)) continue;
      assert.deepEqual({ status, text }, await ask(other.token, site.parts.makeId()), `${method} ${path}: as if there were nothing`);
      if (method === "GET") opened += Number((await ask(owner.token)).status === 200);
    }
    assert.ok(opened >= 4, `what the other was refused, its owner opened in ${opened} ways`);
    const kept = await site.fetch(`/fhir/R4/Patient/${id}`, { headers: owner.headers() });
    assert.deepEqual([kept.headers.get("etag"), ((await kept.json()) as typeof PATIENT).active], ['W/"1"', true]);
  } finally {
    await site.close();
  }
});

test("who may do what is as the golden file says", async () => {
  const site = await openTestSite("embedded");
  try {
    const lines = [...site.site.operations]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((operation) => [
        `${operation.name}  ${operation.route.method} ${operation.route.path}`,
        ...(Object.keys(ROLES) as Role[]).map((role) => `    ${role.padEnd(18)} ${cell(site.parts, role, operation)}`),
      ]);
    golden("access-matrix.txt", `${lines.join("\n")}\n`);
  } finally {
    await site.close();
  }
});

test("what no operation guards is listed, and nothing else is", async () => {
  const site = await openTestSite("embedded");
  try {
    const { buildApp } = await import("#http/app.ts");
    const { Metrics } = await import("#http/metrics.ts");
    const { routes } = buildApp({
      parts: site.parts,
      operations: site.site.operations,
      health: { demo: null, problems: () => [] },
      metrics: new Metrics(),
    });
    const doored = new Set(site.site.operations.map(({ route }) => `${route.method} ${route.path.replaceAll(/\{([a-zA-Z]+)\}/g, ":$1")}`));
    const undoored = routes
      .flatMap((app) => app.routes)
      .filter(({ method, path }) => method !== "ALL" && !doored.has(`${method} ${path}`))
      .map(({ method, path }) => `${method} ${path}`);
    golden("undoored-routes.txt", `${[...new Set(undoored)].sort().join("\n")}\n`);
  } finally {
    await site.close();
  }
});
