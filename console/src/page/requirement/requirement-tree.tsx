// SPDX-License-Identifier: Apache-2.0
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { VerdictBar } from "../../part/status/verdict-bar.tsx";
import { isVacated, SUBPART_SAYS, totalsOf, type Section } from "./requirement-words.ts";

const SUBPARTS = ["C", "D", "E"] as const;

/** The sections of the three rules, each with its totals. */
export function RequirementTree({ sections, chosen }: { sections: readonly Section[]; chosen: string | undefined }): ReactNode {
  return (
    <nav className="tree" aria-label="Sections of Part 164">
      <Link from="/requirements" to="/requirements" search={(old) => ({ ...old, section: undefined })} {...current(chosen === undefined)}>
        All of Part 164
      </Link>
      {SUBPARTS.map((subpart) => (
        <div key={subpart}>
          <h2>
            Subpart {subpart} <span className="muted plain">{SUBPART_SAYS[subpart]}</span>
          </h2>
          <ul>
            {sections
              .filter((section) => section.subpart === subpart)
              .map((section) => (
                <li key={section.section}>
                  <SectionLink of={section} isChosen={section.section === chosen} />
                </li>
              ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

// The router marks every link of the page it is on; here only one section is current.
const current = (is: boolean) => ({ activeProps: {}, "aria-current": is ? ("true" as const) : undefined });

function SectionLink({ of: { section, title, items }, isChosen }: { of: Section; isChosen: boolean }): ReactNode {
  const counted = items.filter((item) => !isVacated(item));
  const totals = totalsOf(items);
  const applicable = counted.length - (totals["not-applicable"] ?? 0);
  const isGone = counted.length === 0;
  return (
    <Link from="/requirements" to="/requirements" search={(old) => ({ ...old, section })} title={title} {...current(isChosen)}>
      <span className={isGone ? "mono vacated" : "mono"}>{section}</span>
      {isGone ? null : <VerdictBar totals={totals} tiny />}
      <span className={isGone ? "of small muted push" : "of small muted"}>
        {isGone ? "vacated" : applicable === 0 ? "n/a" : `${totals.met ?? 0}/${applicable}`}
      </span>
    </Link>
  );
}
