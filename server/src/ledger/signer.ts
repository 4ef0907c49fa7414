// SPDX-License-Identifier: Apache-2.0
// Signs checkpoints with each log's own Ed25519 key. The organization's key adds a cosignature with the time, for a checkpoint has none.
import { organizationOrigin, signCheckpoint, tenantOrigin } from "@part164/verify/checkpoint.ts";
import { COSIGNATURE, ED25519, formatKey, type NoteKey, type Signer as NoteSigner, signNote } from "@part164/verify/note.ts";
import type { Clock } from "#base/clock.ts";
import type { InstallationId } from "#base/id.ts";
import type { Key } from "#seal/key.ts";
import type { Keyring } from "#seal/keyring.ts";
import { publicKeyBytes, sign } from "#seal/signing.ts";
import type { LogTenant } from "./act.ts";

export class Signer {
  readonly installation: InstallationId;
  readonly #keyring: Keyring;
  readonly #clock: Clock;

  constructor(installation: InstallationId, keyring: Keyring, clock: Clock) {
    this.installation = installation;
    this.#keyring = keyring;
    this.#clock = clock;
  }

  origin(tenant: LogTenant): string {
    return tenant === this.installation ? organizationOrigin(this.installation) : tenantOrigin(this.installation, tenant);
  }

  /** The verifier key of a log, as `key log` prints it and `part164-verify --key` takes it. */
  async verifierKey(tenant: LogTenant): Promise<string> {
    return formatKey(await this.#noteKey(tenant));
  }

  /** A signed checkpoint of a log, in text. */
  async checkpoint(tenant: LogTenant, size: number, root: Uint8Array): Promise<string> {
    const own = await this.#noteSigner(tenant);
    const seconds = Math.floor(this.#clock.now().getTime() / 1000);
    const organization = await this.#noteSigner(this.installation);
    const timed: NoteSigner = { ...organization, key: { ...organization.key, type: COSIGNATURE }, seconds };
    const note = await signCheckpoint({ origin: this.origin(tenant), size, root, extensions: [] }, [own, timed]);
    return Buffer.from(note).toString("utf8");
  }

  /** A note signed by the organization, such as a package's manifest. */
  async note(text: string): Promise<Uint8Array> {
    return signNote(text, [await this.#noteSigner(this.installation)]);
  }

  async #noteSigner(tenant: LogTenant): Promise<NoteSigner> {
    const key = await this.#key(tenant);
    return { key: noteKey(this.origin(tenant), key), sign: (message) => sign(key, message), seconds: null };
  }

  async #noteKey(tenant: LogTenant): Promise<NoteKey> {
    return noteKey(this.origin(tenant), await this.#key(tenant));
  }

  #key(tenant: LogTenant): Promise<Key> {
    return this.#keyring.key("signing", tenant, this.origin(tenant));
  }
}

const publicKeys = new WeakMap<Key, Uint8Array>();

function noteKey(name: string, key: Key): NoteKey {
  let publicKey = publicKeys.get(key);
  if (publicKey === undefined) {
    publicKey = publicKeyBytes(key);
    publicKeys.set(key, publicKey);
  }
  return { name, type: ED25519, publicKey };
}
