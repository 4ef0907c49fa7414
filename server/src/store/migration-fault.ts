// SPDX-License-Identifier: Apache-2.0

/** The schema cannot be brought to this code's version. The message says what to do. */
export class MigrationFault extends Error {
  override readonly name = "MigrationFault";
}
