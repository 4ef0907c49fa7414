// SPDX-License-Identifier: Apache-2.0

/** A bug, never a caller's mistake: it crashes the work at hand and says which promise broke. */
export class BrokenInvariant extends Error {
  override readonly name = "BrokenInvariant";
}

/** @throws BrokenInvariant if `holds` is false. `promise` states what should have been true, without any value. */
export function assert(holds: boolean, promise: string): asserts holds {
  if (!holds) throw new BrokenInvariant(promise);
}

/** The value, asserted to be there. @throws BrokenInvariant if it is null or undefined. */
export function present<T>(value: T | null | undefined, promise: string): T {
  assert(value !== null && value !== undefined, promise);
  return value;
}
