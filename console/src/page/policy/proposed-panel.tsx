// SPDX-License-Identifier: Apache-2.0
// What is proposed and waits for an official: several can be approved at once, or rejected with one reason.
import { Button } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useMemo, useState, type ReactNode } from "react";
import { rejectPolicy, type Policy, type PolicyVersion } from "../../api/policy.ts";
import { Tick } from "../../part/form/tick.tsx";
import { HrefLink } from "../../part/link-button.tsx";
import { Chip, Tag } from "../../part/status/chip.tsx";
import type { Column } from "../../part/table/data-table.tsx";
import { ListPanel } from "../../part/table/list-panel.tsx";
import { mapped, type Listed } from "../../part/table/list.tsx";
import type { Narrowing } from "../../part/table/narrow.ts";
import { useSession } from "../../session/session-context.ts";
import { ApproveDialog } from "./approve-dialog.tsx";
import { useOpened } from "./opened-texts.ts";
import { SayDialog } from "./say-dialog.tsx";

type Line = { readonly policy: Policy; readonly version: PolicyVersion };

const linesOf = (policies: readonly Policy[]): readonly Line[] =>
  policies.flatMap((policy): Line[] => (policy.proposed === null ? [] : [{ policy, version: policy.proposed }]));

const NARROWING: Narrowing<Line> = {
  fields: {
    title: ({ version }) => version.title,
    summary: ({ version }) => version.summary,
    version: ({ version }) => version.version,
    proposed_by: ({ policy }) => policy.proposedByName ?? "the operator",
  },
  also: { proposed_at: ({ version }) => version.proposedAt, sha256: ({ version }) => version.sha256 },
};

export function ProposedPanel({ of: listed }: { of: Listed<Policy> }): ReactNode {
  const opened = useOpened();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [act, setAct] = useState<"approve" | "reject" | null>(null);
  const { user } = useSession();
  const lines = useMemo(() => linesOf(listed.rows), [listed.rows]);
  const versions = lines.map(({ version }) => version).filter(({ id }) => chosen.has(id));
  if (lines.length === 0) return null;
  const toggle = (id: string, on: boolean): void => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const close = (): void => {
    setAct(null);
    setChosen(new Set());
  };
  const notYet = versions.length === 0 ? { "aria-disabled": true, title: "Tick what you decide on first." } : {};
  return (
    <>
      <ListPanel
        of={mapped(listed, lines, linesOf)}
        name="proposed"
        title="Proposed"
        note={`${lines.length} to decide on`}
        file="policies-proposed"
        findSays="Find by title, summary or person"
        narrowing={NARROWING}
        height="tall"
        columns={columnsFor({ chosen, opened, toggle, own: user.id })}
        rowKey={({ version }) => version.id}
        empty={null}
        renderAbove={(rows) => (
          <div className="tick-all">
            <Tick
              label="All"
              checked={rows.length > 0 && rows.every(({ version }) => chosen.has(version.id))}
              onChecked={(on) => setChosen(new Set(on ? rows.map(({ version }) => version.id) : []))}
            />
          </div>
        )}
        action={
          <>
            <Button size="xs" onClick={() => (versions.length === 0 ? undefined : setAct("reject"))} {...notYet}>
              Reject
            </Button>
            <Button size="xs" variant="filled" onClick={() => (versions.length === 0 ? undefined : setAct("approve"))} {...notYet}>
              {versions.length === 0 ? "Approve" : `Approve ${versions.length}`}
            </Button>
          </>
        }
      />
      {act === "approve" ? <ApproveDialog versions={versions} onClose={close} /> : null}
      {act === "reject" ? (
        <SayDialog
          title={versions.length === 1 ? `Reject ${versions[0]?.title ?? ""}` : `Reject ${versions.length} versions`}
          says="What is in force stays in force. Whoever proposed it sees the reason."
          label="Why"
          name="reason"
          lengthMin={3}
          verb="Reject"
          act={(reason) => rejectAll(versions, reason)}
          onClose={close}
        />
      ) : null}
    </>
  );
}

async function rejectAll(versions: readonly PolicyVersion[], reason: string): Promise<void> {
  for (const { id } of versions) await rejectPolicy(id, reason);
}

type Marks = {
  readonly chosen: ReadonlySet<string>;
  readonly opened: ReadonlySet<string>;
  readonly toggle: (id: string, on: boolean) => void;
  readonly own: string;
};

const columnsFor = ({ chosen, opened, toggle, own }: Marks): readonly Column<Line>[] => [
  {
    key: "chosen",
    head: "Decide",
    width: "4.5rem",
    stack: "1 / 2",
    cell: ({ version }) => (
      <input
        type="checkbox"
        className="row-tick"
        aria-label={`Decide on ${version.title}`}
        checked={chosen.has(version.id)}
        onChange={({ currentTarget }) => toggle(version.id, currentTarget.checked)}
      />
    ),
  },
  {
    key: "title",
    head: "Policy",
    stack: "1 / 1",
    cell: ({ policy, version }) => (
      <span className="two-lines">
        <HrefLink href={`/policies/${policy.policy}?version=${version.id}`} className="cut" title={version.title}>
          {version.title}
        </HrefLink>
        <span className="cut small muted" title={version.summary}>
          {version.summary}
        </span>
      </span>
    ),
  },
  {
    key: "version",
    head: "Version",
    width: "9rem",
    stack: "2 / 1",
    cell: ({ policy, version }) => (
      <span className="first">
        <span className="mono">{version.version}</span>
        <span className="small muted">{policy.inForce === null ? "the first" : `after ${policy.inForce.version}`}</span>
      </span>
    ),
  },
  {
    key: "proposed_by",
    head: "Proposed by",
    width: "18%",
    stack: "3 / 1",
    cell: ({ policy, version }) =>
      version.proposedBy === own ? (
        <span title="Another official approves what you proposed">
          <Tag>You proposed it</Tag>
        </span>
      ) : (
        <span className="cut muted">{policy.proposedByName ?? "the operator"}</span>
      ),
  },
  {
    key: "opened",
    head: "Read",
    width: "8.5rem",
    stack: "2 / 2",
    cell: ({ version }) =>
      opened.has(version.id) ? (
        <Chip tone="plain" icon={IconEye}>
          Opened
        </Chip>
      ) : (
        <Tag>Not opened</Tag>
      ),
  },
];
