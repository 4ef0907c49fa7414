// SPDX-License-Identifier: Apache-2.0
// Risks: the register with where the analysis stands, each analysis, and its report.
import { createRoute } from "@tanstack/react-router";
import { lazyPage } from "../lazy-page.ts";
import { listSearch } from "../search.ts";
import { inside } from "./root.tsx";

const risksRoute = createRoute({
  ...inside("/risks"),
  staticData: { title: "Risks" },
  validateSearch: listSearch("level", "answer", "state", "cell", "changes.find", "changes.sort", "analyses.find", "analyses.sort"),
  component: lazyPage(() => import("../page/risk/risks-page.tsx"), "RisksPage"),
});

const riskAnalysisRoute = createRoute({
  ...inside("/risks/analyses/$analysis"),
  staticData: { title: "Risk analysis" },
  validateSearch: listSearch("decision", "asset", "class"),
  component: lazyPage(() => import("../page/risk/analysis-page.tsx"), "RiskAnalysisPage"),
});

const riskReportRoute = createRoute({
  ...inside("/risks/analyses/$analysis/report"),
  staticData: { title: "Report of a risk analysis" },
  component: lazyPage(() => import("../page/risk/report-page.tsx"), "RiskReportPage"),
});

export const riskRoutes = [risksRoute, riskAnalysisRoute, riskReportRoute] as const;
