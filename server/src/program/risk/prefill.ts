// SPDX-License-Identifier: Apache-2.0
// What the library can say of a risk by itself; people rate it.
import type { Answers } from "../form/field.ts";
import { LINE_MAX } from "../form/field.ts";
import { type Asset, WORKFORCE } from "./asset.ts";
import type { Threat } from "./library/threat.ts";

/** The first answers of a risk's entry, for a threat to an asset. */
export function prefilled({ id, kind, name }: Pick<Asset, "id" | "kind" | "name">, { slug, says, vulnerabilities }: Threat): Answers {
  return {
    name: `${name}: ${says.replace(/\.$/, "")}`.slice(0, LINE_MAX).toWellFormed(),
    asset: kind,
    ...(kind === WORKFORCE ? {} : { [kind]: id }),
    threat: slug,
    vulnerability: vulnerabilities.join(" "),
  };
}
