// SPDX-License-Identifier: Apache-2.0
// All policies: what is in force, what is proposed, and what the person who looks has still to read.
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { IconBook, IconCircleCheck, IconCircleDot, IconClockHour4, IconFileText, IconLibrary, IconRefresh } from "@tabler/icons-react";
import { useMemo, type ReactNode } from "react";
import { adoptPolicies, policiesQuery, type Policy } from "../../api/policy.ts";
import { Glyph } from "../../part/glyph.tsx";
import { HrefLink, LinkButton } from "../../part/link-button.tsx";
import { Panel } from "../../part/panel.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { Faults } from "../../part/say/faults.tsx";
import { Chip, Tag } from "../../part/status/chip.tsx";
import { Waiting, type Column } from "../../part/table/data-table.tsx";
import { ListPanel } from "../../part/table/list-panel.tsx";
import { listedOf, mapped, type Listed } from "../../part/table/list.tsx";
import type { Narrowing } from "../../part/table/narrow.ts";
import { When } from "../../part/when.tsx";
import { useMay } from "../../session/session-context.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { LIBRARY_POLICIES, nextUnread, progressOf } from "./policy-words.ts";
import { ProposedPanel } from "./proposed-panel.tsx";

export function PoliciesPage(): ReactNode {
  const policies = useQuery(policiesQuery);
  const client = useQueryClient();
  const mayRun = useMay("program.policy.adopt");
  const adopt = useMutation({
    mutationFn: adoptPolicies,
    onSuccess: () => client.invalidateQueries({ queryKey: ["policies"] }),
  });
  const { data } = policies;
  const listed = listedOf(policies, data);
  const hasProposed = data?.some(({ proposed }) => proposed !== null) === true;
  const next = data === undefined ? undefined : nextUnread(data, null);
  const takeUp = { label: "Take up the library", icon: IconLibrary, onAct: () => adopt.mutate() };
  return (
    <main id="main" tabIndex={-1}>
      <PageHead
        title="Policies"
        says="What everybody here is held to. Each version is kept with its hash, who approved it, and from which day it was in force."
        actions={
          <>
            {mayRun && data !== undefined && data.length > 0 ? (
              <TakeUp hasAll={data.length >= LIBRARY_POLICIES} isPending={adopt.isPending} onAct={takeUp.onAct} />
            ) : null}
            {next === undefined ? null : (
              <LinkButton
                variant={mayRun && hasProposed ? "default" : "filled"}
                to="/policies/$policy"
                params={{ policy: next.policy }}
                search={{}}
              >
                <Glyph of={IconBook} />
                Read the next
              </LinkButton>
            )}
          </>
        }
      />
      {policies.isPending ? (
        <Waiting lines={12} />
      ) : data === undefined ? (
        <Empty kind="failed" error={policies.error} onRetry={() => void policies.refetch()} />
      ) : (
        <div className="stack loose">
          <Faults error={adopt.error} />
          {data.length === 0 ? (
            <Panel title="Policies">
              <Empty
                kind="not-set-up"
                icon={IconFileText}
                title="No policy yet"
                says={
                  mayRun
                    ? `The library has ${LIBRARY_POLICIES}, written for organizations such as yours; they are filled in from your profile, then approved.`
                    : "Your officials have not put any in force yet."
                }
                cite="164.316(a)"
                {...(mayRun ? { action: takeUp } : {})}
              />
            </Panel>
          ) : (
            <>
              {mayRun ? <ProposedPanel of={listed} /> : null}
              <InForcePanel of={listed} />
            </>
          )}
        </div>
      )}
    </main>
  );
}

type TakeUpProps = { readonly hasAll: boolean; readonly isPending: boolean; readonly onAct: () => void };

/** Takes up what is left of the library. Once all of it is taken, the same act only fills texts in again where the profile has changed. */
function TakeUp({ hasAll, isPending, onAct }: TakeUpProps): ReactNode {
  return hasAll ? (
    <Button onClick={onAct} loading={isPending} title="Proposes each text that reads otherwise by the profile of today">
      <Glyph of={IconRefresh} />
      Fill in again
    </Button>
  ) : (
    <Button onClick={onAct} loading={isPending} title="Proposes what the library has and you have not">
      <Glyph of={IconLibrary} />
      Take up the library
    </Button>
  );
}

