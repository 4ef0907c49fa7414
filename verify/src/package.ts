// SPDX-License-Identifier: Apache-2.0
// An audit package, verified. In the order a person would explain it: is the manifest the organization's, are the files those it
// lists, is each log whole, are the tenants' logs anchored, and do the verdicts follow.
import { base64 } from "./bytes.ts";
import { Anchors, type Milestone } from "./anchors.ts";
import { checkVerdicts, CheckEntries, parseAssessment, VERDICTS_FILE, type Assessment } from "./assessment.ts";
import { openCheckpoint, organizationOrigin, parseCheckpoint, tenantOrigin } from "./checkpoint.ts";
import type { Entry } from "./entry.ts";
import { expect } from "./error.ts";
import { PackageFiles } from "./files.ts";
import { Findings, type Fault } from "./findings.ts";
import { verifyLog, type LogQuestion } from "./log.ts";
import { MANIFEST, MANIFEST_NOTE, openManifest, type Manifest, type ManifestLog } from "./manifest.ts";
import { formatKey, NOTE_BYTES_MAX, parseKey, parseNote, type NoteKey } from "./note.ts";
import { Zip, type Source } from "./zip.ts";

export type Question = {
  readonly source: Source;
  /** The organization's key must be among them; others are optional. */
  readonly keys: readonly NoteKey[];
  /** A signed checkpoint of one of the logs, obtained elsewhere; null without one. */
  readonly checkpoint: Uint8Array | null;
};

/** `root` is in base64; `seconds` is the POSIX time from a cosignature, null without one. */
export type LogSummary = { readonly origin: string; readonly size: number; readonly root: string; readonly seconds: number | null };

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
  const zip = await findings.attempt(PACKAGE_FILE, () => Zip.open(source));
  const manifest = zip && (await readManifest(zip, given, findings));
  const logs: LogSummary[] = [];
  if (zip && manifest) {
    findings.proved.push(`The manifest is signed by ${organizationOrigin(manifest.installation)}`);
    const files = new PackageFiles(zip, manifest.files, findings);
    await verifyContent({ manifest, keys: given, files, findings, logs }, checkpoint);
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
  return json && note && findings.attempt(MANIFEST, () => openManifest(json, note, keys, findings));
}

type Content = Pick<LogQuestion, "keys" | "files" | "findings"> & { readonly manifest: Manifest; readonly logs: LogSummary[] };

async function verifyContent(content: Content, checkpoint: Uint8Array | null): Promise<void> {
  const { manifest, files, findings } = content;
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
    await findings.prove(() => proveLog(content, log, { anchors, outside, heard }));
  }
  if (assessment && checks) await findings.prove(() => proveVerdicts(assessment, checks, findings));
  const unchanged = files.end();
  if (unchanged !== null)
    findings.proved.push(`All ${count(unchanged)} files that the manifest lists are there, unchanged, and there are no others`);
}

/** A root that a log must have had, from a checkpoint obtained elsewhere. */
type Outside = { readonly origin: string; readonly milestone: Milestone };

type LogHelp = { readonly anchors: Anchors; readonly outside: Outside | null; readonly heard: LogQuestion["heard"] };

async function proveLog(content: Content, log: ManifestLog, { anchors, outside, heard }: LogHelp): Promise<string | null> {
  const { manifest, logs, ...rest } = content;
  const { n, origin, size } = log;
  const owner = n === 0 ? manifest.installation : origin.slice(tenantOrigin(manifest.installation, "").length);
  const kept = outside?.origin === origin ? [outside.milestone] : [];
  const milestones = [...anchors.milestones(origin), ...kept];
  const { checkpoint, disclosed, tiles } = await verifyLog({ log, owner, milestones, heard, ...rest });
  if (checkpoint === null) return null;
  if (n > 0) await rest.findings.attempt(`logs/${n}/checkpoint`, () => anchors.expectLast(log, checkpoint));
  logs.push({ origin, size, root: base64(checkpoint.root), seconds: checkpoint.seconds });
  return [
    `${origin}: ${count(size)} entries lead to the signed root, no event twice`,
    `hash tiles agree (${count(tiles)})`,
    ...(disclosed > 0 ? [`entries shown in clear lead to their leaves (${count(disclosed)})`] : []),
    ...(n > 0 && size > 0 ? ["the checkpoint is anchored in the organization's log"] : []),
    ...kept.map((milestone) => `the checkpoint given, of ${count(milestone.size)} entries, is where this log has been`),
  ].join("; ");
}

async function proveVerdicts(assessment: Assessment, checks: CheckEntries, findings: Findings): Promise<string> {
  await findings.attempt(VERDICTS_FILE, () => checks.end());
  await findings.attempt(VERDICTS_FILE, () => checkVerdicts(assessment));
  const { requirements, asOf, checks: results, approvals = [] } = assessment;
  return `${count(requirements.length)} verdicts, as of ${asOf}, follow from ${count(results.length)} check results and ${count(approvals.length)} decisions that the ledger holds`;
}

/** The checkpoint obtained elsewhere, as a root that a log of this package must have had. */
async function openOutside(bytes: Uint8Array, { manifest, keys }: Content): Promise<Outside> {
  const { origin } = parseCheckpoint(parseNote(bytes).text);
  const log = manifest.logs.find((one) => one.origin === origin);
  expect(log !== undefined, "wrong_origin", `it is of ${origin}, whose log is not in this package`);
  const others = keys.filter((key) => formatKey(key) !== log.key);
  const { size, root } = await openCheckpoint(bytes, origin, [parseKey(log.key), ...others]);
  return { origin, milestone: { size, root, code: "rollback", file: CHECKPOINT_FILE, who: "the checkpoint given" } };
}

const count = (value: number): string => value.toLocaleString("en-US");
