// SPDX-License-Identifier: Apache-2.0

/** The installation's storage cannot be used as it is. The message says what to do; it never holds a password or a row. */
export class StoreFault extends Error {
  override readonly name = "StoreFault";
}
