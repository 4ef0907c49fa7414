// SPDX-License-Identifier: Apache-2.0
// An audit package, verified. In the order a person would explain it: is the manifest the organization's, are the files those it
// lists, is each log whole, are the tenants' logs anchored, and do the verdicts follow.
import { base64 } from "./bytes.ts";
import { Anchors } from "./anchors.ts";
import { checkVerdicts, CheckEntries, parseAssessment, VERDICTS_FILE, type Assessment } from "./assessment.ts";
import { openCheckpoint, organizationOrigin, parseCheckpoint, tenantOrigin } from "./checkpoint.ts";
import type { Entry } from "./entry.ts";
import { expect, type VerificationCode } from "./error.ts";
import { PackageFiles } from "./files.ts";
import { Findings, type Fault } from "./findings.ts";
import { verifyLog } from "./log.ts";
import { MANIFEST, MANIFEST_NOTE, openManifest, type Manifest, type ManifestLog } from "./manifest.ts";
import type { Milestone } from "./milestones.ts";
import { formatKey, NOTE_BYTES_MAX, parseKey, parseNote, type NoteKey } from "./note.ts";
import { openZip, type Source, type Zip } from "./zip.ts";

export type Question = {
  readonly source: Source;
  /** The organization's key must be among them; others are optional. */
  readonly keys: readonly NoteKey[];
  /** A signed checkpoint of one of the logs, obtained elsewhere; null without one. */
  readonly checkpoint: Uint8Array | null;
};

export type LogSummary = {
  readonly origin: string;
  readonly size: number;
  /** In base64. */
  readonly root: string;
  /** POSIX seconds, from a cosignature; null without one. */
  readonly seconds: number | null;
};

export type Answer = {
  /** True only if nothing is wrong. */
  readonly verified: boolean;
  /** The organization's name and the time the package was made; null if the manifest is not the organization's. */
  readonly about: { readonly organization: string; readonly createdAt: string; readonly demo: boolean } | null;
  readonly logs: readonly LogSummary[];
  /** What was proved, a sentence each. */
  readonly proved: readonly string[];
  readonly faults: readonly Fault[];
};

const JSON_BYTES_MAX = 2 ** 28;
export const PACKAGE_FILE = "(the package)";
export const CHECKPOINT_FILE = "(the checkpoint given)";

/** Verifies a package. Faults of its content are in the answer; only what `source` throws is thrown. */
export async function verifyPackage({ source, keys, checkpoint }: Question): Promise<Answer> {
  const findings = new Findings();
  const given = [...new Map(keys.map((key) => [formatKey(key), key])).values()];
  const zip = await findings.attempt(PACKAGE_FILE, () => openZip(source));
  const manifest = zip && (await readManifest(zip, given, findings));
  const logs: LogSummary[] = [];
  if (zip && manifest) {
    findings.proved.push(`The manifest is signed by ${organizationOrigin(manifest.installation)}.`);
    const files = new PackageFiles(zip, manifest.files, findings);
    await verifyContent({ manifest, keys: given, files, findings, logs, checkpoint });
  }
  const about = manifest && { organization: manifest.organization.name, createdAt: manifest.createdAt, demo: manifest.demo };
  return { verified: findings.faults.length === 0, about, logs, proved: findings.proved, faults: findings.faults };
}

/** Without a manifest that the organization signed nothing else can be trusted, so nothing else is looked at. */
async function readManifest(zip: Zip, keys: readonly NoteKey[], findings: Findings): Promise<Manifest | null> {
  const read = (path: string, sizeMax: number): Promise<Uint8Array | null> =>
    findings.attempt(path, () => {
      const member = zip.members.get(path);
      expect(member !== undefined, "missing_file", "it is needed and not there");
      return zip.read(member, sizeMax);
    });
  const [json, note] = [await read(MANIFEST, JSON_BYTES_MAX), await read(MANIFEST_NOTE, NOTE_BYTES_MAX)];
  return json && note && findings.attempt(MANIFEST, () => openManifest(json, note, keys));
}

type Content = {
  readonly manifest: Manifest;
  readonly keys: readonly NoteKey[];
  readonly files: PackageFiles;
  readonly findings: Findings;
  /** Filled as logs are verified. */
  readonly logs: LogSummary[];
  readonly checkpoint: Uint8Array | null;
};

