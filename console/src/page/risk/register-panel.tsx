// SPDX-License-Identifier: Apache-2.0
import { IconShieldExclamation } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Risk } from "../../api/risk.ts";
import { HrefLink, LinkButton } from "../../part/link-button.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { StateChip } from "../../part/status/state-chip.tsx";
import type { Column } from "../../part/table/data-table.tsx";
import { ListPanel } from "../../part/table/list-panel.tsx";
import type { Listed } from "../../part/table/list.tsx";
import { When } from "../../part/when.tsx";
import { LevelChip } from "./level-chip.tsx";
import { REGISTER, treatmentSays } from "./risk-words.ts";

/** Every risk that was not discarded, the highest first. */
export function RegisterPanel({ of, mayFile }: { of: Listed<Risk>; mayFile: boolean }): ReactNode {
  return (
    <ListPanel
      of={of}
      title="Register"
      file="risks"
      findSays="Find by risk, asset, threat or owner"
      narrowing={REGISTER}
      columns={COLUMNS}
      rowKey={({ id }) => id}
      height="tall"
      keys
      {...(mayFile
        ? {
            action: (
              <LinkButton size="xs" to="/forms/$form/new" params={{ form: "risk-entry" }} search={{}}>
                Add a risk
              </LinkButton>
            ),
          }
        : {})}
      empty={
        <Empty
          kind="not-set-up"
          icon={IconShieldExclamation}
          title="No risks yet"
          says="The analysis files them: each line that is a risk comes here, filled in from the library."
          cite="164.308(a)(1)(ii)(A)"
        />
      }
    />
  );
}

const COLUMNS: readonly Column<Risk>[] = [
  { key: "score", head: "Now", width: "9rem", stack: "1 / 1", cell: ({ now }) => <LevelChip of={now} /> },
  {
    key: "name",
    head: "Risk",
    stack: "2 / 1 / 3 / 3",
    cell: ({ id, name, asset, inherent }) => (
      <span className="two-lines">
        <HrefLink href={`/submissions/${id}`} row className="cut" title={name}>
          {name}
        </HrefLink>
        <span className="small muted cut">
          {asset?.name ?? "What it was a risk to is gone"}
          {inherent === null ? "" : `; ${inherent.score} without safeguards`}
        </span>
      </span>
    ),
  },
  {
    key: "treatment",
    head: "Treatment",
    width: "14rem",
    stack: "3 / 1 / 4 / 3",
    says: true,
    cell: ({ id, treatment, acceptance, unanswered }) => (
      <span className="two-lines">
        <span className="row wrap">
          {treatmentSays(treatment)}
          {unanswered === null || acceptance?.standing === "waiting" ? null : (
            <HrefLink href={`/forms/risk-acceptance/new?about=${id}`}>Ask for acceptance</HrefLink>
          )}
        </span>
        <span className="small muted cut" title={unanswered ?? acceptance?.why ?? undefined}>
          {unanswered ??
            (acceptance === null ? "" : `Acceptance ${acceptance.standing}${acceptance.why === null ? "" : `: ${acceptance.why}`}`)}
        </span>
      </span>
    ),
  },
  {
    key: "owner",
    head: "Owner",
    width: "10rem",
    stack: "4 / 1 / 5 / 3",
    says: true,
    cell: ({ ownerName }) => <span className="cut">{ownerName ?? "nobody yet"}</span>,
  },
  {
    key: "due_on",
    head: "Due",
    width: "9rem",
    stack: "5 / 1 / 6 / 3",
    says: true,
    cell: ({ dueOn, isLate }) =>
      dueOn === null ? (
        <span className="muted">no day</span>
      ) : (
        <span>
          <When at={dueOn} as="date" />
          {isLate ? <strong className="small"> late</strong> : null}
        </span>
      ),
  },
  { key: "state", head: "State", width: "9.5rem", stack: "1 / 2", cell: ({ state }) => <StateChip is={state} /> },
];
