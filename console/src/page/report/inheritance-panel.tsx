// SPDX-License-Identifier: Apache-2.0
// Who does what for each requirement of the Security Rule: what a customer may rely on us for, and what stays theirs.
import { useQuery } from "@tanstack/react-query";
import { IconDownload } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { inheritanceHref, inheritanceQuery, type Inherited } from "../../api/report.ts";
import { VERDICT_SAYS } from "../../api/verdict.ts";
import { Cite } from "../../part/cite.tsx";
import { Glyph } from "../../part/glyph.tsx";
import { Tag } from "../../part/status/chip.tsx";
import { Verdict } from "../../part/status/verdict.tsx";
import type { Column } from "../../part/table/data-table.tsx";
import { ListPanel } from "../../part/table/list-panel.tsx";
import { listedOf } from "../../part/table/list.tsx";
import type { Narrowing } from "../../part/table/narrow.ts";
import { When } from "../../part/when.tsx";

const WHO: Readonly<Record<Inherited["who"], string>> = { us: "We", shared: "Both", customer: "Customer" };

const NARROWING: Narrowing<Inherited> = {
  fields: {
    cite: ({ cite }) => cite,
    title: ({ title }) => title,
    who: ({ who }) => WHO[who],
    us: ({ us }) => us,
    customer: ({ customer }) => customer,
    verdict: ({ verdict }) => VERDICT_SAYS[verdict],
  },
  filters: [
    { field: "who", label: "Who", all: "Whoever" },
    { field: "verdict", label: "Evidence today", all: "All verdicts" },
  ],
};

const COLUMNS: readonly Column<Inherited>[] = [
  {
    key: "cite",
    head: "Paragraph",
    width: "26%",
    stack: "1 / 1 / 2 / 3",
    cell: ({ cite, title }) => (
      <span className="two-lines">
        <Cite of={cite} />
        <span>{title}</span>
      </span>
    ),
  },
  { key: "who", head: "Who", width: "6.5rem", stack: "2 / 1", cell: ({ who }) => <Tag>{WHO[who]}</Tag> },
  {
    key: "what",
    head: "What we do, and what stays with the customer",
    stack: "3 / 1 / 4 / 3",
    cell: ({ us, customer }) => (
      <span className="two-lines">
        {us === "" ? null : <span>{us}</span>}
        {customer === "" ? null : (
          <span className="muted">
            <span className="strong">Customer:</span> {customer}
          </span>
        )}
      </span>
    ),
  },
  { key: "verdict", head: "Evidence today", width: "10.5rem", stack: "2 / 2", cell: ({ verdict }) => <Verdict is={verdict} /> },
];

export function InheritancePanel(): ReactNode {
  const inheritance = useQuery(inheritanceQuery);
  const { data } = inheritance;
  return (
    <ListPanel
      of={listedOf(inheritance, data?.items)}
      title="What customers may rely on"
      file="inheritance"
      findSays="Find by paragraph or word"
      narrowing={NARROWING}
      columns={COLUMNS}
      rowKey={({ cite }) => cite}
      height="tall"
      empty={null}
      action={
        <a className="button" data-size="xs" href={inheritanceHref()} download>
          <span className="button-inner">
            <Glyph of={IconDownload} size={14} />
            Download as PDF
          </span>
        </a>
      }
      {...(data === undefined
        ? {}
        : {
            footer: (
              <span>
                Judged <When at={data.asOf} as="moment" />. It says what evidence shows; the contract with the customer decides.
              </span>
            ),
          })}
    />
  );
}
