// SPDX-License-Identifier: Apache-2.0
// What can be shown to somebody outside: the gap report, and packages that an auditor verifies without trusting us.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { IconDownload } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { reportQuery, type Report } from "../../api/report.ts";
import { VERDICTS } from "../../api/verdict.ts";
import { Waiting } from "../../part/table/data-table.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { Glyph } from "../../part/glyph.tsx";
import { Panel } from "../../part/panel.tsx";
import { save } from "../../part/save.ts";
import { VerdictBar, VerdictLegend } from "../../part/status/verdict-bar.tsx";
import { When } from "../../part/when.tsx";
import { useMay } from "../../session/session-context.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { InheritancePanel } from "./inheritance-panel.tsx";
import { PackagesPanel } from "./packages-panel.tsx";

export function ReportsPage(): ReactNode {
  const mayInherit = useMay("report.inheritance.read");
  return (
    <main id="main" tabIndex={-1}>
      <PageHead
        title="Reports"
        says="What you show to an auditor, a customer or a regulator. Every verdict can be recomputed from the package alone."
      />
      <div className="reports">
        <div>
          <PackagesPanel />
          {mayInherit ? <InheritancePanel /> : null}
        </div>
        <div>
          <GapPanel />
        </div>
      </div>
    </main>
  );
}

function GapPanel(): ReactNode {
  const report = useQuery(reportQuery);
  return (
    <Panel
      title="Gap report"
      padded={report.data !== undefined}
      action={
        <Link to="/requirements" search={{}}>
          Requirements
        </Link>
      }
    >
      {report.isPending ? (
        <Waiting />
      ) : report.data === undefined ? (
        <Empty kind="failed" error={report.error} onRetry={() => void report.refetch()} />
      ) : (
        <Gap of={report.data} />
      )}
    </Panel>
  );
}

function Gap({ of: report }: { of: Report }): ReactNode {
  const all = VERDICTS.reduce((sum, verdict) => sum + (report.totals[verdict] ?? 0), 0);
  return (
    <div className="stack loose">
      <div className="stack">
        <p>
          <strong>{report.totals.met ?? 0}</strong>{" "}
          <span className="muted">
            of {all} paragraphs met by evidence, judged <When at={report.asOf} as="moment" />.
          </span>
        </p>
        <VerdictBar totals={report.totals} />
        <VerdictLegend totals={report.totals} />
      </div>
      <div className="row wrap">
        <Button onClick={() => save(`part164-report-${report.asOf.slice(0, 10)}.json`, JSON.stringify(report, null, 2))}>
          <Glyph of={IconDownload} />
          Save as JSON
        </Button>
      </div>
      <p className="hint">The same as npx part164 report. It says what evidence shows; it is not legal advice.</p>
    </div>
  );
}
