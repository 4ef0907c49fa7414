// SPDX-License-Identifier: Apache-2.0
// disclosed/<n>.jsonl: entries shown in clear, each with the salt that leads it to its leaf.
import { fromBase64, hex, utf8 } from "./bytes.ts";
import { parseJson } from "./canonical-json.ts";
import { decodeEntry, type Entry } from "./entry.ts";
import { expect } from "./error.ts";
import type { PackageFiles } from "./files.ts";
import type { Findings } from "./findings.ts";
import { anyText, object, shaped, size, text } from "./form.ts";
import { eventIdOf, leadsTo } from "./leaf.ts";
import type { ManifestLog } from "./manifest.ts";

export type DisclosedQuestion = {
  readonly log: ManifestLog;
  /** What the entries of this log must name as their tenant. */
  readonly owner: string;
  readonly files: PackageFiles;
  readonly findings: Findings;
  /** Hears of each entry that led to its leaf. */
  readonly heard: (index: number, entry: Entry) => void;
};

/** A line that is well formed; whether it is true, its leaf says. */
type Disclosed = { readonly index: number; readonly salt: Uint8Array; readonly bytes: Uint8Array; readonly entry: Entry };

const LINE_BYTES_MAX = 1_000_000;
const NEWLINE = 0x0a;
const lineForm = object({ index: size, salt: text, entry: anyText });

/** One line of the file, with its newline. `salt` is in base64, `entry` the canonical text. */
export function formatDisclosed(index: number, salt: string, entry: string): string {
  return `${JSON.stringify({ index, salt, entry })}\n`;
}

/** The disclosed entries of one log, met with their leaves in the order of both. */
export class DisclosedEntries {
  /** How many led to their leaves. */
  count = 0;
  readonly #question: DisclosedQuestion;
  readonly #path: string;
  readonly #lines: AsyncGenerator<Uint8Array> | null;
  #line = 0;
  #last = -1;
  #next: Disclosed | null | undefined; // Null at the end; undefined before it is read.

  constructor(question: DisclosedQuestion) {
    this.#question = question;
    this.#path = `disclosed/${question.log.n}.jsonl`;
    this.#lines = question.files.has(this.#path) ? linesOf(question.files.chunks(this.#path)) : null;
  }

  /** Meets the entries numbered `first` up to `first + width` with their leaves; null for leaves that are lost. */
  async match(first: number, width: number, leaves: readonly Uint8Array[] | null): Promise<void> {
    for (let next = await this.#peek(); next !== null && next.index < first + width; next = await this.#peek()) {
      const shown = next;
      const leaf = leaves?.[shown.index - first];
      if (leaf !== undefined) await this.#at(() => this.#check(shown, leaf));
      this.#next = undefined;
    }
  }

  /** To be called after the last leaf: what is still there has none. */
  async end(): Promise<void> {
    for (let next = await this.#peek(); next !== null; next = await this.#peek()) {
      const { index } = next;
      await this.#at(() => expect(false, "bad_disclosure", `there is no entry ${index}`));
      this.#next = undefined;
    }
  }

  #check({ index, salt, bytes, entry }: Disclosed, leaf: Uint8Array): void {
    expect(leadsTo(leaf, salt, bytes), "bad_disclosure", `this is not entry ${index} of the log`);
    expect(hex(eventIdOf(leaf)) === entry.id.replaceAll("-", ""), "bad_disclosure", `entry ${index} has another id than its leaf`);
    expect(entry.tenant === this.#question.owner, "bad_disclosure", `entry ${index} is of another tenant than its log`);
    this.count++;
    this.#question.heard(index, entry);
  }

  /** The next line that is well formed and in order; the others are taken down. */
  async #peek(): Promise<Disclosed | null> {
    while (this.#next === undefined) {
      const bytes = await this.#read();
      this.#line++;
      this.#next = bytes === null ? null : ((await this.#at(() => parseLine(bytes, this.#last))) ?? undefined);
    }
    this.#last = this.#next?.index ?? this.#last;
    return this.#next;
  }

  async #read(): Promise<Uint8Array | null> {
    const step = await this.#question.findings.attempt(this.#path, async () => this.#lines?.next());
    return step?.value ?? null;
  }

  #at<T>(work: () => T): Promise<T | null> {
    return this.#question.findings.attempt(`${this.#path} line ${this.#line}`, work);
  }
}

function parseLine(bytes: Uint8Array, after: number): Disclosed {
  const { index, ...line } = shaped<{ index: number; salt: string; entry: string }>(
    parseJson(bytes),
    lineForm,
    "bad_disclosure",
    "the line",
  );
  expect(index > after, "bad_disclosure", `entry ${index} is shown twice or out of order`);
  const entry = utf8(line.entry);
  return { index, salt: fromBase64(line.salt), bytes: entry, entry: decodeEntry(entry) };
}

async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest = new Uint8Array();
  for await (const chunk of chunks) {
    const bytes = new Uint8Array(rest.length + chunk.length);
    bytes.set(rest);
    bytes.set(chunk, rest.length);
    let at = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, at)) {
      yield bytes.subarray(at, end);
      at = end + 1;
    }
    rest = bytes.subarray(at);
    expect(rest.length <= LINE_BYTES_MAX, "bad_disclosure", "a line is too long");
  }
  expect(rest.length === 0, "bad_disclosure", "the last line is not ended");
}
