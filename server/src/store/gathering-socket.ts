// SPDX-License-Identifier: Apache-2.0
import { Socket } from "node:net";

/**
 * A socket that sends what is written in one turn of the event loop in one piece: under load a system call is the cost, not the bytes.
 * Over TLS what is written goes past it, and each statement is a write of its own.
 */
export class GatheringSocket extends Socket {
  #gathered: Uint8Array[] = [];

  override connect(...given: unknown[]): this {
    super.connect(...(given as [never])); // As it was called.
    Reflect.deleteProperty(this, "write"); // `connect` puts Node's own in front of any other.
    return this;
  }

  override write(chunk: Uint8Array | string, ...rest: unknown[]): boolean {
    if (!(chunk instanceof Uint8Array) || rest.length > 0) {
      this.#send();
      return super.write(chunk, ...(rest as [])); // As it was called.
    }
    if (this.#gathered.push(chunk) === 1) setImmediate(() => this.#send());
    return true;
  }

  /** Gathering is a cork of its own: what a driver would hold back for one statement is held back for all. */
  override cork(): void {}
  override uncork(): void {}

  override end(...rest: unknown[]): this {
    this.#send();
    return super.end(...(rest as [])); // As it was called.
  }

  #send(): void {
    const chunks = this.#gathered;
    if (chunks.length === 0) return;
    this.#gathered = [];
    if (!this.destroyed) super.write(chunks.length === 1 ? (chunks[0] ?? "") : Buffer.concat(chunks));
  }
}
