// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import type { Actor } from "../../api/entry.ts";
import { short } from "./entry-words.ts";

/** A person's name, a machine's in mono, or that it was somebody unknown. */
export function ActorName({ of: { kind, name, id } }: { of: Actor }): ReactNode {
  if (kind === "nobody") return <span className="muted">{id === null ? "Somebody unknown" : name}</span>;
  const says = name ?? (id === null ? kind : short(id));
  return kind === "user" ? <span>{says}</span> : <span className="mono">{says}</span>;
}
