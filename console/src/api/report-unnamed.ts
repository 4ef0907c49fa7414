// SPDX-License-Identifier: Apache-2.0
import type { IncidentReport } from "@part164/client/entrance.ts";
import { server } from "./server.ts";

/** Tells what was noticed, without saying by whom. */
export const reportUnnamed = (report: IncidentReport) => server.entrance.reportIncident(report);
