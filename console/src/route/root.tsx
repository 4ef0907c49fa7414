// SPDX-License-Identifier: Apache-2.0
// The root, and the inside: what is drawn around every room, and who gets there.
import { ServerFault } from "@part164/client/fault.ts";
import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, Outlet, redirect } from "@tanstack/react-router";
import { sessionQuery } from "../api/session.ts";
import { lazyPage } from "../lazy-page.ts";
import { Missing, PageFault } from "../page/missing.tsx";
import { rememberWhy } from "../session/leaving.ts";
import { Announcer } from "../shell/announcer.tsx";

export const rootRoute = createRootRouteWithContext<{ client: QueryClient }>()({
  component: () => (
    <>
      <Announcer />
      <Outlet />
    </>
  ),
  notFoundComponent: Missing,
  errorComponent: PageFault,
});

/** Inside: nobody gets here without a session, and the shell is drawn around every room. */
export const insideRoute = createRoute({
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
  component: lazyPage(() => import("../shell/inside.tsx"), "Inside"),
});

export const inside = <const Path extends string>(path: Path) => ({ getParentRoute: () => insideRoute, path });
