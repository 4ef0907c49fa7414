// SPDX-License-Identifier: Apache-2.0
import { isId } from "#base/id.ts";

/** An answer as an identifier, or null if it is none. */
export const idIn = (value: unknown): string | null => (typeof value === "string" && isId(value) ? value : null);
