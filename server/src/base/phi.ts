// SPDX-License-Identifier: Apache-2.0
import { inspect } from "node:util";

const PRINTED = "[phi]";

/**
 * A value that may identify an individual. Wherever it is printed, logged, templated or serialised it reads "[phi]".
 * `open` is the one way in; a reader of the code finds every use by searching for it.
 */
export class Phi<T> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  open(): T {
    return this.#value;
  }

  toString(): string {
    return PRINTED;
  }

  toJSON(): string {
    return PRINTED;
  }

  [Symbol.toPrimitive](): string {
    return PRINTED;
  }

  [inspect.custom](): string {
    return PRINTED;
  }
}
