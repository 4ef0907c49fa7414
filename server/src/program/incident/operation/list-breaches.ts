// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { listOf, noBody, nothing } from "#gate/operation/shapes.ts";
import { dayAt, zoneOf } from "../../calendar.ts";
import { formNamed } from "../../form/registry.ts";
import { openContent, submissionsLike } from "../../form/submission.ts";
import { viewSubmission, SubmissionView } from "../../form/view.ts";
import { allSent, ClockView, entityOf, standingClocks } from "../breach.ts";
import { discoveredIn } from "../clocks-of.ts";
import { departmentOf, DepartmentView } from "../department.ts";

/** The breach log holds this many at most: the newest. */
const BREACHES_MAX = 1000;

/** Fewer than this many are reported to the Secretary once a year [164.408(c)]. */
const MANY = 500;

export const listBreaches = operation({
  name: "program.breach.list",
  cites: ["164.408(c)", "164.414(b)"],
  says: "Listed breaches",
  groups: ["program.read"],
  route: { method: "GET", path: "/v1/breaches" },
  input: z.object({ path: nothing, query: nothing, body: noBody }),
  output: listOf(
    SubmissionView.extend({
      discoveredOn: z.string().nullable(),
      conclusion: z.string().nullable(),
      individuals: z.number().nullable(),
      residents: z.string(),
      kinds: z.array(z.string()),
      whose: z.string().nullable(),
      next: ClockView.nullable(),
      open: z.number(),
      late: z.number(),
      /** The year in whose list to the Secretary it stands; null if it is in none. */
      yearlyList: z.number().nullable(),
      department: DepartmentView,
    }),
  ),
  effect: "read",
  log: "organization",
  about: () => ({ collection: "form-for-restricted", relation: "organization" }),
  async run({ parts, db }) {
    const rows = await submissionsLike(db, { forms: ["breach-assessment"], ownForms: [], user: null }, BREACHES_MAX);
    const [entity, sent, zone, form] = [await entityOf(db), await allSent(db), await zoneOf(parts), await formNamed("breach-assessment")];
    const items = rows.map(async (row) => {
      const { answers } = await openContent(parts, row);
      const own = sent.filter(({ breach }) => breach === row.id);
      const clocks = standingClocks({ state: row.state, answers, entity, sent: own }, parts.clock.now(), zone);
      const open = clocks.filter(({ standing }) => standing === "running" || standing === "late");
      const discovered = discoveredIn(answers);
      const count = typeof answers["individuals"] === "number" ? answers["individuals"] : null;
      const isYearly =
        ["breach", "notified"].includes(row.state) && clocks.some(({ to }) => to === "secretary") && count !== null && count < MANY;
      return {
        ...(await viewSubmission(parts, form, row)),
        discoveredOn: discovered?.toPlainDate().toString() ?? null,
        conclusion: typeof answers["conclusion"] === "string" ? answers["conclusion"] : null,
        individuals: count,
        residents: residentsSaid(answers["residents"]),
        kinds: Array.isArray(answers["kinds"]) ? answers["kinds"].map(String) : [],
        whose: typeof answers["whose"] === "string" ? answers["whose"] : null,
        next: open[0] ?? null,
        open: open.length,
        late: open.filter(({ standing }) => standing === "late").length,
        yearlyList: isYearly && discovered !== null ? discovered.year : null,
        department: departmentOf(answers, own, (at) => dayAt(at, zone)),
      };
    });
    return { output: { items: await Promise.all(items), next: null } };
  },
});

/** "TX 300, OK 12" */
function residentsSaid(residents: unknown): string {
  if (!Array.isArray(residents)) return "";
  return residents.map((one: Readonly<Record<string, unknown>>) => `${String(one["state"])} ${String(one["count"])}`).join(", ");
}
