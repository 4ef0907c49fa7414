// SPDX-License-Identifier: Apache-2.0
// Every threat that an analysis asks about. Nothing here is copied: NIST SP 800-30 Rev. 1, appendices D and E, gave the classes.
import { ACCIDENTAL } from "./accidental.ts";
import { ADVERSARIAL } from "./adversarial.ts";
import { ENVIRONMENTAL } from "./environmental.ts";
import { STRUCTURAL } from "./structural.ts";
import type { Threat } from "./threat.ts";

export const THREATS: readonly Threat[] = [...ADVERSARIAL, ...ACCIDENTAL, ...STRUCTURAL, ...ENVIRONMENTAL];

const bySlug = new Map(THREATS.map((threat) => [threat.slug, threat]));

/** The threat of that slug; undefined if the library has none. */
export const threatNamed = (slug: string): Threat | undefined => bySlug.get(slug);
