// SPDX-License-Identifier: Apache-2.0
// What was sent to people by mail, or would have been.
import { Button } from "@mantine/core";
import { IconAlertCircle, IconCircleCheck, IconCircleDashed, IconRefresh } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { mailQuery, type Mail } from "../../api/notification.ts";
import { Glyph } from "../../part/glyph.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { Chip } from "../../part/status/chip.tsx";
import type { Column } from "../../part/table/data-table.tsx";
import { ListPanel } from "../../part/table/list-panel.tsx";
import { useList } from "../../part/table/list.tsx";
import type { Narrowing } from "../../part/table/narrow.ts";
import { When } from "../../part/when.tsx";
import { PageHead } from "../../shell/page-head.tsx";
import { plural } from "../../time/times.ts";

export function OutboxPage(): ReactNode {
  const mail = useList(mailQuery);
  return (
    <main id="main" tabIndex={-1}>
      <PageHead
        title="Outbox"
        says={
          <>
            What people are told by mail: titles and days, never PHI. Without <code>PART164_SMTP_URL</code> nothing leaves, and it waits
            here.
          </>
        }
        actions={
          <Button onClick={mail.again} loading={mail.isReading}>
            <Glyph of={IconRefresh} />
            Read again
          </Button>
        }
      />
      <ListPanel
        of={mail}
        title="Mail"
        file="outbox"
        findSays="Find by person or subject"
        narrowing={NARROWING}
        columns={COLUMNS}
        rowKey={({ id }) => id}
        height="tall"
        empty={<Empty kind="nothing-due" title="No mail yet" says="Whoever has tasks that are due is told once a day." />}
      />
    </main>
  );
}

const stateOf = ({ sentAt, problem }: Mail): string => (sentAt !== null ? "Sent" : problem === null ? "Waits" : "Not sent");

const NARROWING: Narrowing<Mail> = {
  fields: {
    state: stateOf,
    to: ({ name }) => name,
    subject: ({ subject }) => subject,
    attempts: ({ attempts }) => attempts,
    made_at: ({ madeAt }) => madeAt,
  },
  also: { sent_at: ({ sentAt }) => sentAt, problem: ({ problem }) => problem },
  filters: [
    { field: "state", label: "State", all: "All states", choices: ["Sent", "Waits", "Not sent"].map((value) => ({ value, label: value })) },
  ],
  start: "-made_at",
};

function State({ of: { sentAt, problem } }: { of: Mail }): ReactNode {
  if (sentAt !== null)
    return (
      <Chip tone="plain" icon={IconCircleCheck}>
        Sent
      </Chip>
    );
  return problem === null ? (
    <Chip tone="open" icon={IconCircleDashed}>
      Waits
    </Chip>
  ) : (
    <Chip tone="harm" icon={IconAlertCircle}>
      Not sent
    </Chip>
  );
}

const COLUMNS: readonly Column<Mail>[] = [
  { key: "state", head: "State", width: "7.5rem", stack: "1 / 1", cell: (mail) => <State of={mail} /> },
  { key: "to", head: "To", width: "20%", stack: "3 / 1 / 4 / 3", says: true, cell: ({ name }) => <span className="cut">{name}</span> },
  {
    key: "subject",
    head: "What",
    stack: "2 / 1 / 3 / 3",
    cell: ({ subject, body }) => (
      <details className="mail">
        <summary>{subject}</summary>
        <p className="lines-kept small">{body}</p>
      </details>
    ),
  },
  {
    key: "attempts",
    head: "Tried",
    width: "14rem",
    stack: "4 / 1 / 5 / 3",
    says: true,
    cell: ({ sentAt, attempts, problem }) => (
      <span className="two-lines">
        <span>
          {sentAt === null ? (
            attempts === 0 ? (
              <span className="muted">not tried</span>
            ) : (
              plural(attempts, "time")
            )
          ) : (
            <When at={sentAt} as="moment" />
          )}
        </span>
        {problem === null ? null : <span className="small harm">{problem}</span>}
      </span>
    ),
  },
  {
    key: "made_at",
    head: "Made",
    width: "7rem",
    end: true,
    stack: "1 / 2",
    cell: ({ madeAt }) => <When at={madeAt} className="muted nowrap" />,
  },
];
