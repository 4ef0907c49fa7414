// SPDX-License-Identifier: Apache-2.0
import type { Id, InstallationId } from "#base/id.ts";
import type { Config } from "#base/settings.ts";
import { type Act, systemAct } from "#ledger/act.ts";
import type { Ledger } from "#ledger/ledger.ts";
import type { Keyring } from "#seal/keyring.ts";
import type { Database } from "#store/database.ts";
import type { Origin } from "./actor.ts";
import type { SteadyClock } from "./steady-clock.ts";

/** What this room works with; the wiring hands it in. */
export type AccessParts = {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly ledger: Ledger;
  readonly steady: SteadyClock;
  readonly makeId: <Name extends string>() => Id<Name>;
  readonly config: Config;
  readonly installation: InstallationId;
};

export const APP = { role: "part164_app" } as const;

/** An act of signing in, enrolling and the like, before there is an actor. It goes into the organization's log. */
export function accessAct(parts: AccessParts, kind: string, from: Origin, rest: Partial<Act>): Act {
  return systemAct(parts.installation, kind, { actor: { kind: "nobody", id: null, session: null, factor: null }, from, ...rest });
}
