// SPDX-License-Identifier: Apache-2.0
// What training keeps under seal, as JSON, under the organization's own key: banks with their answers, attempts, reasons.
import { present } from "#base/assert.ts";
import type { Parts } from "#gate/parts.ts";
import { open, seal, sealedKeyId } from "#seal/sealed.ts";

/** Which row of which table; `version` rises where a row is sealed again. */
export type SealedPlace = { readonly type: "course" | "attempt" | "assignment" | "release"; readonly id: string; readonly version: number };

const bindingOf = ({ installation }: Parts, { type, id, version }: SealedPlace) => ({
  tenant: installation,
  type: `program.${type}`,
  id,
  version,
  individual: null,
});

/** Seals a value; the organization's key must be in memory (`programKey`). */
export function sealValue(parts: Parts, place: SealedPlace, value: unknown): Uint8Array {
  const key = present(parts.keyring.cached("individual", parts.installation, null), "The organization's key is readied before.");
  return seal(key, Buffer.from(JSON.stringify(value), "utf8"), bindingOf(parts, place));
}

/** Opens what `sealValue` sealed there; the type is the caller's to know. @throws Fault `sealed_broken`. */
export async function openValue(parts: Parts, place: SealedPlace, sealed: Uint8Array): Promise<unknown> {
  const keyId = sealedKeyId(sealed);
  const key = parts.keyring.cachedById(keyId) ?? (await parts.keyring.keyById(parts.installation, keyId));
  return JSON.parse(Buffer.from(open(key, sealed, bindingOf(parts, place))).toString("utf8"));
}
