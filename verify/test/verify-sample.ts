// SPDX-License-Identifier: Apache-2.0
// Verifies a sample package after bending it somewhere.
import type { NoteKey } from "../src/note.ts";
import { verifyPackage, type Answer } from "../src/package.ts";
import { organization } from "./keys.ts";
import { filesOf, manifestOf, signedMembers, type Sample } from "./sample-package.ts";
import { writeZip, type TestMember } from "./zip-writer.ts";

export type Bend = {
  /** Before the manifest is made and signed: what a dishonest exporter, who holds the organization's key, could do. */
  readonly files?: (files: Map<string, Uint8Array>) => void | Promise<void>;
  // oxlint-disable-next-line typescript/no-explicit-any -- A manifest is bent in ways that its type forbids.
  readonly manifest?: (manifest: any) => void;
  /** After it was signed: what anyone could do who has the file. */
  readonly members?: (members: TestMember[]) => TestMember[];
  readonly keys?: readonly NoteKey[];
  readonly checkpoint?: Uint8Array;
};

export async function answerTo(made: Sample, bend: Bend = {}): Promise<Answer> {
  const files = await filesOf(made);
  await bend.files?.(files);
  const manifest = manifestOf(made, files);
  bend.manifest?.(manifest);
  const members = await signedMembers(manifest, files);
  return answerToZip(writeZip(bend.members?.(members) ?? members), bend);
}

export function answerToZip(bytes: Uint8Array, { keys = [organization.key], checkpoint }: Bend = {}): Promise<Answer> {
  const source = { size: bytes.length, read: (offset: number, length: number) => bytes.subarray(offset, offset + length) };
  return verifyPackage({ source, keys, checkpoint: checkpoint ?? null });
}

/** The content of `path` changed by `change`. */
export function altered(files: Map<string, Uint8Array>, path: string, change: (bytes: Uint8Array) => Uint8Array): void {
  const bytes = files.get(path);
  if (bytes === undefined) throw new Error(`${path} is not in the sample`);
  files.set(path, change(new Uint8Array(bytes)));
}

/** The same bytes with one bit changed. */
export function flipped(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.with(at, (bytes[at] ?? 0) ^ (1 << (at % 8)));
}
