// SPDX-License-Identifier: Apache-2.0
// The three plans: whether each is in force, why it is stale, where it lies on paper.
import { Link } from "@tanstack/react-router";
import { IconCircleCheck, IconCircleDashed, IconCircleDot, IconAlertTriangle, type Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { PlanShown } from "../../api/contingency.ts";
import { Cite } from "../../part/cite.tsx";
import { HrefLink } from "../../part/link-button.tsx";
import { Panel } from "../../part/panel.tsx";
import { Chip, type Tone } from "../../part/status/chip.tsx";
import { When } from "../../part/when.tsx";
import { draftOf, planState } from "./contingency-words.ts";
import { DraftButton } from "./draft-button.tsx";

const CHIPS: Readonly<Record<ReturnType<typeof planState>, readonly [Tone, Icon, string]>> = {
  "in force": ["plain", IconCircleCheck, "In force"],
  stale: ["soon", IconAlertTriangle, "Stale"],
  "too old": ["soon", IconAlertTriangle, "Not looked at for a year"],
  none: ["harm", IconAlertTriangle, "None"],
  draft: ["open", IconCircleDashed, "Draft"],
  submitted: ["act", IconCircleDot, "Waits for approval"],
};

export function PlanChip({ of: plan }: { of: PlanShown }): ReactNode {
  const [tone, icon, says] = CHIPS[planState(plan)];
  return (
    <Chip tone={tone} icon={icon}>
      {says}
    </Chip>
  );
}

export function PlansPanel({ of: plans }: { of: readonly PlanShown[] }): ReactNode {
  return (
    <Panel title="Plans" note="one of each kind in force">
      <ul className="lines plans">
        {plans.map((plan) => (
          <PlanLine key={plan.kind} of={plan} />
        ))}
      </ul>
    </Panel>
  );
}

function PlanLine({ of: plan }: { of: PlanShown }): ReactNode {
  const { kind, title, cite, inForce, open } = plan;
  const draft = draftOf(kind);
  return (
    <li>
      <div className="stack">
        <div className="row wrap">
          {inForce === null ? (
            <strong>{title}</strong>
          ) : (
            <Link to="/contingency/$plan" params={{ plan: inForce.id }}>
              {title}
            </Link>
          )}
          <PlanChip of={plan} />
          <Cite of={cite} />
        </div>
        {inForce === null ? null : (
          <p className="small muted">
            Approved <When at={inForce.approvedOn} as="date" />, to be looked at again by <When at={inForce.reviewOn} as="date" />.{" "}
            <Printed of={inForce.printed} />
          </p>
        )}
        {inForce === null || inForce.stale.length === 0 ? null : (
          <ul className="reasons" aria-label={`Why it is stale: ${title}`}>
            {inForce.stale.map(({ why, of, says }) => (
              <li key={`${why} ${of}`}>{says}</li>
            ))}
          </ul>
        )}
      </div>
      <div className="row wrap no-print">
        {open === null ? null : (
          <HrefLink href={`/submissions/${open.id}`}>{open.state === "draft" ? "Go on with the draft" : "Look at it"}</HrefLink>
        )}
        {open !== null || draft === null ? null : <DraftButton what={draft}>{inForce === null ? "Draft it" : "Draft it anew"}</DraftButton>}
      </div>
    </li>
  );
}

function Printed({ of: printed }: { of: NonNullable<PlanShown["inForce"]>["printed"] }): ReactNode {
  const [last] = printed;
  if (last === undefined) return "Not on paper yet.";
  return (
    <>
      Printed <When at={last.on} as="date" />: {last.places.map(({ place, keeper }) => `${place} (${keeper})`).join(", ")}.
    </>
  );
}
