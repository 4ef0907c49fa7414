// SPDX-License-Identifier: Apache-2.0
// What `doctor` looks at: what an installation stands on now, and what its checks found last.
import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { JUMP_MS } from "#access/steady-clock.ts";
import type { Parts } from "#gate/parts.ts";
import { LAG_ALARM_MS } from "#ledger/keeper.ts";
import { dayAt, zoneOf } from "#program/calendar.ts";
import { allSafeguards } from "#safeguard/registry.ts";
import { lastResult } from "#safeguard/run.ts";
import { backup } from "#safeguard/safeguard/backup.ts";
import { databaseDurability } from "#safeguard/safeguard/database-durability.ts";
import { openFileCustodian } from "#seal/file-custodian.ts";
import { Keyring } from "#seal/keyring.ts";
import { sql } from "#store/sql.ts";
import { saysOf } from "./run.ts";

export type Finding = { readonly area: string; readonly isWell: boolean; readonly says: string };

type Looked = Omit<Finding, "area">;

const NODE_MAJOR = 26;
const well = (says: string): Looked => ({ isWell: true, says });
const ill = (says: string): Looked => ({ isWell: false, says });

/** Everything, in the order in which one thing stands on another. A look that fails is a finding. */
export async function lookAround(parts: Parts): Promise<Finding[]> {
  const findings = [nodeFinding(), await folderFinding(parts.folder.path)];
  const looks: readonly (readonly [string, (parts: Parts) => Promise<Looked>])[] = [
    ["database", database],
    ["durability", (given) => checked(given, databaseDurability)],
    ["custodian", custodian],
    ["clock", clock],
    ["ledger", ledger],
    ["backups", (given) => checked(given, backup)],
    ["set-up", setUp],
  ];
  for (const [area, look] of looks)
    findings.push({ area, ...(await look(parts).catch((error: unknown) => ill(`This could not be looked at. ${saysOf(error)}`))) });
  return [...findings, ...(await failedChecks(parts))];
}

export function nodeFinding(): Finding {
  const { node } = process.versions;
  const isWell = Number(node.split(".")[0]) === NODE_MAJOR;
  return { area: "node", isWell, says: isWell ? `Node ${node}.` : `This is Node ${node}; Part164 runs on ${NODE_MAJOR}. Run \`npm ci\`.` };
}

/** Whether others on this machine may look into the data folder: nothing in it is theirs. */
export async function folderFinding(path: string): Promise<Finding> {
  const folder = resolve(path);
  const loose: string[] = [];
  for (const name of ["", "installation.json", ...(await inside(folder, ["keys", "checkpoints", "anchor", "backups", "packages"]))]) {
    const mode = await stat(join(folder, name)).then(
      (found) => found.mode,
      () => 0,
    );
    if ((mode & 0o077) !== 0) loose.push(name === "" ? "the folder itself" : name);
  }
  if (loose.length === 0) return { area: "folder", ...well(`${folder} is its owner's alone.`) };
  const says = `Others may look into ${loose.slice(0, 5).join(", ")}. Make it its owner's alone: chmod -R go= ${folder}`;
  return { area: "folder", ...ill(says) };
}

async function inside(folder: string, names: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    names.map(async (name) => [name, ...(await readdir(join(folder, name)).catch(() => [])).map((file) => join(name, file))]),
  );
  return found.flat();
}

async function database({ db }: Parts): Promise<Looked> {
  const { version } = await db
    .in({ role: "part164_app" })
    .one<{ version: string }>(sql`select current_setting('server_version') as version`);
  return well(`${db.kind === "embedded" ? "The embedded database, PostgreSQL" : "PostgreSQL"} ${version}, answers.`);
}

/** What the safeguard's own checks see now. */
async function checked(parts: Parts, { checks }: typeof backup): Promise<Looked> {
  const looks = await Promise.all(checks.map((check) => check.look(parts)));
  const says = looks.map(({ status, observed }, n) => (status === "fail" ? `${observed} ${checks[n]?.advice.how ?? ""}` : observed));
  return { isWell: looks.every(({ status }) => status !== "fail"), says: says.join(" ") };
}

/** Reads the root key anew and opens a key with it: what is cached in a running server would hide that it is gone. */
async function custodian({ folder, clock: time, keyring, makeId, installation }: Parts): Promise<Looked> {
  const opened = await openFileCustodian({ data: folder.path, clock: time, create: false });
  const fresh = new Keyring({ custodian: opened, rows: keyring.rows, clock: time, makeId });
  await fresh.key("index", installation, null);
  return well(`The root key (${opened.name}) opens what it wrapped.`);
}

async function clock({ steady }: Parts): Promise<Looked> {
  const behindMs = steady.behindMs();
  if (behindMs < JUMP_MS) return well("The clock is not behind what it has shown before.");
  return ill(`The machine's clock stands ${Math.round(behindMs / 1000)} s behind what it has shown before. Set it.`);
}

async function ledger({ ledger: { keeper } }: Parts): Promise<Looked> {
  if (keeper.refusal !== null) return ill(keeper.refusal);
  const lagMs = await keeper.lagMs();
  if (lagMs <= LAG_ALARM_MS) return well("Every entry has its leaf, or is about to.");
  return ill(`The oldest entry without a leaf is ${Math.round(lagMs / 1000)} s old: is a server running, or a transaction open?`);
}

async function setUp({ db, installation }: Parts): Promise<Looked> {
  const { at } = await db.in({ role: "part164_app" }).one<{ at: Date | null }>(sql`select set_up_at as at from part164.installation`);
  if (at !== null) return well(`Since ${dayAt(at, await zoneOf({ db, installation }))}.`);
  return ill("Nobody has set this installation up. Run `part164 setup`, or open the link that the server prints.");
}

/** Checks whose last result was no good, but for those that were just looked at. */
async function failedChecks(parts: Parts): Promise<Finding[]> {
  const seen = new Set([...databaseDurability.checks, ...backup.checks]);
  const findings: Finding[] = [];
  for (const check of (await allSafeguards()).flatMap(({ checks }) => checks)) {
    if (seen.has(check)) continue;
    const { status, observed } = await lastResult(parts, check);
    if (status === "fail") findings.push({ area: check.name, ...ill(`${observed} ${check.advice.how}`) });
    if (status === "error") findings.push({ area: check.name, ...ill(observed) });
  }
  return findings;
}
