// SPDX-License-Identifier: Apache-2.0
// Every page and what its address may hold. State lives here: what is filtered, chosen or open can be linked to and gone back from.
// Nothing about an individual but an opaque id ever stands in an address.
import { ServerFault } from "@part164/client/fault.ts";
import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, createRouter, Outlet, redirect } from "@tanstack/react-router";
import { withQuery } from "./part/with-query.ts";
import { ORGANIZATION_LOG } from "./api/log.ts";
import { sessionQuery } from "./api/session.ts";
import { entrySearch, isPolicyView, listSearch, only, requirementSearch, taskSearch, text, type PolicySearch } from "./search.ts";
import type { Search } from "./search.ts";
import { lazyPage } from "./lazy-page.ts";
import { Missing, PageFault } from "./page/missing.tsx";
import { rememberWhy } from "./session/leaving.ts";
import { Announcer } from "./shell/announcer.tsx";

const rootRoute = createRootRouteWithContext<{ client: QueryClient }>()({
  component: () => (
    <>
      <Announcer />
      <Outlet />
    </>
  ),
  notFoundComponent: Missing,
  errorComponent: PageFault,
});

const setUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/setup",
  staticData: { title: "Set up" },
  component: lazyPage(() => import("./page/entrance/set-up-page.tsx"), "SetUpPage"),
});

const enrolRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/enrol",
  staticData: { title: "Enrol" },
  component: lazyPage(() => import("./page/entrance/enrol-page.tsx"), "EnrolPage"),
});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  staticData: { title: "Sign in" },
  validateSearch: (search: Search) => only({ from: text(search["from"]) }),
  component: lazyPage(() => import("./page/entrance/sign-in-page.tsx"), "SignInPage"),
});

/** Inside: nobody gets here without a session, and the shell is drawn around every room. */
const insideRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "inside",
  beforeLoad: async ({ context, location }) => {
    try {
      return { session: await context.client.ensureQueryData(sessionQuery) };
    } catch (error) {
      if (!(error instanceof ServerFault) || error.problem.status !== 401) throw error;
      if (error.problem.code === "logged_off") rememberWhy(error.problem);
      throw redirect({ to: "/sign-in", search: location.href === "/" ? {} : { from: location.href } });
    }
  },
  component: lazyPage(() => import("./shell/inside.tsx"), "Inside"),
});

const inside = <const Path extends string>(path: Path) => ({ getParentRoute: () => insideRoute, path });

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

const trainingRoute = createRoute({
  ...inside("/training"),
  staticData: { title: "Training" },
  validateSearch: listSearch("state"),
  component: lazyPage(() => import("./page/training/training-page.tsx"), "TrainingPage"),
});

const courseRoute = createRoute({
  ...inside("/training/$course"),
  staticData: { title: "Course" },
  component: lazyPage(() => import("./page/training/course-page.tsx"), "CoursePage"),
});

const trainingStatusRoute = createRoute({
  ...inside("/training-status"),
  staticData: { title: "Who is trained" },
  validateSearch: listSearch("asOf", "state"),
  component: lazyPage(() => import("./page/training/status-page.tsx"), "TrainingStatusPage"),
});

const organizationRoute = createRoute({
  ...inside("/organization"),
  staticData: { title: "Organization" },
  validateSearch: listSearch("officials.find", "officials.sort", "inventory.find", "inventory.sort"),
  component: lazyPage(() => import("./page/organization/organization-page.tsx"), "OrganizationPage"),
});

const profileRoute = createRoute({
  ...inside("/organization/profile"),
  staticData: { title: "Organization’s profile" },
  component: lazyPage(() => import("./page/organization/profile-page.tsx"), "ProfilePage"),
});

const policiesRoute = createRoute({
  ...inside("/policies"),
  staticData: { title: "Policies" },
  validateSearch: listSearch("you", "proposed.find", "proposed.sort"),
  component: lazyPage(() => import("./page/policy/policies-page.tsx"), "PoliciesPage"),
});

