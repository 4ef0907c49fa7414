// SPDX-License-Identifier: Apache-2.0
// The bytes of a backup: a line of magic, a clear header, then sealed chunks.
//   "part164/backup/v1\n" | header length (4) | header, JSON | chunk ...
//   chunk = last (1: 0 or 1) | length of the sealed part (4) | nonce (12) | ciphertext and tag
// Sealed with AES-256-GCM under the installation's backup key; additional data = SHA-256 of all before the first chunk | chunk number (4)
// | last (1). So no chunk can be altered, moved, left out, cut off or taken from another backup.
// Inside is deflated text (RFC 1951), one JSON object a line: the first says what follows, the others are rows.
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { deflateRaw, inflateRaw } from "node:zlib";
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { isId, type InstallationId, type KeyId } from "#base/id.ts";
import { unpredictableBytes } from "#base/random.ts";
import { gcmOpen, gcmSeal, NONCE_BYTES, TAG_BYTES } from "#seal/gcm.ts";
import type { Key, KeyRow } from "#seal/key.ts";

export const MAGIC = Buffer.from("part164/backup/v1\n", "utf8");
export const HEADER_BYTES_MAX = 65_536;
export const FRAME_BYTES = 5;
/** A row is 16 MB of sealed answer at most, in hexadecimal; a chunk of ours holds one such row or many small ones. */
export const CHUNK_BYTES_MAX = 128 * 1024 * 1024;

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

const Id = z.string().refine(isId);
const Bytes = z.base64();
const KeyLine = z.strictObject({
  id: Id,
  kind: z.enum(["tenant", "backup"]),
  tenant: Id,
  owner: z.null(),
  version: z.int().min(1),
  wrappedBy: Id.nullable(),
  wrapped: Bytes,
  commitment: Bytes,
  createdAt: z.iso.datetime(),
});

/** What can be read without a key: whose backup it is, and the wrapped keys that open it with the root key, which is not in it. */
export const Header = z.strictObject({
  format: z.literal("part164/backup/v1"),
  id: Id,
  installation: Id,
  demo: z.boolean(),
  createdAt: z.iso.datetime(),
  key: Id,
  keys: z.array(KeyLine).min(1).max(16),
});
export type Header = z.infer<typeof Header>;

/** The trailer: what the chunks before it must add up to. */
export const Totals = z.strictObject({
  tables: z.record(z.string(), z.int().min(0)),
  logs: z.array(z.strictObject({ tenant: Id, origin: z.string(), size: z.int().min(0), root: z.base64() })),
  records: z.int().min(0),
  entries: z.int().min(0),
});
export type Totals = z.infer<typeof Totals>;

/** The first line of a chunk. */
const Lead = z.discriminatedUnion("holds", [
  z.strictObject({ holds: z.literal("schema"), migrations: z.array(z.strictObject({ number: z.int(), sha256: z.string() })) }),
  z.strictObject({ holds: z.literal("rows"), table: z.string() }),
  z.strictObject({ holds: z.literal("totals"), totals: Totals }),
]);
export type Lead = z.infer<typeof Lead>;

/** A chunk opened. `rows` are JSON objects in text, which PostgreSQL wrote and PostgreSQL will read. */
export type Chunk = Lead & { readonly rows: readonly string[] };

export const broken = (cause?: unknown): Fault => new Fault("backup_broken", { cause });

/** Everything before the first chunk. */
export function headBytes(header: Header): Buffer {
  const text = Buffer.from(JSON.stringify(header), "utf8");
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return Buffer.concat([MAGIC, length, text]);
}

/** @throws Fault `backup_broken`. */
export function parseHeader(text: Uint8Array): Header {
  try {
    return Header.parse(JSON.parse(Buffer.from(text).toString("utf8")));
  } catch (error) {
    throw broken(error);
  }
}

export function headHash(head: Uint8Array): Buffer {
  return createHash("sha256").update(head).digest();
}

/** Which chunk of which backup. */
export type Place = { readonly head: Uint8Array; readonly number: number; readonly isLast: boolean };

function additionalData({ head, number, isLast }: Place): Buffer {
  const tail = Buffer.alloc(5);
  tail.writeUInt32BE(number);
  tail.writeUInt8(isLast ? 1 : 0, 4);
  return Buffer.concat([head, tail]);
}

/** The bytes of a chunk in its place. */
export async function sealChunk(key: Key, place: Place, lead: Lead, rows: readonly string[]): Promise<Buffer> {
  const text = await deflate(Buffer.from([JSON.stringify(lead), ...rows].join("\n"), "utf8"), { level: 3 });
  const nonce = unpredictableBytes(NONCE_BYTES);
  const sealed = gcmSeal(key.secret, nonce, additionalData(place), text);
  const frame = Buffer.alloc(FRAME_BYTES);
  frame.writeUInt8(place.isLast ? 1 : 0);
  frame.writeUInt32BE(nonce.length + sealed.length, 1);
  return Buffer.concat([frame, nonce, sealed]);
}

/** @throws Fault `backup_broken` if any bit of it, or its place, is not that of the sealing. */
export async function openChunk(key: Key, place: Place, sealed: Uint8Array): Promise<Chunk> {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw broken();
  try {
    const packed = gcmOpen(key.secret, sealed.subarray(0, NONCE_BYTES), additionalData(place), sealed.subarray(NONCE_BYTES));
    const text = (await inflate(packed, { maxOutputLength: CHUNK_BYTES_MAX })).toString("utf8");
    const [lead = "", ...rows] = text.split("\n");
    return { ...Lead.parse(JSON.parse(lead)), rows };
  } catch (error) {
    throw broken(error instanceof Fault ? error : undefined); // A parser's message may quote what it read.
  }
}

export function keyLine({ id, kind, tenant, version, wrappedBy, wrapped, commitment, createdAt }: KeyRow): Header["keys"][number] {
  return {
    id,
    kind: kind === "tenant" ? "tenant" : "backup",
    tenant,
    owner: null,
    version,
    wrappedBy,
    wrapped: Buffer.from(wrapped).toString("base64"),
    commitment: Buffer.from(commitment).toString("base64"),
    createdAt: createdAt.toISOString(),
  };
}

export function keyRow(line: Header["keys"][number]): KeyRow {
  return {
    ...line,
    id: line.id as KeyId, // Ids by the schema above; the casts below likewise.
    tenant: line.tenant as InstallationId,
    wrappedBy: line.wrappedBy as KeyId | null,
    wrapped: Buffer.from(line.wrapped, "base64"),
    commitment: Buffer.from(line.commitment, "base64"),
    createdAt: new Date(line.createdAt),
    retiredAt: null,
    destroyedAt: null,
  };
}
