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
};
