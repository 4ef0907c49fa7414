// SPDX-License-Identifier: Apache-2.0
// PHI that is marked goes through everything that may go right or wrong. Then it is looked for wherever it must not be: logs of ours and
// of PostgreSQL at its most talkative, every file of the data folder and of the database, every row of every table.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { openEmbeddedDatabase, openPostgresqlDatabase } from "#store/open.ts";
import { count } from "../support/long.ts";
import { plantedFault } from "../support/plant-name.ts";
import { makeCluster, postgresqlPrograms } from "../support/postgresql-cluster.ts";
import { brokenBundle, markedPatient, sendMarked } from "./marked-phi.ts";
import { FORMS, mark, marksIn, marksInFolder } from "./marks.ts";
import { clientOf, newPlace, newPlaceAt, type Place, removePlace, runProgram, type Server, startServer } from "./server-process.ts";
import { send } from "./wire.ts";

const TALKATIVE = {
  log_statement: "all",
  log_min_messages: "debug1",
  log_error_verbosity: "verbose",
  log_min_duration_statement: "0",
  log_parameter_max_length: "-1",
  log_parameter_max_length_on_error: "-1",
};

const PLANT = pathToFileURL(fileURLToPath(new URL("../support/plant.ts", import.meta.url))).href;
/** The server's work on a record fails half-way with an error that quotes the record. */
const FAILING = {
  NODE_OPTIONS: `--import=${PLANT}`,
  PLANTED_FAULT: [plantedFault(), "sealing-fails"].filter((name) => name !== null).join(","),
};

test("every form of a mark is found where there is one", () => {
  for (const [form, text] of FORMS)
    assert.equal(marksIn("here", Buffer.concat([Buffer.from("…"), text, Buffer.from("…")])).length, 1, form);
  for (const text of ["x", "xy", "xyz"])
    assert.equal(marksIn("here", Buffer.from(Buffer.from(`${text}${mark(7)}`).toString("base64"))).length, 1);
  assert.deepEqual(marksIn("here", Buffer.from("nothing of the kind")), []);
});

/** Everything that the processes said. */
type Said = { text: string };

async function ordinaryWork(place: Place, said: Said, marks: number): Promise<Record<string, string>> {
  const server = await startServer(place);
  const client = await clientOf(place, server, "Clinic A");
  const made = await send(server.url, {
    method: "POST",
    path: "/fhir/R4/Patient",
    headers: client,
    body: JSON.stringify(markedPatient(0)),
  });
  const { id } = JSON.parse(made.text) as { id: string };
  const wrong: string[] = [];
  for (let n = 1; n <= marks; n++) {
    const { wrong: one } = await sendMarked(server.url, client, n, id);
    if (one !== null) wrong.push(one);
  }
  assert.deepEqual([...new Set(wrong)], []);
  const read = await send(server.url, { method: "GET", path: `/fhir/R4/Patient/${id}`, headers: client });
  assert.match(read.text, /qzkanaryx/, "what was stored is there");
  await server.kill();
  said.text += (await server.program.ended).err;
  return client;
}

async function failures(place: Place, client: Record<string, string>, said: Said, marks: number): Promise<void> {
  const failing: Server = await startServer({ ...place, settings: { ...place.settings, ...FAILING } });
  for (let n = 0; n < marks; n++) {
    const heard = await send(failing.url, {
      method: "POST",
      path: "/fhir/R4/Patient",
      headers: client,
      body: JSON.stringify(markedPatient(n)),
    });
    assert.equal(heard.status, 500, heard.text);
    assert.deepEqual(marksIn("the answer", Buffer.from(heard.text)), []);
  }
  await failing.kill();
  const { err } = await failing.program.ended;
  assert.match(err, /an operation failed/, "the failure was logged");
  said.text += err;
}

async function commands(place: Place, said: Said): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "part164-bundles-"));
  const files = { "broken.json": brokenBundle(1), "cut.json": brokenBundle(2).slice(0, -20), "no.json": mark(3) };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const words = Object.keys(files).map((name) => join(folder, name));
  const { code, out, err } = await runProgram(["import", "fhir", ...words, "--tenant", "Clinic A", "--data", place.data], place.settings);
  assert.equal(code, 1, err);
  said.text += out + err;
  await rm(folder, { recursive: true });
}

/** Every row of every table, as text. */
async function dump(place: Place): Promise<string> {
  const url = place.settings["DATABASE_URL"];
  const db = url === undefined ? await openEmbeddedDatabase(join(place.data, "database")) : await openPostgresqlDatabase(url, 4);
  try {
    const tables = await db.script(
      "part164_owner",
      "select table_schema || '.' || quote_ident(table_name) as name from information_schema.tables where table_schema in ('part164', 'seal', 'ledger', 'access', 'phi', 'jobs')",
    );
    assert.ok(tables.length >= 20, `${tables.length} tables`);
    const texts: string[] = [];
    for (const { name } of tables) {
      const rows = await db.script("part164_owner", `select t::text as row from ${String(name)} t`);
      texts.push(...rows.map(({ row }) => `${String(name)} ${String(row)}`));
    }
    assert.ok(
      texts.some((text) => text.startsWith("phi.record ")) && texts.some((text) => text.startsWith("ledger.event ")),
      "rows were read",
    );
    return texts.join("\n");
  } finally {
    await db.close();
  }
}

async function expectNoMarks(place: Place, logs: () => Promise<string[]>): Promise<string> {
  const marks = count(200, 1000, 25);
  const said: Said = { text: "" };
  const loud = { ...place, settings: { ...place.settings, PART164_LOG_LEVEL: "debug" } };
  const client = await ordinaryWork(loud, said, marks);
  await failures(loud, client, said, count(5, 50));
  await commands(loud, said);
  const rows = await dump(place);
  const folder = await marksInFolder(place.data);
  const found = [
    ...marksIn("what the processes said", Buffer.from(said.text)),
    ...marksIn("a row", Buffer.from(rows)),
    ...folder.marks,
    ...(await logs()),
  ];
  assert.deepEqual(found, []);
  return `${marks} marks; searched ${said.text.length} bytes of our log, ${rows.length} of rows, ${folder.files} files with ${folder.bytes} bytes`;
}

test("marked PHI is in no log, file or row in clear [embedded]", async (t) => {
  const place = await newPlace("embedded");
  t.diagnostic(await expectNoMarks(place, async () => []));
  await removePlace(place);
});

const programs = postgresqlPrograms();
test(
  "marked PHI is in no log, file or row in clear [postgresql]",
  { skip: programs === null && "PostgreSQL's programs are not on this machine" },
  async (t) => {
    const cluster = makeCluster(programs ?? "", TALKATIVE);
    const place = await newPlaceAt(await cluster.database());
    try {
      const said = await expectNoMarks(place, async () => {
        const { marks, files, bytes } = await marksInFolder(cluster.folder); // Its log, its tables, its write-ahead log.
        t.diagnostic(`PostgreSQL: ${files} files with ${bytes} bytes`);
        return marks;
      });
      t.diagnostic(said);
    } finally {
      cluster.stop();
      await removePlace(place);
    }
  },
);
