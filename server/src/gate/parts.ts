// SPDX-License-Identifier: Apache-2.0
import type { Clock } from "#base/clock.ts";
import type { Log } from "#base/log.ts";
import type { Decider } from "#access/decide/decide.ts";
import type { AccessParts } from "#access/parts.ts";
import type { DataFolder } from "#store/data-folder.ts";

/** What every operation may work with. */
export type Parts = AccessParts & { readonly clock: Clock; readonly log: Log; readonly folder: DataFolder; readonly decider: Decider };
