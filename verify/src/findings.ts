// SPDX-License-Identifier: Apache-2.0
import { VerificationError, type VerificationCode } from "./error.ts";

/** What is wrong, in which file of the package. */
export type Fault = { readonly code: VerificationCode; readonly file: string; readonly reason: string };

const FAULTS_MAX = 1000; // A package can be wrong a million times over. Nobody reads on.

/** What was proved and what was found wrong, gathered as the verification goes on. */
export class Findings {
  readonly proved: string[] = [];
  /** The first thousand. */
  readonly faults: Fault[] = [];
  #count = 0;

  /** Takes down a fault. */
  fault(code: VerificationCode, file: string, reason: string): void {
    this.#count++;
    if (this.#count <= FAULTS_MAX) this.faults.push({ code, file, reason });
  }

  /** The result of `work`; null if a VerificationError stopped it, which is taken down as a fault of `file`. */
  async attempt<T>(file: string, work: () => T | Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof VerificationError)) throw error;
      this.fault(error.code, file, error.message);
      return null;
    }
  }

  /** Runs `work`; the sentence it gives counts as proved only if it met no fault on the way. */
  async prove(work: () => Promise<string | null>): Promise<void> {
    const before = this.#count;
    const sentence = await work();
    if (sentence !== null && this.#count === before) this.proved.push(sentence);
  }
}
