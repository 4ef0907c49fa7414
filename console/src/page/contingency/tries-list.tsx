// SPDX-License-Identifier: Apache-2.0
// Everything that tried the plans: tests, restores by people, and the drills that this system does with its own backups.
import { IconAlertCircle, IconAlertTriangle, IconCircleCheck, IconCircleDashed, type Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Try } from "../../api/contingency.ts";
import { HrefLink, LinkButton } from "../../part/link-button.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { Chip, type Tone } from "../../part/status/chip.tsx";
import type { Column } from "../../part/table/data-table.tsx";
import { ListPanel } from "../../part/table/list-panel.tsx";
import type { Listed } from "../../part/table/list.tsx";
import type { Narrowing } from "../../part/table/narrow.ts";
import { When } from "../../part/when.tsx";
import { useMay } from "../../session/session-context.ts";
import { RESULT_SAYS, TRY_SAYS } from "./contingency-words.ts";

export function TriesList({ of: listed }: { of: Listed<Try> }): ReactNode {
  const may = useMay("program.plan.draft");
  return (
    <ListPanel
      of={listed}
      name="tries"
      title="Tests and drills"
      file="contingency-tests"
      findSays="Find by scenario, backup or result"
      narrowing={TRIES}
      columns={COLUMNS}
      rowKey={({ id }) => id}
      height="tall"
      action={
        may ? (
          <LinkButton size="xs" to="/forms/$form/new" params={{ form: "restore-test" }} search={{}}>
            File a restore test
          </LinkButton>
        ) : undefined
      }
      empty={
        <Empty
          kind="nothing-due"
          title="Nothing was tried yet"
          says="Drills of this system's own backups appear here by themselves, every week."
        />
      }
    />
  );
}

const TRIES: Narrowing<Try> = {
  fields: {
    result: ({ result }) => RESULT_SAYS[result],
    what: ({ title }) => title,
    kind: ({ kind }) => TRY_SAYS[kind],
    on: ({ on }) => on,
  },
  also: { says: ({ says }) => says, state: ({ state }) => state, id: ({ id }) => id },
  filters: [
    { field: "kind", label: "What", all: "All" },
    { field: "result", label: "Result", all: "All results" },
  ],
};

const CHIPS: Readonly<Record<Try["result"], readonly [Tone, Icon]>> = {
  good: ["plain", IconCircleCheck],
  part: ["soon", IconAlertTriangle],
  bad: ["harm", IconAlertCircle],
  open: ["open", IconCircleDashed],
};

const COLUMNS: readonly Column<Try>[] = [
  {
    key: "result",
    head: "Result",
    width: "9.5rem",
    stack: "1 / 1",
    cell: ({ result }) => {
      const [tone, icon] = CHIPS[result];
      return (
        <Chip tone={tone} icon={icon}>
          {RESULT_SAYS[result]}
        </Chip>
      );
    },
  },
  {
    key: "what",
    head: "What was tried",
    stack: "2 / 1 / 3 / 3",
    cell: ({ href, title, says }) => (
      <span className="two-lines">
        <HrefLink href={href} row className="cut" title={title}>
          {title}
        </HrefLink>
        <span className="small muted cut">{says}</span>
      </span>
    ),
  },
  { key: "kind", head: "Kind", width: "8rem", stack: "3 / 1", cell: ({ kind }) => <span className="muted">{TRY_SAYS[kind]}</span> },
  {
    key: "on",
    head: "On",
    width: "9rem",
    stack: "1 / 2",
    cell: ({ on }) => (on === null ? <span className="muted">not said</span> : <When at={on} as="date" className="muted" />),
  },
];
