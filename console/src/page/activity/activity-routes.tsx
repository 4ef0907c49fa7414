// SPDX-License-Identifier: Apache-2.0
import { createRoute } from "@tanstack/react-router";
import { inside } from "../../route/root.tsx";
import { lazyPage } from "../../lazy-page.ts";
import { listSearch } from "../../search.ts";

const activityRoute = createRoute({
  ...inside("/activity"),
  staticData: { title: "Activity review" },
  validateSearch: listSearch("state"),
  component: lazyPage(() => import("./activity-page.tsx"), "ActivityPage"),
});

const activityReviewRoute = createRoute({
  ...inside("/activity/$review"),
  staticData: { title: "Review of activity" },
  validateSearch: listSearch("decision"),
  component: lazyPage(() => import("./review-page.tsx"), "ReviewPage"),
});

const forCauseRoute = createRoute({
  ...inside("/activity/for-cause"),
  staticData: { title: "Searches for cause" },
  validateSearch: listSearch("state"),
  component: lazyPage(() => import("./for-cause-page.tsx"), "ForCausePage"),
});

const auditRoute = createRoute({
  ...inside("/activity/for-cause/$submission"),
  staticData: { title: "What the search found" },
  validateSearch: listSearch("outcome"),
  component: lazyPage(() => import("./audit-page.tsx"), "AuditPage"),
});

export const ACTIVITY_ROUTES = [activityRoute, activityReviewRoute, forCauseRoute, auditRoute] as const;
