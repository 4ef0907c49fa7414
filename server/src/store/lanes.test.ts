// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import test from "node:test";
import { makeCluster, postgresqlPrograms } from "../../test/support/postgresql-cluster.ts";
import { openPostgresql } from "./postgresql.ts";
import { sql } from "./sql.ts";

const programs = postgresqlPrograms();

test(
  "a slow statement does not hold up those that come after it",
  { skip: programs === null && "PostgreSQL's programs are not on this machine" },
  async () => {
    if (programs === null) return;
    const cluster = makeCluster(programs);
    const db = openPostgresql({ url: await cluster.database(), connections: 4 });
    try {
      const app = db.in({ role: "part164_app" });
      await app.run(sql`select 1`);
      const order: string[] = [];
      const slow = app.run(sql`select pg_sleep(1.5)`).then(() => order.push("slow"));
      await new Promise((resolve) => setTimeout(resolve, 20));
      await Promise.all(Array.from({ length: 40 }, () => app.run(sql`select 2`)));
      order.push("quick");
      await slow;
      assert.deepEqual(order, ["quick", "slow"]);
    } finally {
      await db.close();
      cluster.stop();
    }
  },
);
