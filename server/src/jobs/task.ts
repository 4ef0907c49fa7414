// SPDX-License-Identifier: Apache-2.0
import type { Parts } from "#gate/parts.ts";

/** Something that runs by itself. Of several processes one runs it, and never two at a time. */
export type Task = {
  /** Verb first: "make-backup". */
  readonly name: string;
  /** When, as five cron fields in UTC. */
  readonly cron: string;
  /** Whether a start asks for it at once, rather than at its next time. */
  readonly atStart: boolean;
  run(parts: Parts): Promise<void>;
};

export const EVERY_MINUTE = "* * * * *";
