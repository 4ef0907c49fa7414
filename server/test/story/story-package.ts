// SPDX-License-Identifier: Apache-2.0
// The auditor of the story: holds a package and, obtained another way, the organization's key.
import { parseAssessment, VERDICTS_FILE } from "@part164/verify/assessment.ts";
import { parseKey } from "@part164/verify/note.ts";
import { type Answer, verifyPackage } from "@part164/verify/package.ts";
import { type Source, Zip } from "@part164/verify/zip.ts";
import { writeZip } from "../../../verify/test/zip-writer.ts";

const MEMBER_BYTES_MAX = 2 ** 28;

const sourceOf = (bytes: Uint8Array): Source => ({
  size: bytes.length,
  read: (at, length) => bytes.slice(at, at + length),
});

/** What verifying a package with the organization's key comes to. */
export function auditorSays(bytes: Uint8Array, key: string): Promise<Answer> {
  return verifyPackage({ source: sourceOf(bytes), keys: [parseKey(key)], checkpoint: null });
}

/** What a package says of each requirement, by its cite. */
export async function verdictsIn(bytes: Uint8Array): Promise<ReadonlyMap<string, string>> {
  const zip = await Zip.open(sourceOf(bytes));
  const member = zip.members.get(VERDICTS_FILE);
  if (member === undefined) throw new Error("A package has verdicts.");
  const { requirements } = parseAssessment(await zip.read(member, MEMBER_BYTES_MAX));
  return new Map(requirements.map(({ cite, verdict }) => [cite, verdict]));
}

/** The same package with one byte of one of its files another, in the middle of it. */
export async function withByteAltered(bytes: Uint8Array, altered: string): Promise<Uint8Array> {
  const zip = await Zip.open(sourceOf(bytes));
  const members: { path: string; content: Uint8Array }[] = [];
  for (const [path, member] of zip.members) {
    const content = Uint8Array.from(await zip.read(member, MEMBER_BYTES_MAX));
    const at = Math.floor(content.length / 2);
    if (path === altered) content[at] = (content[at] ?? 0) ^ 1;
    members.push({ path, content });
  }
  return writeZip(members);
}
