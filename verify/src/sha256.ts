// SPDX-License-Identifier: Apache-2.0
// SHA-256 (FIPS 180-4) in plain TypeScript, for the browser: its own `crypto.subtle` answers one promise a hash, which is five
// times slower over a tree. Tested against Node's.

/** A hash fed piece by piece. `digest` ends it. */
export type Sha256Stream = { update(bytes: Uint8Array): void; digest(): Uint8Array };

/** Fractional bits of the cube roots of the first 64 primes, and of the square roots of the first 8 (4.2.2, 5.3.3). */
const K = new Int32Array([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
  0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
  0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
  0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
  0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
  0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);
const START = new Int32Array([0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19]);
const SCHEDULE = new Int32Array(64);

/** SHA-256 of all parts, one after another. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const stream = sha256Stream();
  for (const part of parts) stream.update(part);
  return stream.digest();
}

/** Writes the SHA-256 of `bytes` to the 32 bytes of `target` at `at`. */
export function sha256Into(target: Uint8Array, at: number, bytes: Uint8Array): void {
  target.set(sha256(bytes), at);
}

/** SHA-256 of more than fits in memory. */
export function sha256Stream(): Sha256Stream {
  const state = START.slice();
  const block = new Uint8Array(64);
  let length = 0;
  const update = (bytes: Uint8Array): void => {
    let at = 0;
    while (at < bytes.length) {
      const filled = length % 64;
      if (filled === 0 && bytes.length - at >= 64) {
        compress(state, bytes, at); // Whole blocks are read where they lie.
        at += 64;
        length += 64;
        continue;
      }
      const taken = Math.min(64 - filled, bytes.length - at);
      block.set(bytes.subarray(at, at + taken), filled);
      at += taken;
      length += taken;
      if (length % 64 === 0) compress(state, block, 0);
    }
  };
  const digest = (): Uint8Array => {
    const bits = BigInt(length) * 8n;
    const padding = new Uint8Array(64 - ((length + 8) % 64) + 8); // 0x80, zeroes, the length in bits (5.1.1).
    padding[0] = 0x80;
    new DataView(padding.buffer).setBigUint64(padding.length - 8, bits);
    update(padding);
    const bytes = new Uint8Array(32);
    const words = new DataView(bytes.buffer);
    for (const [n, word] of state.entries()) words.setInt32(4 * n, word);
    return bytes;
  };
  return { update, digest };
}

/* oxlint-disable no-param-reassign, typescript/no-unnecessary-type-assertion -- The state is updated in place. */
/** FIPS 180-4, 6.2.2. An index is always in range here: `| 0` and `at()` turn the checker's undefined into a number. */
function compress(state: Int32Array, bytes: Uint8Array, start: number): void {
  const w = SCHEDULE;
  for (let t = 0; t < 16; t++) {
    const at = start + 4 * t;
    w[t] = (at8(bytes, at) << 24) | (at8(bytes, at + 1) << 16) | (at8(bytes, at + 2) << 8) | at8(bytes, at + 3);
  }
  for (let t = 16; t < 64; t++) {
    const w2 = at32(w, t - 2);
    const w15 = at32(w, t - 15);
    const s1 = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >>> 10);
    const s0 = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >>> 3);
    w[t] = (s1 + at32(w, t - 7) + s0 + at32(w, t - 16)) | 0;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let t = 0; t < 64; t++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + at32(K, t) + at32(w, t)) | 0;
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  const added = [a, b, c, d, e, f, g, h];
  for (let n = 0; n < 8; n++) state[n] = at32(state, n) + (added[n] ?? 0);
}

const at8 = (bytes: Uint8Array, at: number): number => bytes[at] ?? 0;
const at32 = (words: Int32Array, at: number): number => words[at] ?? 0;
const rotate = (word: number, by: number): number => (word >>> by) | (word << (32 - by));
