// SPDX-License-Identifier: Apache-2.0
// A zip read by random access (PKWARE APPNOTE 6.3.10), as strictly as it can be: where two readers could see different files, it
// is refused. The central directory says what there is; every local header must say the same.
import { inflateAll, inflateChunks } from "#inflate";
import { equal, fromUtf8, view } from "./bytes.ts";
import { expect, VerificationError } from "./error.ts";

/** Where the bytes of a package come from: a file, a Blob, memory. */
export type Source = {
  /** In bytes. */
  readonly size: number;
  read(offset: number, length: number): Uint8Array | Promise<Uint8Array>;
};

export type Member = {
  readonly path: string;
  /** Bytes of content. */
  readonly size: number;
  readonly compressedSize: number;
  readonly deflated: boolean;
  readonly flags: number;
  readonly crc: number;
  /** Of the local header. */
  readonly offset: number;
  /** Where the next member, or the central directory, begins. */
  readonly limit: number;
};

const END_BYTES = 22;
const LOCATOR_BYTES = 20;
const END64_BYTES = 56;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const DIRECTORY_BYTES_MAX = 2 ** 28;
const CHUNK_BYTES = 2 ** 20;
const [NONE16, NONE32] = [0xffff, 0xffffffff]; // "See the Zip64 field."
const SIZES_FOLLOW = 0x0008;
const FLAGS_KNOWN = 0x080e; // Compression effort, sizes that follow the data, UTF-8. Not encryption, patches or masked headers.
const ZIP64_FIELD = 0x0001;
const OTHER_NAME_FIELD = 0x7075; // Info-ZIP's second name for a member: one is enough.
const PATH = /^[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;

export class Zip {
  readonly members: ReadonlyMap<string, Member>;
  readonly #read: Read;

  private constructor(members: ReadonlyMap<string, Member>, read: Read) {
    this.members = members;
    this.#read = read;
  }

  /** Reads the directory of a zip. @throws VerificationError `bad_zip`. */
  static async open(source: Source): Promise<Zip> {
    const read: Read = async (offset, length) => {
      expect(offset >= 0 && length >= 0 && offset + length <= source.size, "bad_zip", "the zip is cut off");
      const bytes = await source.read(offset, length);
      expect(bytes.length === length, "bad_zip", "the zip became shorter while it was read");
      return bytes;
    };
    const { count, offset, length } = await readEnd(source.size, read);
    expect(length <= DIRECTORY_BYTES_MAX, "bad_zip", "the directory of the zip is too long");
    return new Zip(readDirectory(await read(offset, length), count, offset), read);
  }

  /** The content of a member. @throws VerificationError `bad_zip`, also above `sizeMax` bytes. */
  async read(member: Member, sizeMax: number): Promise<Uint8Array> {
    const { size, compressedSize, deflated } = member;
    expect(size <= sizeMax, "bad_zip", `${size} bytes where at most ${sizeMax} can be`);
    const bytes = await this.#read(await locate(member, this.#read), compressedSize);
    const content = deflated ? await guarded(() => inflateAll(bytes, size)) : bytes;
    expect(content.length === size, "bad_zip", `${content.length} bytes where ${size} were announced`);
    return content;
  }

  /** The content of a member that need not fit in memory. @throws VerificationError `bad_zip`. */
  async *chunks(member: Member): AsyncGenerator<Uint8Array> {
    const stored = pieces(await locate(member, this.#read), member.compressedSize, this.#read);
    const chunks = member.deflated ? inflateChunks(stored) : stored;
    let length = 0;
    for (let step = await guarded(() => chunks.next()); !step.done; step = await guarded(() => chunks.next())) {
      length += step.value.length;
      expect(length <= member.size, "bad_zip", `more than the ${member.size} bytes that were announced`);
      yield step.value;
    }
    expect(length === member.size, "bad_zip", `${length} bytes where ${member.size} were announced`);
  }
}

type Read = (offset: number, length: number) => Promise<Uint8Array>;

/** The end record must be the last bytes of the file, without a comment, and the directory must end where the end records begin. */
async function readEnd(size: number, read: Read): Promise<{ count: number; offset: number; length: number }> {
  const end = view(await read(size - END_BYTES, END_BYTES));
  expect(end.getUint32(0, true) === 0x06054b50, "bad_zip", "not a zip, or one with something after its end");
  expect(end.getUint32(4, true) === 0 && end.getUint16(20, true) === 0, "bad_zip", "the zip has several parts or a comment");
  let start = size - END_BYTES;
  let [countHere, count, length, offset] = [
    end.getUint16(8, true),
    end.getUint16(10, true),
    end.getUint32(12, true),
    end.getUint32(16, true),
  ];
  if (count === NONE16 || length === NONE32 || offset === NONE32) {
    const locator = view(await read(start - LOCATOR_BYTES, LOCATOR_BYTES));
    expect(locator.getUint32(0, true) === 0x07064b50, "bad_zip", "the Zip64 locator is missing");
    expect(locator.getUint32(4, true) === 0 && locator.getUint32(16, true) === 1, "bad_zip", "the zip has several parts");
    start -= LOCATOR_BYTES + END64_BYTES;
    expect(integer(locator, 8) === start, "bad_zip", "the Zip64 end record is not where the locator says");
    const end64 = view(await read(start, END64_BYTES));
    const whole = end64.getUint32(0, true) === 0x06064b50 && integer(end64, 4) === END64_BYTES - 12;
    expect(whole && integer(end64, 16) === 0, "bad_zip", "the Zip64 end record is malformed");
    [countHere, count, length, offset] = [integer(end64, 24), integer(end64, 32), integer(end64, 40), integer(end64, 48)];
  }
  expect(countHere === count && offset + length === start, "bad_zip", "the directory of the zip is not where its end says");
  return { count, offset, length };
}

function readDirectory(bytes: Uint8Array, count: number, end: number): Map<string, Member> {
  const found: Omit<Member, "limit">[] = [];
  for (let at = 0; at < bytes.length;) {
    expect(at + CENTRAL_BYTES <= bytes.length, "bad_zip", "the directory of the zip is cut off");
    const head = view(bytes.subarray(at));
    expect(head.getUint32(0, true) === 0x02014b50, "bad_zip", "the directory of the zip is malformed");
    const [name, extra, comment] = [head.getUint16(28, true), head.getUint16(30, true), head.getUint16(32, true)];
    const next = at + CENTRAL_BYTES + name + extra + comment;
    expect(next <= bytes.length && head.getUint16(34, true) === 0, "bad_zip", "the directory of the zip is cut off");
    const rest = bytes.subarray(at + CENTRAL_BYTES, next);
    found.push(readMember(head, fromUtf8(rest.subarray(0, name)), rest.subarray(name, name + extra)));
    at = next;
  }
  expect(found.length === count, "bad_zip", `${found.length} members where ${count} were announced`);
  return withLimits(found, end);
}

function readMember(head: DataView, path: string, extra: Uint8Array): Omit<Member, "limit"> {
  expect(PATH.test(path), "bad_zip", `the path ${JSON.stringify(path.slice(0, 100))} cannot be in a package`);
  const [flags, method] = [head.getUint16(8, true), head.getUint16(10, true)];
  expect((flags & ~FLAGS_KNOWN) === 0, "bad_zip", `${path} is encrypted or of an unknown kind`);
  expect(method === 0 || method === 8, "bad_zip", `${path} is compressed by an unknown method`);
  const [size = 0, compressedSize = 0, offset = 0] = with64(extra, [
    head.getUint32(24, true),
    head.getUint32(20, true),
    head.getUint32(42, true),
  ]);
  expect(method === 8 || size === compressedSize, "bad_zip", `${path} is stored with two different sizes`);
  return { path, size, compressedSize, deflated: method === 8, flags, crc: head.getUint32(16, true), offset };
}

/** Refuses what lies over something else, and what has the same name, also to a file system that ignores case. */
function withLimits(found: readonly Omit<Member, "limit">[], end: number): Map<string, Member> {
  const ordered = found.toSorted((a, b) => a.offset - b.offset);
  const names = new Set(found.map(({ path }) => path.toLowerCase()));
  expect(names.size === found.length, "bad_zip", "two members of the zip have the same name");
  const members = new Map<string, Member>();
  for (const [n, member] of ordered.entries()) {
    const limit = ordered[n + 1]?.offset ?? end;
    const least = member.offset + LOCAL_BYTES + member.path.length + member.compressedSize;
    expect(least <= limit, "bad_zip", `${member.path} overlaps another member`);
    members.set(member.path, { ...member, limit });
  }
  return members;
}

/** Where the data of a member begins, after its local header was found to agree with the directory. */
async function locate(member: Member, read: Read): Promise<number> {
  const { path, offset, flags, deflated, crc, size, compressedSize, limit } = member;
  const header = await read(offset, LOCAL_BYTES + path.length);
  const head = view(header);
  const extra = await read(offset + header.length, head.getUint16(28, true));
  const start = offset + header.length + extra.length;
  const follow = (flags & SIZES_FOLLOW) !== 0;
  const said = [head.getUint32(14, true), ...with64(extra, [head.getUint32(22, true), head.getUint32(18, true)])];
  const agrees =
    head.getUint32(0, true) === 0x04034b50 &&
    head.getUint16(6, true) === flags &&
    head.getUint16(8, true) === (deflated ? 8 : 0) &&
    head.getUint16(26, true) === path.length &&
    equal(header.subarray(LOCAL_BYTES), new TextEncoder().encode(path)) &&
    [crc, size, compressedSize].every((value, n) => said[n] === value || (follow && said[n] === 0));
  expect(agrees, "bad_zip", `${path} has a local header that differs from the directory`);
  expect(start + compressedSize <= limit, "bad_zip", `${path} overlaps another member`);
  return start;
}

/** `values`, with those that say "see Zip64" read from the Zip64 field, in order (APPNOTE 4.5.3). */
function with64(extra: Uint8Array, values: readonly number[]): number[] {
  const fields = new Map<number, DataView>();
  for (let at = 0; at + 4 <= extra.length;) {
    const head = view(extra.subarray(at));
    const [id, length] = [head.getUint16(0, true), head.getUint16(2, true)];
    expect(at + 4 + length <= extra.length, "bad_zip", "an extra field of the zip is cut off");
    expect(!fields.has(id) && id !== OTHER_NAME_FIELD, "bad_zip", "an extra field of the zip says something twice");
    fields.set(id, view(extra.subarray(at + 4, at + 4 + length)));
    at += 4 + length;
  }
  const field = fields.get(ZIP64_FIELD);
  let at = 0;
  return values.map((value) => {
    if (value !== NONE32 || field === undefined) return value;
    expect(at + 8 <= field.byteLength, "bad_zip", "a Zip64 field is cut off");
    at += 8;
    return integer(field, at - 8);
  });
}

function integer(from: DataView, at: number): number {
  const value = from.getBigUint64(at, true);
  expect(value <= Number.MAX_SAFE_INTEGER, "bad_zip", "an integer in the zip is above 2^53-1");
  return Number(value);
}

async function* pieces(start: number, length: number, read: Read): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < length; at += CHUNK_BYTES) yield await read(start + at, Math.min(CHUNK_BYTES, length - at));
}

/** Turns what a decompressor throws into a VerificationError. */
async function guarded<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof VerificationError) throw cause;
    throw new VerificationError("bad_zip", "the compressed data is damaged", { cause });
  }
}
