// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { ConstraintViolation, DatabaseError } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { testOnBoth } from "./support/databases.ts";

const A = "01890000-0000-7000-8000-00000000000a";
const B = "01890000-0000-7000-8000-00000000000b";
const RECORD = "01890000-0000-7000-8000-0000000000ff";
const app = (tenant?: string) =>
  tenant === undefined ? { role: "part164_app" as const } : { role: "part164_app" as const, tenant: tenant as never };

const insertRecord = (tenant: string) => sql`
  insert into phi.record (tenant, type, id, version, individual, sealed, created_at, updated_at)
  values (${tenant}, 'Patient', ${RECORD}, 1, null, ${new Uint8Array([1, 2])}, ${new Date(0)}, ${new Date(0)})`;

/** Refused for want of a right (SQLSTATE 42501), by a grant or by row security; not for a slip in the statement. */
const noRight = (error: unknown): boolean => error instanceof DatabaseError && error.code === "42501";

testOnBoth("a row of one tenant does not exist for another", async (db) => {
  await db.in(app(A as never)).run(insertRecord(A));
  assert.equal((await db.in(app(A as never)).rows(sql`select id from phi.record`)).length, 1);
  assert.equal((await db.in(app(B as never)).rows(sql`select id from phi.record`)).length, 0);
});

testOnBoth("a row cannot be written into another tenant", async (db) => {
  await assert.rejects(db.in(app(B as never)).run(insertRecord(A)), noRight);
});

testOnBoth("without a tenant nothing is seen: it is an error", async (db) => {
  // What no connection ever set is an unknown setting (42704); what was set and taken back, an empty text that is no UUID (22P02).
  await assert.rejects(
    db.in(app()).rows(sql`select id from phi.record`),
    (error: unknown) => error instanceof DatabaseError && ["42704", "22P02"].includes(error.code),
  );
});

testOnBoth("the application cannot touch the ledger directly", async (db) => {
  for (const statement of [
    sql`select id from ledger.event`,
    sql`insert into ledger.lookup (tenant, event, kind, outcome) values (${A}, ${B}, 'x', 'done')`,
    sql`delete from ledger.event`,
  ])
    await assert.rejects(db.in(app(A as never)).run(statement), noRight);
});

testOnBoth("the recorder records through one function, and can do nothing else", async (db) => {
  const leaf = new Uint8Array(200);
  const recorder = db.in({ role: "part164_recorder" });
  await recorder.run(sql`select ledger.record(${[A]}, ${[B]}, ${["k"]}, ${["done"]}, ${leaf}, ${[leaf.length]}, ${new Uint8Array(48)})`);
  const reader = db.in({ role: "part164_reader", tenant: B as never });
  assert.deepEqual(
    (await reader.rows(sql`select leaf from ledger.event`)).map(({ leaf }) => Buffer.from(leaf as Uint8Array).length),
    [200],
  );
  assert.equal((await db.in({ role: "part164_reader", tenant: A as never }).rows(sql`select leaf from ledger.event`)).length, 0);
  for (const statement of [
    sql`select * from ledger.event`,
    sql`update ledger.event set leaf = leaf`,
    sql`select * from phi.record`,
    sql`insert into ledger.event (id, tenant, leaf) values (${B}, ${B}, ${leaf}) returning id`,
  ])
    await assert.rejects(recorder.run(statement), noRight);
});

testOnBoth("a failed transaction leaves nothing, and the connection serves the next", async (db) => {
  await assert.rejects(
    db.transaction(app(A as never), async (tx) => {
      await tx.run(insertRecord(A));
      await tx.run(insertRecord(A));
    }),
    (error: unknown) => error instanceof ConstraintViolation && error.kind === "unique",
  );
  assert.equal((await db.in(app(A as never)).rows(sql`select id from phi.record`)).length, 0);
});

testOnBoth("an error swallowed inside a transaction cannot be committed", async (db) => {
  await assert.rejects(
    db.transaction(app(A as never), async (tx) => {
      await tx.run(insertRecord(A));
      await tx.run(insertRecord(A)).catch(() => {});
    }),
  );
  assert.equal((await db.in(app(A as never)).rows(sql`select id from phi.record`)).length, 0);
});

