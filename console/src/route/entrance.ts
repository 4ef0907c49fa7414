// SPDX-License-Identifier: Apache-2.0
// Pages before the sign-in.
import { createRoute } from "@tanstack/react-router";
import { lazyPage } from "../lazy-page.ts";
import { only, text, type Search } from "../search.ts";
import { rootRoute } from "./root.tsx";

export const setUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/setup",
  staticData: { title: "Set up" },
  component: lazyPage(() => import("../page/entrance/set-up-page.tsx"), "SetUpPage"),
});

export const enrolRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/enrol",
  staticData: { title: "Enrol" },
  component: lazyPage(() => import("../page/entrance/enrol-page.tsx"), "EnrolPage"),
});

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  staticData: { title: "Sign in" },
  validateSearch: (search: Search) => only({ from: text(search["from"]) }),
  component: lazyPage(() => import("../page/entrance/sign-in-page.tsx"), "SignInPage"),
});

export const reportRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/report",
  staticData: { title: "Report an incident" },
  component: lazyPage(() => import("../page/incident/report-page.tsx"), "ReportPage"),
});

export const entranceRoutes = [setUpRoute, enrolRoute, signInRoute, reportRoute] as const;