function InForcePanel({ of: listed }: { of: Listed<Policy> }): ReactNode {
  const mayCoverage = useMay("program.acknowledgement.list");
  const columns = useMemo(() => (mayCoverage ? [...COLUMNS, COVERAGE] : COLUMNS), [mayCoverage]);
  const inForce = useMemo(() => bound(listed.rows), [listed.rows]);
  const { done, all } = progressOf(listed.rows);
  return (
    <ListPanel
      of={mapped(listed, inForce, bound)}
      title="In force"
      note={all === 0 ? undefined : `${done} of ${all} acknowledged by you`}
      file="policies"
      findSays="Find by title or version"
      narrowing={mayCoverage ? COVERED : NARROWING}
      columns={columns}
      rowKey={({ policy }) => policy}
      height="tall"
      keys
      empty={
        <Empty
          kind="nothing-due"
          title="Nothing is in force"
          says="A policy binds people from the day that it takes effect, once it is approved."
        />
      }
    />
  );
}

const bound = (policies: readonly Policy[]): readonly Policy[] => policies.filter((one) => one.inForce !== null || one.coming !== null);
const versionOf = ({ inForce, coming }: Policy) => inForce ?? coming;

const NARROWING: Narrowing<Policy> = {
  fields: {
    title: ({ title }) => title,
    version: (policy) => versionOf(policy)?.version ?? null,
    effective_on: (policy) => versionOf(policy)?.effectiveOn ?? null,
    you: ({ inForce, acknowledgedAt }) => (inForce === null ? null : acknowledgedAt === null ? "To be read" : "Acknowledged"),
  },
  also: { review_on: (policy) => versionOf(policy)?.reviewOn ?? null, sha256: (policy) => versionOf(policy)?.sha256 ?? null },
  filters: [{ field: "you", label: "You", all: "Read or not" }],
};

const COVERED: Narrowing<Policy> = {
  ...NARROWING,
  fields: {
    ...NARROWING.fields,
    acknowledged: ({ inForce, acknowledged }) => (inForce === null ? null : acknowledged),
    members: ({ inForce, members }) => (inForce === null ? null : members),
    overdue: ({ inForce, overdue }) => (inForce === null ? null : overdue),
  },
};

const COLUMNS: readonly Column<Policy>[] = [
  {
    key: "title",
    head: "Policy",
    stack: "1 / 1 / 2 / 3",
    cell: ({ policy, title }) => (
      <HrefLink href={`/policies/${policy}`} row className="cut" title={title}>
        {title}
      </HrefLink>
    ),
  },
  {
    key: "version",
    head: "Version",
    width: "11rem",
    stack: "3 / 1",
    cell: ({ inForce, coming }) => (
      <span className="first">
        <span className="mono">{(inForce ?? coming)?.version}</span>
        {inForce === null ? <Tag>From {coming?.effectiveOn}</Tag> : <When at={inForce.effectiveOn} as="date" className="small muted" />}
      </span>
    ),
  },
  {
    key: "you",
    head: "You",
    width: "10.5rem",
    stack: "2 / 1",
    cell: ({ inForce, acknowledgedAt }) =>
      inForce === null ? null : acknowledgedAt === null ? (
        <Chip tone="act" icon={IconCircleDot}>
          To be read
        </Chip>
      ) : (
        <Chip tone="plain" icon={IconCircleCheck}>
          Acknowledged
        </Chip>
      ),
  },
];

const COVERAGE: Column<Policy> = {
  key: "acknowledged",
  head: "Everybody",
  width: "10rem",
  end: true,
  stack: "3 / 2",
  cell: ({ inForce, acknowledged, members, overdue }) =>
    inForce === null ? null : (
      <span className="row coverage">
        {overdue === 0 ? null : (
          <Chip tone="soon" icon={IconClockHour4}>
            {overdue} overdue
          </Chip>
        )}
        <span className="num nowrap">
          {acknowledged} of {members}
        </span>
      </span>
    ),
};
