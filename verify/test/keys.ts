// SPDX-License-Identifier: Apache-2.0
// Fixed Ed25519 keys for tests and vectors. They protect nothing.
import { createPrivateKey, createPublicKey, sign } from "node:crypto";
import { organizationOrigin, tenantOrigin } from "../src/checkpoint.ts";
import { COSIGNATURE, ED25519, type NoteKey, type Signer } from "../src/note.ts";

export const INSTALLATION = "01890a5d-ac96-774b-bcce-b302099a8057";

export type TestKey = { readonly key: NoteKey; readonly signer: Signer; readonly cosigner: (seconds: number) => Signer };

/** The key whose 32-byte seed is `seed` repeated (RFC 8032, section 5.1.5). */
export function testKey(name: string, seed: number): TestKey {
  const header = Buffer.from("302e020100300506032b657004220420", "hex"); // PKCS #8 of Ed25519, RFC 8410 section 7.
  const pkcs8 = Buffer.concat([header, Buffer.alloc(32, seed)]);
  const secret = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
  const spki = createPublicKey(secret).export({ format: "der", type: "spki" });
  const key = { name, type: ED25519, publicKey: new Uint8Array(spki.subarray(-32)) } as const;
  const signWith = (message: Uint8Array): Uint8Array => sign(null, message, secret);
  return {
    key,
    signer: { key, sign: signWith, seconds: null },
    cosigner: (seconds) => ({ key: { ...key, type: COSIGNATURE }, sign: signWith, seconds }),
  };
}

export const organization = testKey(organizationOrigin(INSTALLATION), 1);
export const TENANTS = ["01890a5d-ac96-774b-bcce-b302099a0001", "01890a5d-ac96-774b-bcce-b302099a0002"] as const;
export const tenantKeys = TENANTS.map((tenant, n) => testKey(tenantOrigin(INSTALLATION, tenant), 2 + n));
