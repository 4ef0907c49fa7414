// SPDX-License-Identifier: Apache-2.0
// What ours is measured against. "bare": the same route with no safeguards. "by-hand": what a careful startup writes: role check,
// transaction, select, own AES-GCM, one audit insert, commit. Both with Hono and pg, like ours.
import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { Pool } from "pg";

const [kind = "bare", url = "", count = "1000"] = process.argv.slice(2);
const pool = new Pool({ connectionString: url, max: 16 });
const key = createSecretKey(Buffer.alloc(32, 7));
const patient = (n: number) =>
  JSON.stringify({
    resourceType: "Patient",
    active: true,
    name: [{ family: `Family${n}`, given: ["Given"] }],
    gender: "female",
    birthDate: "1984-07-09",
    telecom: [{ system: "phone", value: `555-${n}` }],
    address: [{ line: ["12 Alder Lane"], city: "Astoria", state: "OR", postalCode: "97100" }],
  });

function seal(text: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  return Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
}

function unseal(bytes: Buffer): string {
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(-16));
  return decipher.update(bytes.subarray(12, -16), undefined, "utf8") + decipher.final("utf8");
}

await pool.query(`
  drop schema if exists baseline cascade; create schema baseline;
  create table baseline.patient (id integer primary key, body jsonb);
  create table baseline.sealed (id integer primary key, body bytea);
  create table baseline.grants (token text primary key, role text not null);
  create table baseline.audit (id bigint generated always as identity primary key, at timestamptz not null default now(), who text, what text, record integer);
  insert into baseline.grants values ('token', 'clinician');
  create sequence baseline.next start 1000000`);
for (let n = 0; n < Number(count); n++) {
  await pool.query("insert into baseline.patient values ($1, $2)", [n, patient(n)]);
  await pool.query("insert into baseline.sealed values ($1, $2)", [n, seal(patient(n))]);
}

const app = new Hono();

if (kind === "bare") {
  app.get("/fhir/R4/Patient/:id", async (c) => {
    const { rows } = await pool.query({
      name: "read",
      text: "select body from baseline.patient where id = $1",
      values: [c.req.param("id")],
    });
    return c.json(rows[0].body);
  });
  app.post("/fhir/R4/Patient", async (c) => {
    const body = await c.req.json();
    const { rows } = await pool.query({
      name: "write",
      text: "insert into baseline.patient values (nextval('baseline.next'), $1) returning id",
      values: [body],
    });
    return c.json({ id: rows[0].id, ...body }, 201);
  });
} else {
  app.get("/fhir/R4/Patient/:id", async (c) => {
    const client = await pool.connect();
    try {
      await client.query("begin");
      const role = await client.query({
        name: "role",
        text: "select role from baseline.grants where token = $1",
        values: [c.req.header("authorization")?.slice(7)],
      });
      if (role.rows[0]?.role !== "clinician") return c.json({}, 403);
      const { rows } = await client.query({
        name: "sealed",
        text: "select body from baseline.sealed where id = $1",
        values: [c.req.param("id")],
      });
      await client.query({
        name: "audit",
        text: "insert into baseline.audit (who, what, record) values ($1, $2, $3)",
        values: ["token", "read", c.req.param("id")],
      });
      await client.query("commit");
      return c.body(unseal(rows[0].body), 200, { "content-type": "application/json" });
    } finally {
      client.release();
    }
  });
}

serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, (info: AddressInfo) =>
  process.stdout.write(`${JSON.stringify({ port: info.port })}\n`),
);
