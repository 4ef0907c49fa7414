// SPDX-License-Identifier: Apache-2.0
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { EntryState } from "../../api/entry.ts";

const STATE_SAYS: Readonly<Record<EntryState, string>> = {
  recorded: "Recorded",
  "in-checkpoint": "In checkpoint",
  witnessed: "Witnessed",
};

export function stateSays(state: EntryState): string {
  return STATE_SAYS[state];
}

/** A tree of three: one square filled for each step the entry has made. */
export function ProofMark({ state }: { state: EntryState }): ReactNode {
  const on = (filled: boolean) => (filled ? { className: "on" } : {});
  return (
    <svg className="proofmark" data-state={state} viewBox="0 0 14 14" aria-hidden="true">
      <path d="M7 4.5v1.5M3 9.5V7.5h8v2" />
      <rect x="1" y="9.5" width="4" height="3.5" {...on(true)} />
      <rect x="9" y="9.5" width="4" height="3.5" {...on(state !== "recorded")} />
      <rect x="5" y="1" width="4" height="3.5" {...on(state === "witnessed")} />
    </svg>
  );
}

export type ProofBadgeProps = {
  readonly event: string;
  readonly log?: string | undefined;
  readonly state: EntryState;
  readonly index: number | null;
  /** Words before the number, where a number alone would be a riddle. */
  readonly label?: string;
};

/** An entry's number and how far it is proven. It leads to the entry, where this browser verifies it. */
export function ProofBadge({ event, log, state, index, label }: ProofBadgeProps): ReactNode {
  const number = index === null ? "" : index.toLocaleString("en-US");
  return (
    <Link
      className="badge"
      to="/ledger/$event"
      params={{ event }}
      search={log === undefined ? {} : { log }}
      title={`${STATE_SAYS[state]}. Open and verify in this browser.`}
    >
      <ProofMark state={state} />
      {label === undefined ? null : <span>{label}</span>}
      {number === "" ? <span>{STATE_SAYS[state]}</span> : <span>{number}</span>}
      {number === "" ? null : <span className="sr">, {STATE_SAYS[state]}</span>}
    </Link>
  );
}

/** The same where the row already leads to the entry. */
export function ProofLabel({ state, index }: { state: EntryState; index: number | null }): ReactNode {
  return (
    <span className="badge" title={STATE_SAYS[state]}>
      <ProofMark state={state} />
      {index === null ? STATE_SAYS[state] : index.toLocaleString("en-US")}
      {index === null ? null : <span className="sr">, {STATE_SAYS[state]}</span>}
    </span>
  );
}
