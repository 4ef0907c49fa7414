// SPDX-License-Identifier: Apache-2.0
// A file of device management: what is refused, what the dry run says row by row, and that the same file again changes nothing.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { COLUMNS } from "#program/device/import/columns.ts";
import { readDeviceFile } from "#program/device/import/read-file.ts";
import { readRow } from "#program/device/import/read-row.ts";
import { plusDays, today } from "#program/calendar.ts";
import { devicePage, devices, deviceTeam, plantDevice } from "./support/device.ts";
import { testSite, type Person, type TestSite } from "./support/site.ts";

type Row = { line: number; serial: string; does: string; hasCheck: boolean; says: string; faults: { column: string; says: string }[] };
type Counts = { added: number; changed: number; checked: number; ignored: number; refused: number; document: string | null };

async function send<T>(site: TestSite, who: Person, path: string, { file, type = "text/csv", status = 200 }: File): Promise<T> {
  const answer = await site.fetch(`/v1/devices/import${path}?mediaType=${encodeURIComponent(type)}`, {
    method: "POST",
    headers: {
      "part164-console": "1",
      "content-type": "application/octet-stream",
      "idempotency-key": crypto.randomUUID(),
      "document-name": "devices",
      cookie: who.cookie,
    },
    body: file,
  });
  const text = await answer.text();
  assert.equal(answer.status, status, text);
  return JSON.parse(text) as T;
}
type File = { readonly file: string; readonly type?: string; readonly status?: number };

const HEAD =
  "Serial Number,Computer Name,Model,Email Address,FileVault 2 Status,Lock Minutes,Last Patched,Antivirus,Firewall Enabled,Last Check-in,Operating System Version";
const rowFor = (serial: string, day: string, more: { email?: string; encrypted?: string; name?: string } = {}): string =>
  `${serial},${more.name ?? "Laptop"},Fernbook,${more.email ?? "sam@fernhollow.example"},${more.encrypted ?? "Encrypted"},5,${day},on,true,${day},15.1`;

testSite("a file that is none, is too large or names no serial numbers is refused, and nothing happens", async (site) => {
  const { maya, person } = await deviceTeam(site);
  const refused = (file: string, status: number, type?: string) =>
    send<{ code: string }>(site, person, "", { file, status, ...(type === undefined ? {} : { type }) });
  await refused('a,b\n"', 400);
  await refused("name,model\nx,y", 400);
  await refused("{}", 400, "application/json");
  await refused("[[[", 400, "application/json");
  await refused(`serial\n${"x\n".repeat(2001)}`, 400);
  await refused(`serial\n${"x".repeat(2 * 1024 * 1024)}`, 413);
  await refused("serial\nx", 400, "application/pdf");
  assert.equal((await devices(maya)).length, 0);
});

testSite("the dry run says of each row what it would do and which cells are wrong, and does nothing [164.310(d)(2)(iii)]", async (site) => {
  const { maya, person, ids } = await deviceTeam(site);
  const day = await today(site.parts);
  const known = await plantDevice(maya, ids.sam, { serial: "S-2" });
  const lost = await plantDevice(maya, ids.sam, { serial: "S-3" });
  await maya.move(lost, "lose", { answers: { noticedAt: site.parts.clock.now().toISOString(), lostWhere: "A train" } });
  const rows = [
    rowFor("S-1", day),
    rowFor("S-2", day, { name: "Renamed" }),
    rowFor("S-3", day),
    rowFor("S-4", day, { email: "nobody@fernhollow.example" }),
    rowFor("S-5", day, { encrypted: "perhaps" }),
    rowFor("=cmd()", day),
    rowFor("S-1", day),
    rowFor("S-6", plusDays(day, 1)),
    rowFor("", day),
  ];
  const { rows: said } = await send<{ rows: Row[] }>(site, person, "/preview", { file: `${HEAD}\n${rows.join("\n")}\n` });
  assert.deepEqual(
    said.map(({ line, does, faults }) => [line, does, faults.map(({ column }) => column).join()]),
    [
      [2, "add", ""],
      [3, "change", ""],
      [4, "ignore", ""],
      [5, "refuse", "email"],
      [6, "refuse", "encrypted"],
      [7, "refuse", "serial"],
      [8, "ignore", ""],
      [9, "refuse", "checkedOn,patchedOn"],
      [10, "refuse", "serial"],
    ],
  );
  assert.equal((await devices(maya)).length, 2);
  assert.equal((await devicePage(maya, known.id)).checks.length, 0);
});

