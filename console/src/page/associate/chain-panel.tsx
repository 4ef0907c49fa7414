// SPDX-License-Identifier: Apache-2.0
// The chain from top to bottom: those whom we serve, us, those who serve us, and those who serve us through them. Lists, so that it is read
// in order by whoever does not see the lines.
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Associate } from "../../api/associate.ts";
import { Panel } from "../../part/panel.tsx";
import { useSession } from "../../session/session-context.ts";
import { plural } from "../../time/times.ts";
import { type Branch, branches } from "./associate-words.ts";
import { ContractChip } from "./standing-chip.tsx";

/** Beyond so many the list below is the better place to look. */
const DRAWN_MAX = 24;

export function ChainPanel({ of: all }: { of: readonly Associate[] }): ReactNode {
  const { organization } = useSession();
  const up = all.filter(({ role }) => role === "customer");
  const down = branches(all);
  return (
    <Panel title="The chain" note="PHI goes along it only under contracts" padded>
      <div className="chain">
        <Level title="We serve" of={up.map((one) => ({ of: one, through: [] }))} none="No customer is on record." />
        <p className="chain-us">
          <strong>{organization.name}</strong>
        </p>
        <Level title="Serve us" of={down} none="No vendor is on record." />
      </div>
    </Panel>
  );
}

function Level({ title, of: all, none }: { title: string; of: readonly Branch[]; none: string }): ReactNode {
  const more = all.length - DRAWN_MAX;
  return (
    <section className="chain-level" aria-label={title}>
      <h3>{title}</h3>
      {all.length === 0 ? <p className="hint">{none}</p> : <Branches of={all.slice(0, DRAWN_MAX)} label={title} />}
      {more > 0 ? <p className="hint">And {plural(more, "more", "more")} in the list below.</p> : null}
    </section>
  );
}

function Branches({ of: all, label }: { of: readonly Branch[]; label: string }): ReactNode {
  return (
    <ul className="chain-parties" aria-label={label}>
      {all.map(({ of, through }) => (
        <li key={of.id}>
          <div className="chain-party" data-passes={of.passes ? "" : undefined}>
            <Link to="/associates/$party" params={{ party: of.id }} className="cut" title={of.name}>
              {of.name}
            </Link>
            <span className="small muted cut">{of.service}</span>
            <ContractChip of={of} />
          </div>
          {through.length === 0 ? null : <Branches of={through} label={`Through ${of.name}`} />}
        </li>
      ))}
    </ul>
  );
}
