// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { anId, listOf, noBody, nothing, page } from "#gate/operation/shapes.ts";
import { today } from "../../calendar.ts";
import { reachOf } from "../../form/reach.ts";
import { formNamed } from "../../form/registry.ts";
import { submissionsLike } from "../../form/submission.ts";
import { peopleById, standing } from "../inventory.ts";
import { DeviceView, viewDevice } from "./shapes.ts";

export const listDevices = operation({
  name: "program.device.list",
  cites: ["164.310(d)(2)(iii)", "164.310(c)"],
  says: "Listed devices and media",
  groups: ["program.list"],
  route: { method: "GET", path: "/v1/devices" },
  input: z.object({
    path: nothing,
    query: z.strictObject({
      ...page,
      cursor: anId.optional(),
      custodian: anId.optional().meta({ description: "Only what this member has." }),
      open: z.enum(["true", "false"]).optional(),
    }),
    body: noBody,
  }),
  output: listOf(DeviceView),
  effect: "read",
  log: "organization",
  async run({ parts, actor, db, input: { query } }) {
    const user = actor.kind === "user" ? actor.id : null;
    const { reads } = reachOf(parts, actor, await formNamed("device"));
    const filter = {
      forms: reads === "all" ? ["device"] : [],
      ownForms: reads === "own" ? ["device"] : [],
      user,
      about: query.custodian,
      isOpen: query.open === undefined ? undefined : query.open === "true",
      before: query.cursor,
    };
    const rows = await submissionsLike(db, filter, query.limit + 1);
    const shown = await standing(parts, db, rows.slice(0, query.limit));
    const custodians = shown.flatMap(({ row }) => row.about ?? []);
    const people = await peopleById(db, custodians, await today(parts));
    const items = shown.map((one) => viewDevice(one, { people, user }));
    return { output: { items, next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null } };
  },
});