testOnBoth("statements that go with the commit happen together, in whatever company, or not at all", async (db) => {
  const count = async (): Promise<number> => (await db.in(app(A)).rows(sql`select id from phi.record`)).length;
  const record = (id: string) => sql`
    insert into phi.record (tenant, type, id, version, individual, sealed, created_at, updated_at)
    values (${A}, 'Patient', ${id}, 1, null, ${new Uint8Array([1, 2])}, ${new Date(0)}, ${new Date(0)})`;
  const ids = Array.from({ length: 8 }, (_, n) => `01890000-0000-7000-8000-0000000000b${n}`);
  const [first = "", second = "", third = "", fourth = "", fifth = ""] = ids;
  const refused = (error: unknown): boolean => error instanceof ConstraintViolation && error.kind === "unique";

  await db.transaction(app(A), async (tx) => [first, second].forEach((id) => tx.endWith(record(id))));
  assert.equal(await count(), 2, "Two writes and nothing else.");
  await assert.rejects(
    db.transaction(app(A), async (tx) => [third, first].forEach((id) => tx.endWith(record(id)))),
    refused,
  );
  assert.equal(await count(), 2, "The second failed, so the first did not happen.");
  await assert.rejects(
    db.transaction(app(A), async (tx) => {
      await tx.run(record(third));
      [fourth, first].forEach((id) => tx.endWith(record(id)));
    }),
    refused,
  );
  assert.equal(await count(), 2, "Nor what was sent before them.");
  await db.transaction(app(A), async (tx) => {
    tx.endWith(record(fourth));
    await tx.run(record(third));
    tx.endWith(sql`update phi.record set version = 2 where id = ${fourth}`);
    tx.endWith(record(fifth));
  });
  assert.deepEqual(
    await db.in(app(A)).rows(sql`select version from phi.record order by id`),
    [1, 1, 1, 2, 1].map((version) => ({ version })),
  );
  await assert.rejects(
    db.transaction(app(A), async (tx) => {
      tx.endWith(record(ids[5] ?? ""));
      throw new Error("changed my mind");
    }),
    /changed my mind/,
  );
  assert.equal(await count(), 5, "Whoever throws has written nothing.");
  await assert.rejects(
    db.transaction(app(A), async (tx) => tx.endWith(insertRecord(B))),
    noRight,
  );
  await db.transaction(app(A), async (tx) => {
    tx.endWith(sql`update phi.record set version = version + 1 where id = ${first}`);
    tx.endWith(sql`update phi.record set version = version + 1 where id = ${first}`);
  });
  assert.deepEqual(
    await db.in(app(A)).one(sql`select version from phi.record where id = ${first}`),
    { version: 3 },
    "Each sees the one before.",
  );
});

testOnBoth("of many writes at once, each of two tenants, only the wrong ones fail", async (db) => {
  const record = (tenant: string, n: number) => sql`
    insert into phi.record (tenant, type, id, version, individual, sealed, created_at, updated_at)
    values (${tenant}, 'Patient', ${`01890000-0000-7000-8000-${String(n).padStart(12, "0")}`}, 1, null, ${new Uint8Array([1])}, ${new Date(0)}, ${new Date(0)})`;
  const isWrong = (n: number): boolean => n % 17 === 16;
  const outcomes = await Promise.allSettled(
    Array.from({ length: 200 }, (_, n) =>
      db.transaction(app(n % 2 === 0 ? A : B), async (tx) => {
        tx.endWith(record(n % 2 === 0 ? A : B, n));
        tx.endWith(isWrong(n) ? record(n % 2 === 0 ? B : A, 1000 + n) : record(n % 2 === 0 ? A : B, 1000 + n));
      }),
    ),
  );
  outcomes.forEach((outcome, n) => assert.equal(outcome.status, isWrong(n) ? "rejected" : "fulfilled"));
  for (const outcome of outcomes) if (outcome.status === "rejected") assert.ok(noRight(outcome.reason));
  for (const [tenant, rest] of [
    [A, 0],
    [B, 1],
  ] as const) {
    const right = outcomes.filter((_, n) => n % 2 === rest && !isWrong(n)).length;
    assert.equal((await db.in(app(tenant)).rows(sql`select id from phi.record`)).length, right * 2);
  }
});

testOnBoth("tenants do not mix under many parallel statements", async (db) => {
  await db.in(app(A as never)).run(insertRecord(A));
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, n) => db.in(app((n % 2 ? A : B) as never)).rows(sql`select id from phi.record`)),
  );
  answers.forEach((rows, n) => assert.equal(rows.length, n % 2));
});
