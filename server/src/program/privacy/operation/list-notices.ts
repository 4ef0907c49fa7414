// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { userNames } from "#access/user.ts";
import { operation } from "#gate/operation.ts";
import { noBody, nothing } from "#gate/operation/shapes.ts";
import { today } from "../../calendar.ts";
import { inForceOn, notices } from "../notice.ts";
import { entityOf } from "../request-form.ts";

const NoticeView = z.object({
  id: z.string(),
  revision: z.string(),
  state: z.string(),
  startsOn: z.string().nullable(),
  publishedAt: z.string().nullable(),
  approvedByName: z.string().nullable(),
});

export const listNotices = operation({
  name: "program.notice.list",
  cites: ["164.520(a)(1)", "164.520(e)"],
  says: "Listed notices of privacy practices",
  groups: ["program.read"],
  route: { method: "GET", path: "/v1/notices" },
  input: z.object({ path: nothing, query: nothing, body: noBody }),
  output: z.object({
    /** Whether such an entity owes a notice. */
    applies: z.boolean(),
    inForce: z.string().nullable(),
    items: z.array(NoticeView),
    next: z.null(),
  }),
  effect: "read",
  log: "organization",
  async run({ parts, db }) {
    const all = await notices(parts, db);
    const names = await userNames(parts, [...new Set(all.flatMap(({ approvedBy }) => approvedBy ?? []))]);
    const items = all.map(({ id, revision, state, startsOn, publishedAt, approvedBy }) => ({
      id,
      revision,
      state,
      startsOn: startsOn === "" ? null : startsOn,
      publishedAt: publishedAt?.toISOString() ?? null,
      approvedByName: names.get(approvedBy ?? "") ?? null,
    }));
    const applies = (await entityOf(parts)) !== "business-associate";
    return { output: { applies, inForce: inForceOn(all, await today(parts))?.id ?? null, items, next: null } };
  },
});
