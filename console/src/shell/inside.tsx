// SPDX-License-Identifier: Apache-2.0
import { useRouteContext } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Shell } from "./shell.tsx";

/** The rooms, for the session that the route found. */
export function Inside(): ReactNode {
  const { session } = useRouteContext({ from: "/inside" });
  return <Shell known={session} />;
}
