// SPDX-License-Identifier: Apache-2.0
// Beside a contract: how the party stands, when it was looked at, what names it, and the contracts before.
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Associate, AssociateFile, Contract } from "../../api/associate.ts";
import { Facts } from "../../part/facts.tsx";
import { LinkButton } from "../../part/link-button.tsx";
import { Panel } from "../../part/panel.tsx";
import { StateChip } from "../../part/status/state-chip.tsx";
import { When } from "../../part/when.tsx";
import { useMay } from "../../session/session-context.ts";
import { dateAt, plural } from "../../time/times.ts";
import { useZone } from "../../time/use-now.ts";
import { KIND_SAYS } from "./associate-words.ts";
import { ContractChip, ReviewChip } from "./standing-chip.tsx";

export function StandingPanel({ of, assessments }: { of: Associate; assessments: number }): ReactNode {
  return (
    <Panel title="Today" padded>
      <Facts
        of={[
          ["Contract", <ContractChip key="contract" of={of} />],
          ["Last day", of.contract.endsOn === null ? null : <When key="ends" at={of.contract.endsOn} as="date" />],
          ["PHI passes", of.passes ? "Yes" : "Not yet"],
          ["Missing provisions", of.missing.length === 0 ? null : of.missing.join(", ")],
          ["Review", <ReviewChip key="review" of={of} />],
          ["Look again by", of.review.dueOn === null ? null : <When key="due" at={of.review.dueOn} as="date" />],
          ["Tier", of.tier === null ? null : String(of.tier)],
          ["Tenants", of.tenants.map(({ name }) => name).join(", ")],
          ["Named in", assessments === 0 ? null : plural(assessments, "breach assessment")],
        ]}
      />
    </Panel>
  );
}

type Line = { readonly id: string; readonly title: string; readonly state: string; readonly updatedAt: string };

function Lines({ of: lines, label, title }: { of: readonly Line[]; label: string; title?: (line: Line) => string }): ReactNode {
  return (
    <ul className="lines" aria-label={label}>
      {lines.map((line) => (
        <li key={line.id} className="row">
          <Link to="/submissions/$submission" params={{ submission: line.id }} className="cut">
            {title?.(line) ?? line.title}
          </Link>
          <span className="push">
            <StateChip is={line.state} />
          </span>
        </li>
      ))}
    </ul>
  );
}

export function ReviewsPanel({ of: { party, reviews } }: { of: AssociateFile }): ReactNode {
  const mayFile = useMay("program.submission.create");
  const zone = useZone();
  if (party.answers["role"] !== "vendor") return null;
  return (
    <Panel
      title="Reviews"
      note={reviews.length === 0 ? undefined : String(reviews.length)}
      action={
        mayFile ? (
          <LinkButton size="xs" to="/forms/$form/new" params={{ form: "associate-due-diligence" }} search={{ about: party.id }}>
            Look at it
          </LinkButton>
        ) : undefined
      }
      padded={reviews.length === 0}
    >
      {reviews.length === 0 ? (
        <p className="hint">Nobody has looked at its security yet.</p>
      ) : (
        <Lines of={reviews} label="Reviews" title={({ updatedAt }) => `Changed ${dateAt(updatedAt, zone)}`} />
      )}
    </Panel>
  );
}

/** Flows and systems that name it, and those who serve us through it. */
export function NamedPanel({ of: { flows, systems, subcontractors } }: { of: AssociateFile }): ReactNode {
  if (flows.length + systems.length + subcontractors.length === 0) return null;
  return (
    <Panel title="What goes there">
      {flows.length === 0 ? null : <Lines of={flows} label="Flows of PHI" />}
      {systems.length === 0 ? null : <Lines of={systems} label="Systems that it runs" />}
      {subcontractors.length === 0 ? null : (
        <ul className="lines" aria-label="Through it serve us">
          {subcontractors.map((one) => (
            <li key={one.id} className="row">
              <Link to="/associates/$party" params={{ party: one.id }} className="cut">
                {one.name}
              </Link>
              <span className="push">
                <ContractChip of={one} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

export function EarlierPanel({ of: contracts }: { of: readonly Contract[] }): ReactNode {
  if (contracts.length === 0) return null;
  const kindOf = new Map(contracts.map(({ id, answers }) => [id, KIND_SAYS[String(answers["kind"])] ?? "Contract"]));
  return (
    <Panel title="Other contracts" note={String(contracts.length)}>
      <Lines of={contracts} label="Other contracts" title={({ id, title }) => `${kindOf.get(id) ?? ""}: ${title}`} />
    </Panel>
  );
}
