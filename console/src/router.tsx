// SPDX-License-Identifier: Apache-2.0
// Every page and what its address may hold. State lives here: what is filtered, chosen or open can be linked to and gone back from.
// Nothing about an individual but an opaque id ever stands in an address.
import type { QueryClient } from "@tanstack/react-query";
import { createRoute, createRouter, redirect } from "@tanstack/react-router";
import { ORGANIZATION_LOG } from "./api/log.ts";
import { lazyPage } from "./lazy-page.ts";
import { ACTIVITY_ROUTES } from "./page/activity/activity-routes.tsx";
import { Missing, PageFault } from "./page/missing.tsx";
import { withQuery } from "./part/with-query.ts";
import { entranceRoutes } from "./route/entrance.ts";
import { programRoutes } from "./route/program.ts";
import { riskRoutes } from "./route/risk.ts";
import { responseRoutes } from "./route/response.ts";
import { inside, insideRoute, rootRoute } from "./route/root.tsx";
import { entrySearch, listSearch, requirementSearch } from "./search.ts";

const homeRoute = createRoute({
  ...inside("/"),
  staticData: { title: "Home" },
  component: lazyPage(() => import("./page/home/home-page.tsx"), "HomePage"),
});

const unprovenRoute = createRoute({
  ...inside("/unproven"),
  staticData: { title: "Cannot be proven now" },
  validateSearch: listSearch("state"),
  component: lazyPage(() => import("./page/home/unproven-page.tsx"), "UnprovenPage"),
});

const requirementsRoute = createRoute({
  ...inside("/requirements"),
  staticData: { title: "Requirements" },
  validateSearch: requirementSearch,
  component: lazyPage(() => import("./page/requirement/requirements-page.tsx"), "RequirementsPage"),
});

const requirementRoute = createRoute({
  getParentRoute: () => requirementsRoute,
  path: "$cite",
  component: lazyPage(() => import("./page/requirement/requirement-detail.tsx"), "RequirementPane"),
});

const ledgerRoute = createRoute({
  ...inside("/ledger"),
  staticData: { title: "Ledger" },
  validateSearch: entrySearch,
  component: lazyPage(() => import("./page/ledger/ledger-page.tsx"), "LedgerPage"),
});

/** The room by itself: the log it shows stands in the address from the start. */
const ledgerIndexRoute = createRoute({
  getParentRoute: () => ledgerRoute,
  path: "/",
  beforeLoad: ({ context, search }) => {
    if (search.log !== undefined) return;
    const log = context.session.tenant?.id ?? ORGANIZATION_LOG; // Where records were read is what is looked for most.
    throw redirect({ to: "/ledger", search: { ...search, log }, replace: true });
  },
});

const entryRoute = createRoute({
  getParentRoute: () => ledgerRoute,
  path: "$event",
  component: lazyPage(() => import("./page/ledger/entry-detail.tsx"), "EntryPane"),
});

const individualsRoute = createRoute({
  ...inside("/individuals"),
  staticData: { title: "Individuals" },
  component: lazyPage(() => import("./page/individual/individuals-page.tsx"), "IndividualsPage"),
});

const individualRoute = createRoute({
  ...inside("/individuals/$individual"),
  staticData: { title: "Individual" },
  component: lazyPage(() => import("./page/individual/individual-page.tsx"), "IndividualPage"),
});

const reportsRoute = createRoute({
  ...inside("/reports"),
  staticData: { title: "Reports" },
  validateSearch: listSearch("who", "verdict", "packages.find", "packages.sort"),
  component: lazyPage(() => import("./page/report/reports-page.tsx"), "ReportsPage"),
});

const peopleRoute = createRoute({
  ...inside("/people"),
  staticData: { title: "People" },
  validateSearch: listSearch("state"),
  component: lazyPage(() => import("./page/people/people-page.tsx"), "PeoplePage"),
});

const applicationsRoute = createRoute({
  ...inside("/applications"),
  staticData: { title: "Applications" },
  validateSearch: listSearch("tenant"),
  component: lazyPage(() => import("./page/application/applications-page.tsx"), "ApplicationsPage"),
});

/** Anything else: behind the sign-in, so that a stranger does not even learn what is missing. */
const missingRoute = createRoute({ getParentRoute: () => insideRoute, path: "$", staticData: { title: "Not here" }, component: Missing });

const routeTree = rootRoute.addChildren([
  ...entranceRoutes,
  insideRoute.addChildren([
    homeRoute,
    unprovenRoute,
    requirementsRoute.addChildren([requirementRoute]),
    ledgerRoute.addChildren([ledgerIndexRoute, entryRoute]),
    individualsRoute,
    individualRoute,
    reportsRoute,
    peopleRoute,
    applicationsRoute,
    ...programRoutes,
    ...riskRoutes,
    ...responseRoutes,
    ...ACTIVITY_ROUTES,
    missingRoute,
  ]),
]);

export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree,
    context: { client },
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultErrorComponent: PageFault, // In the page's own place: the shell around it stays.
    defaultPendingComponent: () => <output className="empty muted">Loading</output>,
    // Plain words in the address: the default would read section=164.310 as a number, and lose its zero.
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: (search) => withQuery("", search),
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
  interface StaticDataRouteOption {
    /** What the tab and the announcer call the page. Never anything about an individual. */
    title?: string;
  }
}
