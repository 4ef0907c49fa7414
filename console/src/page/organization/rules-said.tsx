// SPDX-License-Identifier: Apache-2.0
import { IconScale } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Organization } from "../../api/organization.ts";
import { Cite } from "../../part/cite.tsx";
import { Chip } from "../../part/status/chip.tsx";

export const ENTITY_SAYS: Readonly<Record<string, string>> = {
  "covered-entity": "Covered entity",
  "business-associate": "Business associate",
  both: "Covered entity and business associate",
};

type Rules = NonNullable<Organization["rules"]>;

/** What the profile's answers come to: which rules, why, and what to ask counsel about. */
export function RulesSaid({ of: { entity, reasons, counsel } }: { of: Rules }): ReactNode {
  return (
    <div className="stack loose">
      <p>
        <strong>{entity === null ? "By these answers alone, none of the rules binds you." : (ENTITY_SAYS[entity] ?? entity)}</strong>
        {entity === null ? " Until counsel has confirmed that, every requirement is judged as if it did." : ""}
      </p>
      {reasons.length === 0 ? null : (
        <ul className="reasons" aria-label="Why">
          {reasons.map(({ says, cite }) => (
            <li key={says}>
              {says} <Cite of={cite} />
            </li>
          ))}
        </ul>
      )}
      {counsel.length === 0 ? null : (
        <div className="stack">
          <span>
            <Chip tone="soon" icon={IconScale}>
              Ask counsel
            </Chip>
          </span>
          <ul className="reasons" aria-label="Ask counsel about">
            {counsel.map(({ says, cite }) => (
              <li key={says}>
                {says} <Cite of={cite} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