async function verifyContent(content: Content): Promise<void> {
  const { manifest, files, findings, logs, checkpoint } = content;
  files.compare();
  const bytes = await files.read(VERDICTS_FILE, JSON_BYTES_MAX);
  const assessment = bytes && (await findings.attempt(VERDICTS_FILE, () => parseAssessment(bytes)));
  const checks = assessment && new CheckEntries(assessment);
  const outside = checkpoint && (await findings.attempt(CHECKPOINT_FILE, () => openOutside(checkpoint, content)));
  const anchors = new Anchors();
  for (const log of manifest.logs) {
    const heard = (index: number, entry: Entry): void => {
      if (log.n > 0) return; // Anchors and check results are entries of the organization's log.
      anchors.take(index, entry);
      checks?.take(index, entry);
    };
    const milestones = [...anchors.milestones(log.origin), ...(outside?.origin === log.origin ? [outside.milestone] : [])];
    await findings.prove(() => proveLog(content, log, { anchors, heard, milestones }));
  }
  if (assessment && checks) await findings.prove(() => proveVerdicts(assessment, checks, findings));
  files.expectAllRead();
  const sound = !findings.faults.some(({ code }) => FILE_FAULTS.includes(code));
  if (sound)
    findings.proved.push(`All ${count(files.count)} files that the manifest lists are there and unchanged, and there are no others.`);
  if (outside && !findings.faults.some(({ file }) => file === CHECKPOINT_FILE) && logs.some(({ origin }) => origin === outside.origin))
    findings.proved.push(`The checkpoint given, of ${count(outside.milestone.size)} entries, is where the log in this package has been.`);
}

type LogHelp = {
  readonly anchors: Anchors;
  readonly heard: (index: number, entry: Entry) => void;
  readonly milestones: readonly Milestone[];
};

async function proveLog(content: Content, log: ManifestLog, { anchors, heard, milestones }: LogHelp): Promise<string | null> {
  const { manifest, keys, files, findings, logs } = content;
  const owner = log.n === 0 ? manifest.installation : log.origin.slice(tenantOrigin(manifest.installation, "").length);
  const { checkpoint, disclosed, tiles } = await verifyLog({ log, owner, keys, milestones, files, findings, heard });
  if (checkpoint === null) return null;
  if (log.n > 0) await findings.attempt(`logs/${log.n}/checkpoint`, () => anchors.expectLast(log, checkpoint));
  logs.push({ origin: log.origin, size: log.size, root: base64(checkpoint.root), seconds: checkpoint.seconds });
  const anchored = log.n === 0 ? "" : milestones.length === 0 ? "; it is empty" : "; its checkpoint is anchored in the organization's log";
  return (
    `${log.origin}: ${count(log.size)} entries, each with an event id of its own, and ${count(tiles)} hash tiles lead to the signed root; ` +
    `${count(disclosed)} entries shown in clear lead to their leaves${anchored}.`
  );
}

async function proveVerdicts(assessment: Assessment, checks: CheckEntries, findings: Findings): Promise<string> {
  await findings.attempt(VERDICTS_FILE, () => checks.end());
  await findings.attempt(VERDICTS_FILE, () => checkVerdicts(assessment));
  const { requirements, asOf } = assessment;
  return `${count(requirements.length)} verdicts, as of ${asOf}, follow from ${count(assessment.checks.length)} check results that the ledger holds.`;
}

/** The checkpoint obtained elsewhere, as a root that a log of this package must have had. */
async function openOutside(bytes: Uint8Array, { manifest, keys }: Content): Promise<{ origin: string; milestone: Milestone }> {
  const { origin } = parseCheckpoint(parseNote(bytes).text);
  const log = manifest.logs.find((one) => one.origin === origin);
  expect(log !== undefined, "wrong_origin", `it is of ${origin}, whose log is not in this package`);
  const others = keys.filter((key) => formatKey(key) !== log.key);
  const { size, root } = await openCheckpoint(bytes, origin, [parseKey(log.key), ...others]);
  return { origin, milestone: { size, root, code: "rollback", file: CHECKPOINT_FILE, who: "the checkpoint given" } };
}

const FILE_FAULTS: readonly VerificationCode[] = ["bad_zip", "missing_file", "unlisted_file", "hash_mismatch"];

const count = (value: number): string => value.toLocaleString("en-US");
