// SPDX-License-Identifier: Apache-2.0
// The rooms of the program.
import { createRoute } from "@tanstack/react-router";
import { lazyPage } from "../lazy-page.ts";
import { isPolicyView, listSearch, only, taskSearch, text, type PolicySearch, type Search } from "../search.ts";
import { inside } from "./root.tsx";

export const trainingRoute = createRoute({
  ...inside("/training"),
  staticData: { title: "Training" },
  validateSearch: listSearch("state"),
  component: lazyPage(() => import("../page/training/training-page.tsx"), "TrainingPage"),
});

export const courseRoute = createRoute({
  ...inside("/training/$course"),
  staticData: { title: "Course" },
  component: lazyPage(() => import("../page/training/course-page.tsx"), "CoursePage"),
});

export const trainingStatusRoute = createRoute({
  ...inside("/training-status"),
  staticData: { title: "Who is trained" },
  validateSearch: listSearch("asOf", "state"),
  component: lazyPage(() => import("../page/training/status-page.tsx"), "TrainingStatusPage"),
});

export const organizationRoute = createRoute({
  ...inside("/organization"),
  staticData: { title: "Organization" },
  validateSearch: listSearch("officials.find", "officials.sort", "inventory.find", "inventory.sort"),
  component: lazyPage(() => import("../page/organization/organization-page.tsx"), "OrganizationPage"),
});

export const profileRoute = createRoute({
  ...inside("/organization/profile"),
  staticData: { title: "Organization’s profile" },
  component: lazyPage(() => import("../page/organization/profile-page.tsx"), "ProfilePage"),
});

export const policiesRoute = createRoute({
  ...inside("/policies"),
  staticData: { title: "Policies" },
  validateSearch: listSearch("you", "proposed.find", "proposed.sort"),
  component: lazyPage(() => import("../page/policy/policies-page.tsx"), "PoliciesPage"),
});

export const policyRoute = createRoute({
  ...inside("/policies/$policy"),
  staticData: { title: "Policy" },
  validateSearch: (search: Search): PolicySearch =>
    only({ view: isPolicyView(search["view"]) ? search["view"] : undefined, asOf: text(search["asOf"]), version: text(search["version"]) }),
  component: lazyPage(() => import("../page/policy/policy-page.tsx"), "PolicyPage"),
});

export const decisionsRoute = createRoute({
  ...inside("/decisions"),
  staticData: { title: "Decisions" },
  validateSearch: listSearch("verdict", "decision", "exclusions.find", "exclusions.sort"),
  component: lazyPage(() => import("../page/decision/decisions-page.tsx"), "DecisionsPage"),
});

export const workforceRoute = createRoute({
  ...inside("/workforce"),
  staticData: { title: "Workforce" },
  validateSearch: listSearch("asOf", "kind", "sees_phi", "checklists.find", "checklists.sort"),
  component: lazyPage(() => import("../page/workforce/workforce-page.tsx"), "WorkforcePage"),
});

export const formsRoute = createRoute({
  ...inside("/forms"),
  staticData: { title: "Forms" },
  validateSearch: listSearch("room"),
  component: lazyPage(() => import("../page/form/forms-page.tsx"), "FormsPage"),
});

export const formRoute = createRoute({
  ...inside("/forms/$form"),
  staticData: { title: "Form" },
  validateSearch: listSearch("state"),
  component: lazyPage(() => import("../page/form/form-page.tsx"), "FormPage"),
});

export const newFormRoute = createRoute({
  ...inside("/forms/$form/new"),
  staticData: { title: "New form" },
  validateSearch: (search: Search) => only({ about: text(search["about"]) }),
  component: lazyPage(() => import("../page/form/new-page.tsx"), "NewFormPage"),
});

export const submissionRoute = createRoute({
  ...inside("/submissions/$submission"),
  staticData: { title: "Filed form" },
  component: lazyPage(() => import("../page/form/submission-page.tsx"), "SubmissionPage"),
});

export const editSubmissionRoute = createRoute({
  ...inside("/submissions/$submission/edit"),
  staticData: { title: "Amend" },
  validateSearch: (search: Search) => only({ at: text(search["at"]) }),
  component: lazyPage(() => import("../page/form/edit-page.tsx"), "EditPage"),
});

export const tasksRoute = createRoute({
  ...inside("/tasks"),
  staticData: { title: "My tasks" },
  validateSearch: taskSearch,
  component: lazyPage(() => import("../page/task/tasks-page.tsx"), "TasksPage"),
});

export const evaluationsRoute = createRoute({
  ...inside("/evaluations"),
  staticData: { title: "Evaluation" },
  validateSearch: listSearch("state"),
  component: lazyPage(() => import("../page/evaluation/evaluations-page.tsx"), "EvaluationsPage"),
});

export const evaluationRoute = createRoute({
  ...inside("/evaluations/$evaluation"),
  staticData: { title: "Evaluation" },
  validateSearch: listSearch("judgement"),
  component: lazyPage(() => import("../page/evaluation/evaluation-page.tsx"), "EvaluationPage"),
});

export const documentsRoute = createRoute({
  ...inside("/documents"),
  staticData: { title: "Documents" },
  validateSearch: listSearch("kind"),
  component: lazyPage(() => import("../page/document/documents-page.tsx"), "DocumentsPage"),
});

export const outboxRoute = createRoute({
  ...inside("/outbox"),
  staticData: { title: "Outbox" },
  validateSearch: listSearch("state"),
  component: lazyPage(() => import("../page/outbox/outbox-page.tsx"), "OutboxPage"),
});

export const programRoutes = [
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
  evaluationsRoute,
  evaluationRoute,
  documentsRoute,
  outboxRoute,
] as const;
