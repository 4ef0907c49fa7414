// SPDX-License-Identifier: Apache-2.0
// The faults that the survival tests must find: each takes one guard away, as a slip of the hand would.
import assert from "node:assert/strict";

export type Patch = { readonly file: string; readonly find: string; readonly put: string };

export const PATCHES = {
  /** The source with each patch made; what is to be replaced must be there, once. */
  apply(source: string, patches: readonly Patch[]): string {
    let patched = source;
    for (const { file, find, put } of patches) {
      assert.equal(patched.split(find).length, 2, `a planted fault no longer fits ${file}: adapt it`);
      patched = patched.replace(find, () => put);
    }
    return patched;
  },
  check(patches: readonly Patch[]): void {
    for (const { find, put } of patches) assert.notEqual(find, put);
  },
};

export const FAULTS: Readonly<Record<string, readonly Patch[]>> = {
  "two-holders": [
    {
      file: "server/src/store/folder-lock.ts",
      find: "if (await answers(door.path)) return await door.close().then(() => null);",
      put: "",
    },
  ],
  // Acts are answered before their entry is durable: half a second later it would have been.
  "answered-too-early": [
    {
      file: "server/src/ledger/recorder.ts",
      find: "return this.#enqueue(drafted instanceof Promise ? await drafted : drafted);",
      put: "const ready = await drafted; setTimeout(() => void this.#enqueue(ready).catch(() => {}), 500); return ready.id as EventId;",
    },
  ],
  "verdicts-believed": [
    { file: "verify/src/assessment.ts", find: 'expect(wrong.length === 0, "bad_verdicts", list.join("; "));', put: "void list;" },
  ],
  "roots-believed": [
    {
      file: "server/src/safeguard/safeguard/ledger-integrity.ts",
      find: "const isSame = Buffer.compare(range.root(), checkpoint.root) === 0;",
      put: "const isSame = true;",
    },
  ],
  "one-token-for-all": [
    { file: "server/src/gate/authenticate.ts", find: "byToken.get(token)", put: 'byToken.get("")' },
    { file: "server/src/gate/authenticate.ts", find: "byToken.set(token,", put: 'byToken.set("",' },
  ],
  "body-told-back": [
    { file: "server/src/phi/fhir/parse-json.ts", find: 'detail: "The body is not JSON."', put: "detail: `The body is not JSON: ${text}`" },
  ],
  "arrays-of-any-length": [{ file: "server/src/phi/fhir/parse-json.ts", find: "value.length > limits.array", put: "value.length < 0" }],
  "errors-logged-whole": [
    {
      file: "server/src/base/log.ts",
      find: "return { type: error.name, code, place };",
      put: "return { type: error.name, code, place, says: error.message };",
    },
  ],
  "applications-counted-when-right": [
    { file: "server/src/access/client.ts", find: "    await countAttempt(db, subject, steady.now());\n", put: "" },
    {
      file: "server/src/access/client.ts",
      find: "const isRight = sameSecret(",
      put: "await countAttempt(db, subject, steady.now()); const isRight = sameSecret(",
    },
  ],
  "crowd-counted": [
    {
      file: "server/src/access/sign-in.ts",
      find: "return inTurn(() => lookAt(parts, email, password, from));",
      put: "return countAttempt(parts.db, `sign-in:${email}`, parts.steady.now()).then(() => inTurn(() => lookAt(parts, email, password, from)));",
    },
  ],
  "old-suites-offered": [
    { file: "server/src/main/tls.ts", find: '].join(":"),', put: '].join(":") + ":AES128-GCM-SHA256:ECDHE-RSA-AES128-SHA256",' },
  ],
  "renewal-forgets-the-rules": [
    {
      file: "server/src/main/tls.ts",
      find: "server.setSecureContext(found.options);",
      put: "server.setSecureContext({ cert: found.files.certificate, key: found.files.key });",
    },
  ],
  // Not a guard taken away but a failure to survive: the error quotes what was being sealed, as a library's would.
  "sealing-fails": [
    {
      file: "server/src/phi/record/sealing.ts",
      find: "return seal(key, bytes, bindingOf(tenant, row));",
      put: "throw new Error(`cannot seal ${Buffer.from(bytes).toString()} ${String(key)} ${JSON.stringify(bindingOf(tenant, row))}`);",
    },
  ],
};
