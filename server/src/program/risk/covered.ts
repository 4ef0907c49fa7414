// SPDX-License-Identifier: Apache-2.0
// What changed since the analysis before and is looked at by the next one itself, without a decision of its own: it is in its scope now.
import type { ScopeRow } from "./analysis.ts";
import type { Asset } from "./asset.ts";
import { type CauseKind, causesIn, MS_PER_VERSION } from "./cause.ts";

export type Covered = { readonly kind: CauseKind; readonly of: string; readonly name: string };

type Scopes = {
  readonly before: readonly ScopeRow[];
  readonly now: readonly ScopeRow[];
  readonly named: ReadonlyMap<string, Asset>;
  /** What was decided on in between by itself. */
  readonly weighed: readonly string[];
};

/** The causes between two scopes but for those that were decided on by themselves. Pure. */
export function coveredIn({ before, now, named, weighed }: Scopes): Covered[] {
  const of = (kind: string): readonly ScopeRow[] => now.filter((one) => one.kind === kind);
  const found = causesIn({
    scope: before,
    named,
    assets: now.flatMap(({ thing, version }) => {
      const asset = named.get(thing);
      return asset === undefined ? [] : [{ ...asset, version }];
    }),
    incidents: of("incident").map(({ thing }) => thing),
    checks: of("check").map(({ thing, version }) => ({ name: thing, since: new Date(version * MS_PER_VERSION) })),
  });
  return found.filter(({ key }) => !weighed.includes(key)).map(({ kind, of: what, name }) => ({ kind, of: what, name }));
}
