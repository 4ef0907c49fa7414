// SPDX-License-Identifier: Apache-2.0
// part164-verify: says what a package proves, or exactly what is wrong with it. Reads two files, asks nothing of any network.
import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { parseArgs, styleText } from "node:util";
import { VerificationError } from "./error.ts";
import { parseKey, type NoteKey } from "./note.ts";
import { verifyPackage, type Answer } from "./package.ts";
import type { Source } from "./zip.ts";

const HELP = `part164-verify FILE.zip --key VKEY [--key VKEY]... [--checkpoint FILE] [--json]

Verifies a Part164 audit package, offline.

  --key VKEY         a C2SP verifier key that you trust. The organization's is needed and suffices for all
                     logs. Get it from the organization, not from whoever sent the package.
  --checkpoint FILE  a signed checkpoint of one of the logs that you kept, or had from a witness.
                     The log in the package must have grown from it: nothing taken back, nothing changed.
  --json, --help     the answer as JSON; this page.

Exit: 0 everything verified, 1 something is wrong (which file, and why), 2 wrong arguments,
3 a file could not be read.
`;

/** Where the program writes: the answer to `out`, complaints about its use to `err`. */
export type Streams = { readonly out: (text: string) => void; readonly err: (text: string) => void };

type Arguments = { readonly file: string; readonly keys: readonly NoteKey[]; readonly checkpoint: string | null; readonly json: boolean };

/** Runs the program with its arguments, and gives its exit code. */
export async function run(args: readonly string[], { out, err }: Streams): Promise<0 | 1 | 2 | 3> {
  if (args.includes("--help") || args.includes("-h")) {
    out(HELP);
    return 0;
  }
  let read: Arguments;
  try {
    read = readArguments(args);
  } catch (error) {
    err(`${messageOf(error)}\n\nTry part164-verify --help.\n`);
    return 2;
  }
  let answer: Answer;
  try {
    answer = await verifyFile(read);
  } catch (error) {
    err(`${error instanceof Error ? error.message : String(error)}\n`); // Nothing was found out, so this is no fault of the package.
    return 3;
  }
  out(read.json ? `${JSON.stringify(answer, null, 2)}\n` : pageOf(answer));
  return answer.verified ? 0 : 1;
}

function readArguments(args: readonly string[]): Arguments {
  const options = { key: { type: "string", multiple: true }, checkpoint: { type: "string" }, json: { type: "boolean" } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new TypeError("Name one package.");
  if (values.key === undefined) throw new TypeError("Give the organization's verifier key with --key.");
  return { file, keys: values.key.map((key) => parseKey(key.trim())), checkpoint: values.checkpoint ?? null, json: values.json ?? false };
}

async function verifyFile({ file, keys, checkpoint }: Arguments): Promise<Answer> {
  const kept = checkpoint === null ? null : new Uint8Array(readFileSync(checkpoint));
  const descriptor = openSync(file, "r");
  try {
    return await verifyPackage({ source: fileSource(descriptor), keys, checkpoint: kept });
  } finally {
    closeSync(descriptor);
  }
}

/** Synchronous reads: a package is thousands of small members, and a thread pool costs more than the disk. */
function fileSource(descriptor: number): Source {
  return {
    size: fstatSync(descriptor).size,
    read(offset, length) {
      const bytes = new Uint8Array(length);
      let at = 0;
      for (let count = -1; at < length && count !== 0; at += count) count = readSync(descriptor, bytes, at, length - at, offset + at);
      return bytes.subarray(0, at);
    },
  };
}

function pageOf({ verified, about, logs, proved, faults }: Answer): string {
  const good = styleText("green", "✓", { stream: process.stdout });
  const bad = styleText("red", "✗", { stream: process.stdout });
  const time = logs[0]?.seconds ?? null;
  const lines = [
    about === null ? "A Part164 package" : `Part164 package of ${plain(about.organization)}, made ${about.createdAt}`,
    ...(time === null ? [] : [`Ledger as of ${new Date(time * 1000).toISOString()}`]),
    ...(about?.demo ? ["Demonstration data: it says nothing about any real organization."] : []),
    "",
    ...proved.map((sentence) => `  ${good} ${sentence}`),
    ...faults.map(({ file, reason }) => `  ${bad} ${plain(file)}: ${plain(reason)}`),
    "",
    verified ? "Verified." : `Not verified: ${faults.length === 1 ? "one fault" : `${faults.length} faults`}.`,
  ];
  return `${lines.join("\n")}\n`;
}

/** Text of the package's own is not to move the reader's cursor. */
const plain = (text: string): string => text.replaceAll(/\p{Cc}/gu, "\ufffd");

function messageOf(error: unknown): string {
  if (error instanceof VerificationError) return `That is not a verifier key: ${error.message}.`;
  return error instanceof Error ? error.message : String(error);
}
