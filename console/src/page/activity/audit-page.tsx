// SPDX-License-Identifier: Apache-2.0
// What an approved search found: exactly that person's entries in exactly those days. Opening the page is a look, and is recorded.
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { auditEntriesQuery, type AuditEntry } from "../../api/activity.ts";
import { submissionQuery } from "../../api/form.ts";
import { HrefButton } from "../../part/link-button.tsx";
import { useDirectory } from "../../part/question/directory.ts";
import { Empty } from "../../part/say/empty.tsx";
import { Notice } from "../../part/say/notice.tsx";
import { Facts } from "../../part/facts.tsx";
import { Panel } from "../../part/panel.tsx";
import { Waiting, type Column } from "../../part/table/data-table.tsx";
import { ListPanel } from "../../part/table/list-panel.tsx";
import { useList } from "../../part/table/list.tsx";
import type { Narrowing } from "../../part/table/narrow.ts";
import { When } from "../../part/when.tsx";
import { PageHead } from "../../shell/page-head.tsx";
import { date } from "../../time/times.ts";
import { outcomeSays } from "../ledger/entry-words.ts";

export function AuditPage(): ReactNode {
  const { submission } = useParams({ from: "/inside/activity/for-cause/$submission" });
  const { nameOf } = useDirectory();
  const read = useQuery(submissionQuery(submission));
  const { data } = read;
  const says = (name: string): string => (typeof data?.answers[name] === "string" ? data.answers[name] : "");
  return (
    <main id="main" tabIndex={-1}>
      <PageHead
        crumbs={<Link to="/activity/for-cause">Searches for cause</Link>}
        title="What the search found"
        says="One person’s entries in the approved days, of all logs. Each look is recorded."
        {...(data === undefined ? {} : { actions: <HrefButton href={`/submissions/${submission}`}>The request</HrefButton> })}
      />
      {data === undefined ? (
        read.isPending ? (
          <Waiting lines={8} />
        ) : (
          <Empty kind="failed" error={read.error} onRetry={() => void read.refetch()} />
        )
      ) : (
        <div className="stack loose">
          <Panel title="What was approved" padded>
            <Facts
              of={[
                ["Reason", data.title],
                ["Whose activity", nameOf(data.about)],
                ["Days", says("from") === says("to") ? date(says("from")) : `${date(says("from"))} to ${date(says("to"))}`],
                ["What is looked at", says("what")],
              ]}
            />
          </Panel>
          {data.state === "approved" ? (
            <Entries of={submission} />
          ) : (
            <Notice tone="plain" title={data.state === "asked" ? "Nobody has approved it yet." : "The search is over."}>
              {data.state === "asked" ? "Another official decides on the request." : "Its report stands with the request."}
            </Notice>
          )}
        </div>
      )}
    </main>
  );
}

function Entries({ of: submission }: { of: string }): ReactNode {
  const listed = useList(auditEntriesQuery(submission));
  return (
    <ListPanel
      of={listed}
      title="Entries"
      file="search-for-cause"
      findSays="Find by act, log or outcome"
      narrowing={NARROWING}
      columns={COLUMNS}
      rowKey={({ event }) => event}
      height="tall"
      empty={<Empty kind="nothing-due" title="No entry in these days" says="That nothing was found is written into the report, too." />}
    />
  );
}

const NARROWING: Narrowing<AuditEntry> = {
  fields: {
    at: ({ at }) => at,
    act: ({ says }) => says,
    outcome: ({ outcome }) => outcomeSays(outcome),
    log: ({ logName }) => logName,
    purpose: ({ purpose }) => purpose,
  },
  also: { entry: ({ event }) => event },
  filters: [{ field: "outcome", label: "Outcome", all: "All outcomes" }],
};

const COLUMNS: readonly Column<AuditEntry>[] = [
  { key: "at", head: "When", width: "13rem", stack: "1 / 1", cell: ({ at }) => <When at={at} as="moment" /> },
  { key: "act", head: "What", stack: "2 / 1 / 3 / 3", cell: ({ says }) => says },
  { key: "outcome", head: "Outcome", width: "9rem", stack: "3 / 1", cell: ({ outcome }) => outcomeSays(outcome) },
  {
    key: "log",
    head: "Log and purpose",
    stack: "4 / 1 / 5 / 3",
    cell: ({ logName, purpose, individual }) => (
      <span className="two-lines">
        <span className="cut">{[logName, purpose].filter((one) => one !== null).join(", ")}</span>
        {individual === null ? null : <span className="small muted mono cut">{individual}</span>}
      </span>
    ),
  },
];
