// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { makeFeedToken } from "#access/feed.ts";
import { operation } from "#gate/operation.ts";
import { emptyBody, nothing } from "#gate/operation/shapes.ts";

export const makeCalendar = operation({
  name: "program.calendar.make",
  cites: ["164.316(b)(1)"],
  says: "Made an address for a calendar",
  groups: ["program.list"],
  route: { method: "POST", path: "/v1/calendar" },
  input: z.object({ path: nothing, query: nothing, body: emptyBody }),
  output: z.object({ url: z.string(), user: z.string(), password: z.string() }),
  status: 201,
  effect: "write",
  log: "organization",
  async run({ parts, actor, db }) {
    if (actor.kind !== "user") throw new Fault("not_yours_to_do", { detail: "Each person makes their own." });
    const password = await makeFeedToken(parts, db, actor.id);
    return { output: { url: `${parts.config.PART164_ORIGIN.origin}/v1/calendar.ics`, user: actor.id, password }, detail: {} };
  },
});
