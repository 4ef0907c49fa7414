// SPDX-License-Identifier: Apache-2.0
import type { Clock } from "#base/clock.ts";
import type { Id, InstallationId } from "#base/id.ts";
import type { Log } from "#base/log.ts";
import type { Keyring } from "#seal/keyring.ts";
import type { Database } from "#store/database.ts";
import { Keeper } from "./keeper.ts";
import { LedgerReader } from "./reader.ts";
import { Recorder } from "./recorder.ts";
import { SecondPlace } from "./second-place.ts";
import { Signer } from "./signer.ts";

export type LedgerOptions = {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly clock: Clock;
  readonly makeId: <Name extends string>() => Id<Name>;
  readonly installation: InstallationId;
  /** The data folder; the second place is in it. */
  readonly data: string;
  readonly log: Log;
};

/** The ledger of an installation: recording, keeping, reading. */
export type Ledger = {
  readonly recorder: Recorder;
  readonly keeper: Keeper;
  readonly reader: LedgerReader;
  readonly signer: Signer;
  close(): Promise<void>;
};

/** Opens the ledger. Recording works at once; `keeper.start()` begins to sequence and sign. */
export async function openLedger({ db, keyring, clock, makeId, installation, data, log }: LedgerOptions): Promise<Ledger> {
  const recorder = new Recorder(db, { keyring, clock, makeId });
  const signer = new Signer(installation, keyring, clock);
  const secondPlace = await SecondPlace.open(data);
  const keeper = new Keeper({ db, recorder, signer, secondPlace, clock, log });
  const reader = new LedgerReader(db, keyring, signer);
  return {
    recorder,
    keeper,
    reader,
    signer,
    async close() {
      await keeper.stop();
      await secondPlace.close();
    },
  };
}
