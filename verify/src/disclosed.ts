// SPDX-License-Identifier: Apache-2.0
// disclosed/<n>.jsonl: entries shown in clear, each with the salt that leads it to its leaf.
import { fromBase64, utf8 } from "./bytes.ts";
import { parseJson } from "./canonical-json.ts";
import { decodeEntry, type Entry } from "./entry.ts";
import { expect } from "./error.ts";
import type { PackageFiles } from "./files.ts";
import type { Findings } from "./findings.ts";
import { anyText, object, shaped, size, text } from "./form.ts";
import { decodeLeaf, leadsTo } from "./leaf.ts";
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
  #next: Disclosed | null = null;

  private constructor(question: DisclosedQuestion) {
    this.#question = question;
    this.#path = `disclosed/${question.log.n}.jsonl`;
    this.#lines = question.files.has(this.#path) ? linesOf(question.files.chunks(this.#path)) : null;
  }

  static async of(question: DisclosedQuestion): Promise<DisclosedEntries> {
    const entries = new DisclosedEntries(question);
    await entries.#advance();
    return entries;
  }

  /** Meets the entries numbered `first` up to `first + width` with their leaves; null for leaves that are lost. */
  async match(first: number, width: number, leaves: readonly Uint8Array[] | null): Promise<void> {
    while (this.#next !== null && this.#next.index < first + width) {
      const shown = this.#next;
      const leaf = leaves?.[shown.index - first];
      if (leaf !== undefined) await this.#at(() => this.#check(shown, leaf));
      await this.#advance();
    }
  }

  /** To be called after the last leaf: what is still there has none. */
  async end(): Promise<void> {
    for (; this.#next !== null; await this.#advance()) {
      const { index } = this.#next;
      await this.#at(() => expect(false, "bad_disclosure", `there is no entry ${index}`));
    }
  }

  #check({ index, salt, bytes, entry }: Disclosed, leaf: Uint8Array): void {
    expect(leadsTo(leaf, salt, bytes), "bad_disclosure", `this is not entry ${index} of the log`);
    expect(decodeLeaf(leaf).eventId === entry.id, "bad_disclosure", `entry ${index} has another id than its leaf`);
    expect(entry.tenant === this.#question.owner, "bad_disclosure", `entry ${index} is of another tenant than its log`);
    this.count++;
    this.#question.heard(index, entry);
  }

  /** Goes on to the next line that is well formed and in order; the others are taken down. */
  async #advance(): Promise<void> {
    let next: Disclosed | null = null;
    for (let bytes = await this.#read(); bytes !== null; bytes = next === null ? await this.#read() : null) {
      const line = bytes;
      this.#line++;
      next = await this.#at(() => parseLine(line, this.#last));
    }
    this.#last = next?.index ?? this.#last;
    this.#next = next;
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