testSite(
  "an import adds devices and their checks, keeps the file, and the same file again changes nothing [164.310(b), (c)]",
  async (site) => {
    const { maya, sam, person, ids } = await deviceTeam(site);
    const day = await today(site.parts);
    const known = await plantDevice(maya, ids.ruth, { serial: "S-2" });
    const file = `${HEAD}\n${rowFor("S-1", day)}\n${rowFor("S-2", day, { name: "Renamed", encrypted: "no" })}\n`;
    const first = await send<Counts>(site, person, "", { file });
    assert.deepEqual({ ...first, document: null }, { added: 1, changed: 1, checked: 2, ignored: 0, refused: 0, document: null });
    assert.deepEqual(
      (await devices(sam)).map(({ serial, evidence }) => [serial, evidence.standing]),
      [["S-1", "fresh"]],
    );
    const page = await devicePage(maya, known.id);
    assert.deepEqual(
      [page.device.name, page.device.version, page.device.custodian.id],
      ["Renamed", 2, ids.ruth],
      "A file hands nothing over.",
    );
    assert.deepEqual(page.device.evidence.faults, ["encrypted"]);
    assert.equal(page.checks[0]?.isFromFile, true);
    const kept = await site.fetch(`/v1/documents/${first.document}/file`, { headers: { cookie: person.cookie } });
    assert.equal(await kept.text(), file);
    const again = await send<Counts>(site, person, "", { file: file.replaceAll("S-1", "s-1") });
    assert.deepEqual(again, { added: 0, changed: 0, checked: 0, ignored: 2, refused: 0, document: null });
    const entries = await maya.get<{ items: { detail: Record<string, unknown> }[] }>("/v1/ledger/entries?log=organization&limit=50");
    assert.ok(!JSON.stringify(entries).includes("S-1"), "No serial number in the ledger.");
  },
);

testSite("two thousand devices are imported at once, and of two who import them together one is told", async (site) => {
  const { maya, person } = await deviceTeam(site);
  const day = await today(site.parts);
  const file = `${HEAD}\n${Array.from({ length: 2000 }, (_, n) => rowFor(`N-${n}`, day)).join("\n")}\n`;
  const both = await Promise.allSettled([send<Counts>(site, person, "", { file }), send<Counts>(site, person, "", { file })]);
  const added = both.map((one) => (one.status === "fulfilled" ? one.value.added : 0)).sort();
  assert.deepEqual(added, [0, 2000], "Nothing twice, nothing lost.");
  assert.equal((await devices(maya, "?limit=200")).length, 200);
  assert.equal((await send<Counts>(site, person, "", { file })).ignored, 2000);
});

const AS_OF = { today: "2026-11-29", zone: "America/Los_Angeles" };
const json = (value: unknown) => readDeviceFile(Buffer.from(JSON.stringify(value)), "application/json").map((row) => readRow(row, AS_OF));

test("lists of device management are read by the names that they use: nested, or under one name", () => {
  const [flat] = json({
    value: [
      {
        serialNumber: "A1",
        deviceName: "DESK-1",
        manufacturer: "Fern",
        model: "Optiplex 3",
        operatingSystem: "Windows",
        osVersion: "11",
        isEncrypted: true,
        lastSyncDateTime: "2026-11-29T03:00:00Z",
        managedDeviceOwnerType: "personal",
        emailAddress: "Sam@Fernhollow.example",
      },
    ],
  });
  assert.deepEqual(flat?.faults, []);
  assert.deepEqual([flat?.serial, flat?.kind, flat?.owner, flat?.email], ["A1", "desktop", "own", "sam@fernhollow.example"]);
  assert.equal(flat?.check?.checkedOn, "2026-11-28", "The day of an instant is the organization's.");
  const [nested] = json([
    {
      device_name: "Mac",
      serial_number: "B2",
      user: { email: "sam@fernhollow.example" },
      asset_tag: "T-1",
      last_check_in: "2026-11-20T09:00:00Z",
    },
  ]);
  assert.deepEqual([nested?.name, nested?.assetTag, nested?.email, nested?.check], ["Mac", "T-1", "sam@fernhollow.example", null]);
});

test("a cell that a spreadsheet would run is refused, wherever it stands", () => {
  for (const begins of ["=", "+", "-", "@"])
    for (const column of ["serial", "name", "model", "assetTag", "os"]) {
      const [row] = json([{ serial: "A1", [column]: `${begins}1+1` }]);
      assert.ok((row?.faults.length ?? 0) > 0, `${column} ${begins}`);
    }
});

test("every head that is read stands in the reference", async () => {
  const page = await readFile(new URL("../../docs/reference/device-import.md", import.meta.url), "utf8");
  for (const [name, heads] of Object.entries(COLUMNS))
    for (const head of heads) assert.ok(page.includes(`| ${name} |`) && page.includes(`\`${head}\``), head);
});
