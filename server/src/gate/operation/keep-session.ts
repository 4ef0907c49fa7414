// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "../operation.ts";
import { personOf, SessionView, viewSession } from "./read-session.ts";
import { emptyBody, nothing } from "./shapes.ts";

/** The person pressed "Stay signed in": being asked for is activity, so the session goes on. */
export const keepSession = operation({
  name: "access.session.keep",
  cites: ["164.312(a)(2)(iii)"],
  says: "Stayed signed in",
  groups: ["session"],
  route: { method: "POST", path: "/v1/session/stay" },
  input: z.object({ path: nothing, query: nothing, body: emptyBody }),
  output: z.object({ idleEndsAt: z.string() }),
  effect: "write",
  log: "organization",
  prepare: async (call) => SessionView.parse(await viewSession(call.parts, personOf(call))),
  run: async (_call, _loaded, { session }) => ({ output: { idleEndsAt: session.idleEndsAt } }),
});
