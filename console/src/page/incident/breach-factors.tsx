// SPDX-License-Identifier: Apache-2.0
// The four factors [164.402(2)], each with its facts and how likely a compromise is by it. What is missing says so.
import type { ReactNode } from "react";
import { IconCircleDashed } from "@tabler/icons-react";
import type { FormKind } from "../../api/form.ts";
import type { BreachDetail } from "../../api/incident.ts";
import { LinkButton } from "../../part/link-button.tsx";
import { Chip } from "../../part/status/chip.tsx";

type Assessment = BreachDetail["assessment"];

const FACTORS = [
  [
    "nature",
    "The information",
    "(2)(i)",
    "The nature and extent of the PHI involved, with the types of identifiers and the likelihood of re-identification.",
  ],
  ["who", "Who received it", "(2)(ii)", "The unauthorized person who used the PHI, or to whom it was disclosed."],
  ["viewed", "Seen or acquired", "(2)(iii)", "Whether the PHI was actually acquired or viewed."],
  ["mitigated", "What was done since", "(2)(iv)", "The extent to which the risk to the PHI has been mitigated."],
] as const;

export function BreachFactors({ of: { answers, mayAmend, state, id } }: { of: Assessment; form: FormKind }): ReactNode {
  return (
    <>
      <div className="row wrap">
        <h2>Risk assessment</h2>
        <span className="muted">Presumed a breach unless a low probability of compromise is demonstrated</span>
        <span className="cite">164.402(2)</span>
      </div>
      <div className="factors">
        {FACTORS.map(([name, title, cite, rule]) => {
          const facts = answers[name];
          const is = answers[`${name}Is`];
          const isDone = typeof facts === "string" && typeof is === "string";
          return (
            <section
              key={name}
              className={isDone ? "panel breach-factor" : "panel breach-factor missing"}
              aria-labelledby={`factor-${name}`}
            >
              <header>
                <h3 id={`factor-${name}`}>{title}</h3>
                <span className="cite muted">{cite}</span>
                <span className="push">
                  {isDone ? (
                    <span className="strong">{is === "lower" ? "Lower" : "Higher"}</span>
                  ) : (
                    <Chip tone="act" icon={IconCircleDashed}>
                      No finding yet
                    </Chip>
                  )}
                </span>
              </header>
              <div className="in">
                <p className="rule">{rule}</p>
                {typeof facts === "string" ? <p className="lines-kept">{facts}</p> : null}
              </div>
              {isDone || !mayAmend || state !== "presumed" ? null : (
                <footer className="no-print">
                  <LinkButton to="/submissions/$submission/edit" params={{ submission: id }}>
                    Record the finding
                  </LinkButton>
                </footer>
              )}
            </section>
          );
        })}
      </div>
    </>
  );
}
