// SPDX-License-Identifier: Apache-2.0
// The text of keys/root.json.
import { Fault } from "#base/fault.ts";
import { SECRET_BYTES } from "./gcm.ts";

export type RootKey = {
  /** From 1, without gaps; the last is the newest. */
  readonly version: number;
  /** RFC 3339 instant. */
  readonly createdAt: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
};

const FORMAT = "part164/root-keys/v1";

/** The file's text for these keys. */
export function rootKeysText(keys: readonly RootKey[]): string {
  const rows = keys.map(({ version, createdAt, key }) => ({
    version,
    createdAt,
    key: Buffer.from(key).toString("base64"),
  }));
  return `${JSON.stringify({ format: FORMAT, keys: rows }, null, 2)}\n`;
}

/** The keys, oldest first. @throws Fault `custodian_gone` if any part of the text is not as `rootKeysText` writes it. */
export function parseRootKeys(text: string): readonly RootKey[] {
  const file = parsed(text);
  if (!isObject(file) || file["format"] !== FORMAT || !Array.isArray(file["keys"]) || file["keys"].length === 0) throw damaged();
  return file["keys"].map((row: unknown, index) => {
    if (!isObject(row)) throw damaged();
    const { version, createdAt, key } = row;
    if (version !== index + 1 || typeof createdAt !== "string" || typeof key !== "string") throw damaged();
    const bytes = Buffer.from(key, "base64");
    if (bytes.length !== SECRET_BYTES || bytes.toString("base64") !== key) throw damaged();
    return { version, createdAt, key: bytes };
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw damaged(); // Without the cause: a parser's message quotes the text it could not read.
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function damaged(): Fault {
  return new Fault("custodian_gone", {
    detail: "keys/root.json is damaged. Restore it from its backup.",
  });
}
