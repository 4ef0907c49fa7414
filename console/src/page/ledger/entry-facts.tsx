// SPDX-License-Identifier: Apache-2.0
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { EntryDetail } from "../../api/entry.ts";
import { purposeSays } from "../../api/fhir.ts";
import { Facts } from "../../part/facts.tsx";
import { When } from "../../part/when.tsx";
import { factorSays, outcomeSays, short } from "./entry-words.ts";

const mono = (text: string): ReactNode => <span className="mono">{text}</span>;

/** The entry, the familiar word first. It holds ids, names of fields and hashes; never content. */
export function EntryFacts({ detail }: { detail: EntryDetail }): ReactNode {
  const { entry, actorName } = detail;
  const { actor, from, record, individual, disclosure, decided, fields } = entry;
  const factor = factorSays(actor.factor);
  return (
    <>
      <Facts
        of={[
          ["When", <When key="when" at={entry.at} as="exact" />],
          [
            "Who",
            actor.kind === "nobody" ? (
              "Nobody signed in"
            ) : (
              <span key="who">
                {actorName ?? mono(actor.id ?? actor.kind)}
                {factor === null ? "" : `, ${factor}`}
              </span>
            ),
          ],
          ["For", entry.onBehalfOf === null ? null : mono(entry.onBehalfOf)],
          [
            "From",
            from === null ? null : (
              <span key="from">
                {from.address === null ? "" : mono(from.address)}{" "}
                {from.agent === null ? null : <span className="muted small">{from.agent}</span>}
              </span>
            ),
          ],
          ["What", mono(entry.kind)],
          [
            "Which",
            record === null ? null : (
              <span key="record">
                {record.type}{" "}
                {record.id === null ? null : (
                  <Link to="/ledger" search={{ record: `${record.type}/${record.id}` }} className="mono" title={record.id}>
                    {short(record.id)}
                  </Link>
                )}
                {record.version === null ? "" : `, version ${record.version}`}
              </span>
            ),
          ],
          [
            "Individual",
            individual === null ? null : (
              <Link key="individual" to="/individuals/$individual" params={{ individual }} className="mono" title={individual}>
                {short(individual)}
              </Link>
            ),
          ],
          ["Fields", fields === null || fields.length === 0 ? null : fields.join(", ")],
          ["Purpose", entry.purpose === null ? null : purposeSays(entry.purpose)],
          ["Disclosed to", disclosure === null ? null : `${disclosure.recipient}, ${disclosure.basis}`],
          ["Outcome", outcomeSays(entry.outcome)],
          [
            "Rule",
            decided === null ? null : (
              <span key="rule">
                {mono(decided.policyIds.join(", "))} <span className="muted">in set</span>{" "}
                <span className="mono" title={decided.policySet}>
                  {decided.policySet.slice(0, 8)}
                </span>
              </span>
            ),
          ],
          [
            "Session",
            actor.session === null ? null : (
              <span key="session" className="mono" title={actor.session}>
                {short(actor.session)}
              </span>
            ),
          ],
          ["Request", entry.request === null ? null : mono(entry.request)],
        ]}
      />
      <details>
        <summary className="small muted">The whole entry, as it is committed</summary>
        <pre className="entry-json mono">{JSON.stringify(entry, null, 2)}</pre>
      </details>
    </>
  );
}