const policyRoute = createRoute({
  ...inside("/policies/$policy"),
  staticData: { title: "Policy" },
  validateSearch: (search: Search): PolicySearch =>
    only({ view: isPolicyView(search["view"]) ? search["view"] : undefined, asOf: text(search["asOf"]), version: text(search["version"]) }),
  component: lazyPage(() => import("./page/policy/policy-page.tsx"), "PolicyPage"),
});

const decisionsRoute = createRoute({
  ...inside("/decisions"),
  staticData: { title: "Decisions" },
  validateSearch: listSearch("verdict", "decision", "exclusions.find", "exclusions.sort"),
  component: lazyPage(() => import("./page/decision/decisions-page.tsx"), "DecisionsPage"),
});

const workforceRoute = createRoute({
  ...inside("/workforce"),
  staticData: { title: "Workforce" },
  validateSearch: listSearch("asOf", "kind", "sees_phi", "checklists.find", "checklists.sort"),
  component: lazyPage(() => import("./page/workforce/workforce-page.tsx"), "WorkforcePage"),
});

const formsRoute = createRoute({
  ...inside("/forms"),
  staticData: { title: "Forms" },
  validateSearch: listSearch("room"),
  component: lazyPage(() => import("./page/form/forms-page.tsx"), "FormsPage"),
});

const formRoute = createRoute({
  ...inside("/forms/$form"),
  staticData: { title: "Form" },
  validateSearch: listSearch("state"),
  component: lazyPage(() => import("./page/form/form-page.tsx"), "FormPage"),
});

const newFormRoute = createRoute({
  ...inside("/forms/$form/new"),
  staticData: { title: "New form" },
  validateSearch: (search: Search) => only({ about: text(search["about"]) }),
  component: lazyPage(() => import("./page/form/new-page.tsx"), "NewFormPage"),
});

const submissionRoute = createRoute({
  ...inside("/submissions/$submission"),
  staticData: { title: "Filed form" },
  component: lazyPage(() => import("./page/form/submission-page.tsx"), "SubmissionPage"),
});

const editSubmissionRoute = createRoute({
  ...inside("/submissions/$submission/edit"),
  staticData: { title: "Amend" },
  component: lazyPage(() => import("./page/form/edit-page.tsx"), "EditPage"),
});

const tasksRoute = createRoute({
  ...inside("/tasks"),
  staticData: { title: "My tasks" },
  validateSearch: taskSearch,
  component: lazyPage(() => import("./page/task/tasks-page.tsx"), "TasksPage"),
});

const evaluationsRoute = createRoute({
  ...inside("/evaluations"),
  staticData: { title: "Evaluation" },
  validateSearch: listSearch("state"),
  component: lazyPage(() => import("./page/evaluation/evaluations-page.tsx"), "EvaluationsPage"),
});

const evaluationRoute = createRoute({
  ...inside("/evaluations/$evaluation"),
  staticData: { title: "Evaluation" },
  validateSearch: listSearch("judgement"),
  component: lazyPage(() => import("./page/evaluation/evaluation-page.tsx"), "EvaluationPage"),
});

const documentsRoute = createRoute({
  ...inside("/documents"),
  staticData: { title: "Documents" },
  validateSearch: listSearch("kind"),
  component: lazyPage(() => import("./page/document/documents-page.tsx"), "DocumentsPage"),
});

const outboxRoute = createRoute({
  ...inside("/outbox"),
  staticData: { title: "Outbox" },
  validateSearch: listSearch("state"),
  component: lazyPage(() => import("./page/outbox/outbox-page.tsx"), "OutboxPage"),
});

/** Anything else: behind the sign-in, so that a stranger does not even learn what is missing. */
const missingRoute = createRoute({ getParentRoute: () => insideRoute, path: "$", staticData: { title: "Not here" }, component: Missing });

const routeTree = rootRoute.addChildren([
  setUpRoute,
  enrolRoute,
  signInRoute,
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
    trainingRoute,
    courseRoute,
    trainingStatusRoute,
    organizationRoute,
    profileRoute,
    policiesRoute,
    policyRoute,
    decisionsRoute,
    workforceRoute,
    formsRoute,
    formRoute,
    newFormRoute,
    submissionRoute,
    editSubmissionRoute,
    tasksRoute,
    documentsRoute,
    outboxRoute,
    evaluationsRoute,
    evaluationRoute,
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
