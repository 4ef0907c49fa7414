// SPDX-License-Identifier: Apache-2.0
// The rooms for what may happen and what did: risks, partners, reviews, incidents, contingency, cases.
import { createRoute } from "@tanstack/react-router";
import { lazyPage } from "../lazy-page.ts";
import { listSearch, only, text, type Search } from "../search.ts";
import { inside } from "./root.tsx";

export const incidentsRoute = createRoute({
  ...inside("/incidents"),
  staticData: { title: "Incidents" },
  validateSearch: listSearch("state", "breaches.find", "breaches.sort", "breaches.state", "breaches.yearly_list"),
  component: lazyPage(() => import("../page/incident/incidents-page.tsx"), "IncidentsPage"),
});

export const breachRoute = createRoute({
  ...inside("/breaches/$breach"),
  staticData: { title: "Breach assessment" },
  component: lazyPage(() => import("../page/incident/breach-page.tsx"), "BreachPage"),
});

export const privacyRoute = createRoute({
  ...inside("/privacy"),
  staticData: { title: "Privacy cases" },
  validateSearch: listSearch("kind", "waits"),
  component: lazyPage(() => import("../page/privacy/privacy-page.tsx"), "PrivacyPage"),
});

export const caseRoute = createRoute({
  ...inside("/privacy/cases/$submission"),
  staticData: { title: "Case" },
  component: lazyPage(() => import("../page/privacy/case-page.tsx"), "CasePage"),
});

export const noticeRoute = createRoute({
  ...inside("/privacy/notice"),
  staticData: { title: "Notice of privacy practices" },
  validateSearch: (search: Search) => only({ notice: text(search["notice"]) }),
  component: lazyPage(() => import("../page/privacy/notice-page.tsx"), "NoticePage"),
});

export const devicesRoute = createRoute({
  ...inside("/devices"),
  staticData: { title: "Devices" },
  validateSearch: listSearch("state", "kind", "evidence", "keys.find", "keys.sort", "keys.kind", "places.find", "places.sort"),
  component: lazyPage(() => import("../page/device/devices-page.tsx"), "DevicesPage"),
});

export const deviceRoute = createRoute({
  ...inside("/devices/$device"),
  staticData: { title: "Device" },
  validateSearch: (search: Search) => only({ on: text(search["on"]) }),
  component: lazyPage(() => import("../page/device/device-page.tsx"), "DevicePage"),
});

export const associatesRoute = createRoute({
  ...inside("/associates"),
  staticData: { title: "Vendors and customers" },
  validateSearch: listSearch("role", "contract", "review"),
  component: lazyPage(() => import("../page/associate/associates-page.tsx"), "AssociatesPage"),
});

export const associateRoute = createRoute({
  ...inside("/associates/$party"),
  staticData: { title: "Vendor or customer" },
  component: lazyPage(() => import("../page/associate/associate-page.tsx"), "AssociatePage"),
});

export const contingencyRoute = createRoute({
  ...inside("/contingency"),
  staticData: { title: "Contingency" },
  validateSearch: listSearch(
    "systems.find",
    "systems.sort",
    "systems.criticality",
    "tries.find",
    "tries.sort",
    "tries.kind",
    "tries.result",
  ),
  component: lazyPage(() => import("../page/contingency/contingency-page.tsx"), "ContingencyPage"),
});

export const planRoute = createRoute({
  ...inside("/contingency/$plan"),
  staticData: { title: "Contingency plan" },
  component: lazyPage(() => import("../page/contingency/plan-page.tsx"), "PlanPage"),
});

export const responseRoutes = [
  associatesRoute,
  associateRoute,
  incidentsRoute,
  breachRoute,
  contingencyRoute,
  planRoute,
  devicesRoute,
  deviceRoute,
  privacyRoute,
  caseRoute,
  noticeRoute,
] as const;
