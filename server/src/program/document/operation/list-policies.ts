// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { userNames } from "#access/user.ts";
import { operation } from "#gate/operation.ts";
import { listOf, noBody, nothing } from "#gate/operation/shapes.ts";
import { today } from "../../calendar.ts";
import { coverageOn, owedOn } from "../acknowledgement.ts";
import { acknowledgeDays } from "../parameter.ts";
import { versionsOfPolicy } from "../policy-version.ts";
import { VersionView, viewVersion } from "./shapes.ts";

const PolicyView = z.object({
  policy: z.string(),
  title: z.string(),
  inForce: VersionView.nullable(),
  coming: VersionView.nullable().meta({ description: "Approved, and in effect from a later day." }),
  proposed: VersionView.nullable(),
  proposedByName: z.string().nullable(),
  acknowledgedAt: z.string().nullable().meta({ description: "When you acknowledged what is in force; null if you still have to." }),
  members: z.number(),
  acknowledged: z.number(),
  overdue: z.number(),
});

export const listPolicies = operation({
  name: "program.policy.list",
  cites: ["164.316(b)(2)(ii)"],
  says: "Listed policies",
  groups: ["program.list"],
  route: { method: "GET", path: "/v1/policies" },
  input: z.object({ path: nothing, query: nothing, body: noBody }),
  output: listOf(PolicyView),
  effect: "read",
  log: "organization",
  async run({ parts, actor, db }) {
    const day = await today(parts);
    const rows = await versionsOfPolicy(db, null);
    const graceDays = await acknowledgeDays(parts, db);
    const [coverage, owed] = await Promise.all([
      coverageOn(db, day, graceDays),
      actor.kind === "user" ? owedOn(db, { day, until: parts.clock.now(), member: actor.id }) : Promise.resolve([]),
    ]);
    const names = await userNames(parts, [
      ...new Set(rows.flatMap(({ state, proposed_by }) => (state === "proposed" ? (proposed_by ?? []) : []))),
    ]);
    const items = [...Map.groupBy(rows, ({ policy }) => policy)].map(([policy, versions]) => {
      const approved = versions.filter(({ state }) => state === "approved");
      const inForce = approved.find(({ effective_on, ended_on }) => (effective_on ?? "") <= day && (ended_on === null || ended_on >= day));
      const coming = approved.find(({ effective_on }) => (effective_on ?? "") > day);
      const proposed = versions.find(({ state }) => state === "proposed");
      const counted = coverage.find((one) => one.policy === policy);
      return {
        policy,
        title: (inForce ?? proposed ?? versions[0])?.title ?? policy,
        inForce: inForce === undefined ? null : viewVersion(inForce),
        coming: coming === undefined ? null : viewVersion(coming),
        proposed: proposed === undefined ? null : viewVersion(proposed),
        proposedByName: names.get(proposed?.proposed_by ?? "") ?? null,
        acknowledgedAt: owed.find((one) => one.policy === policy)?.at?.toISOString() ?? null,
        members: counted?.members ?? 0,
        acknowledged: counted?.acknowledged ?? 0,
        overdue: counted?.overdue ?? 0,
      };
    });
    return { output: { items, next: null } };
  },
});
