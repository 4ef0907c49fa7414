// SPDX-License-Identifier: Apache-2.0
// The report of an analysis, as it was approved; until then as it would be now. It prints as it stands.
import { ActionIcon, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { IconPrinter } from "@tabler/icons-react";
import { useMemo, type ReactNode } from "react";
import { reportHref, reportQuery } from "../../api/risk.ts";
import { Glyph } from "../../part/glyph.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { Notice } from "../../part/say/notice.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { PageHead } from "../../shell/page-head.tsx";
import { date } from "../../time/times.ts";

export function RiskReportPage(): ReactNode {
  const { analysis } = useParams({ from: "/inside/risks/analyses/$analysis/report" });
  const report = useQuery(reportQuery(analysis));
  const html = report.data?.html;
  const made = useMemo(() => ({ __html: html === undefined ? "" : withoutTitle(html) }), [html]);
  return (
    <main id="main" tabIndex={-1} className="risk-report">
      <PageHead
        crumbs={<Link to="/risks">Risks</Link>}
        title={report.data === undefined ? "Risk analysis" : `Risk analysis of ${date(report.data.asOf)}`}
        actions={
          <>
            <ActionIcon aria-label="Print" title="Print" onClick={() => window.print()}>
              <Glyph of={IconPrinter} />
            </ActionIcon>
            <Button component="a" href={reportHref(analysis)} download>
              Download the PDF
            </Button>
          </>
        }
      />
      {report.data === undefined ? (
        report.isPending ? (
          <Waiting lines={16} />
        ) : (
          <Empty kind="failed" error={report.error} onRetry={() => void report.refetch()} />
        )
      ) : (
        <div className="stack loose">
          {report.data.approvedAt === null ? (
            <Notice tone="act" title="A draft.">
              It is not approved yet: this is how the report would read now.
            </Notice>
          ) : null}
          <div className="policy-text" dangerouslySetInnerHTML={made} />
        </div>
      )}
    </main>
  );
}

/** The page has its own first heading; the server's HTML is safe as it is (program/document/render/html.ts). */
const withoutTitle = (html: string): string => html.replace(/<h1[^>]*>[\s\S]*?<\/h1>/, "");
