// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { listOf, noBody, nothing } from "#gate/operation/shapes.ts";
import { today } from "../../calendar.ts";
import { openContent, submissionsLike } from "../../form/submission.ts";
import { peopleById } from "../inventory.ts";
import { PersonView, personView } from "./shapes.ts";

const SHOWN_MAX = 2_000;

const text = (value: unknown): string => (typeof value === "string" ? value : "");

export const listKeys = operation({
  name: "program.key.list",
  cites: ["164.310(a)(2)(iii)"],
  says: "Listed keys that are out and visitors who are here",
  groups: ["program.read"],
  route: { method: "GET", path: "/v1/keys" },
  input: z.object({ path: nothing, query: nothing, body: noBody }),
  output: listOf(
    z.object({
      id: z.string(),
      kind: z.enum(["visit", "key", "repair"]),
      what: z.string(),
      state: z.string(),
      site: z.string(),
      /** Who has the key, or accompanies the visitor. */
      person: PersonView.nullable(),
      since: z.string(),
    }),
  ),
  effect: "read",
  log: "organization",
  async run({ parts, db }) {
    const filter = { forms: ["visitor-and-maintenance"], ownForms: [], user: null, isOpen: true };
    const rows = await submissionsLike(db, filter, SHOWN_MAX);
    const opened = await Promise.all(rows.map(async (row) => ({ row, answers: (await openContent(parts, row)).answers })));
    const idOf = (answers: Readonly<Record<string, unknown>>): string => text(answers["holder"] ?? answers["escort"]);
    const ids = opened.map(({ answers }) => idOf(answers)).filter((id) => id !== "");
    const [people, sites] = [await peopleById(db, ids, await today(parts)), await siteNames(parts, db)];
    const items = opened.map(({ row, answers }) => ({
      id: row.id,
      kind: answers["kind"] as "visit" | "key" | "repair", // A choice, by the form's schema.
      what: text(answers["what"]),
      state: row.state,
      site: sites.get(text(answers["site"])) ?? "",
      person: idOf(answers) === "" ? null : personView(idOf(answers), people),
      since: text(answers["inAt"] ?? answers["on"]),
    }));
    return { output: { items, next: null } };
  },
});

async function siteNames(
  parts: Parameters<typeof openContent>[0],
  db: Parameters<typeof submissionsLike>[0],
): Promise<Map<string, string>> {
  const rows = await submissionsLike(db, { forms: ["site"], ownForms: [], user: null }, SHOWN_MAX);
  return new Map(await Promise.all(rows.map(async (row) => [row.id, text((await openContent(parts, row)).answers["name"])] as const)));
}
