// SPDX-License-Identifier: Apache-2.0
// A zip writer for tests. Unlike a good one, it can be told to lie.
import { crc32, deflateRawSync } from "node:zlib";

export type TestMember = {
  readonly path: string;
  readonly content: Uint8Array;
  readonly deflate?: boolean;
  /** Sizes and checksum follow the data, as streaming writers do. */
  readonly follow?: boolean;
  /** Use Zip64 fields for the sizes in both headers. */
  readonly zip64?: boolean;
  /** Replaces what is written in the named header fields. */
  readonly local?: Partial<Header>;
  readonly central?: Partial<Header>;
  /** Bytes put after the compressed data, counted in its size. */
  readonly tail?: Uint8Array;
};

type Header = {
  path: string;
  flags: number;
  method: number;
  crc: number;
  size: number;
  compressed: number;
  offset: number;
  extra: Uint8Array;
};

export type TestZip = { readonly zip64?: boolean; readonly comment?: string; readonly count?: number; readonly directoryAt?: number };

/** A zip of `members` in the order given. */
export function writeZip(members: readonly TestMember[], zip: TestZip = {}): Uint8Array {
  const parts: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let offset = 0;
  for (const member of members) {
    const packed = member.deflate ? deflateRawSync(member.content) : member.content;
    const data = Buffer.concat([packed, member.tail ?? new Uint8Array()]);
    const honest = {
      path: member.path,
      flags: member.follow ? 0x0808 : 0x0800,
      method: member.deflate ? 8 : 0,
      crc: crc32(member.content),
      size: member.content.length,
      compressed: data.length,
      offset,
      extra: new Uint8Array(),
    };
    const wide = member.zip64 ? { size: 0xffffffff, compressed: 0xffffffff, extra: zip64Field(honest.size, honest.compressed) } : {};
    const hidden = member.follow ? { crc: 0, size: 0, compressed: 0, extra: new Uint8Array() } : {};
    const local = localHeader({ ...honest, ...wide, ...hidden, ...member.local });
    const after = member.follow ? Buffer.concat([words(0x08074b50, honest.crc, honest.compressed, honest.size)]) : new Uint8Array();
    parts.push(local, data, after);
    central.push(centralHeader({ ...honest, ...wide, ...member.central }));
    offset += local.length + data.length + after.length;
  }
  const directory = Buffer.concat(central);
  return new Uint8Array(
    Buffer.concat([...parts, directory, end(zip, zip.count ?? members.length, directory.length, zip.directoryAt ?? offset)]),
  );
}

function localHeader({ path, flags, method, crc, size, compressed, extra }: Header): Uint8Array {
  const name = Buffer.from(path);
  return Buffer.concat([
    words(0x04034b50),
    halves(20, flags, method, 0, 0x21),
    words(crc, compressed, size),
    halves(name.length, extra.length),
    name,
    extra,
  ]);
}

function centralHeader({ path, flags, method, crc, size, compressed, offset, extra }: Header): Uint8Array {
  const name = Buffer.from(path);
  const sizes = words(crc, compressed, size);
  return Buffer.concat([
    words(0x02014b50),
    halves(20, 20, flags, method, 0, 0x21),
    sizes,
    halves(name.length, extra.length, 0, 0, 0),
    words(0, offset),
    name,
    extra,
  ]);
}

function end({ zip64, comment = "" }: TestZip, count: number, length: number, offset: number): Uint8Array {
  const wide = Buffer.concat([
    words(0x06064b50),
    longs(44),
    halves(45, 45),
    words(0, 0),
    longs(count, count, length, offset),
    words(0x07064b50, 0),
    longs(offset + length),
    words(1),
  ]);
  const narrow = zip64
    ? [halves(0, 0, 0xffff, 0xffff), words(0xffffffff, 0xffffffff)]
    : [halves(0, 0, count, count), words(length, offset)];
  return Buffer.concat([...(zip64 ? [wide] : []), words(0x06054b50), ...narrow, halves(comment.length), Buffer.from(comment)]);
}

export function zip64Field(...values: readonly number[]): Uint8Array {
  return Buffer.concat([halves(1, 8 * values.length), longs(...values)]);
}

export function halves(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length);
  for (const [n, value] of values.entries()) bytes.writeUInt16LE(value, 2 * n);
  return bytes;
}

export function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [n, value] of values.entries()) bytes.writeUInt32LE(value >>> 0, 4 * n);
  return bytes;
}

function longs(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(8 * values.length);
  for (const [n, value] of values.entries()) bytes.writeBigUInt64LE(BigInt(value), 8 * n);
  return bytes;
}
