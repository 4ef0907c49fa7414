// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { userNames } from "#access/user.ts";
import { operation } from "#gate/operation.ts";
import { anId, calendarDay, noBody } from "#gate/operation/shapes.ts";
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { today } from "../../calendar.ts";
import { openDocument } from "../document-store.ts";
import { sourcesAt } from "../policy-repository.ts";
import { inForceOn, versionById, type VersionRow, versionsOfPolicy } from "../policy-version.ts";
import { htmlMain } from "../render/html.ts";
import { policySlug, VersionView, viewVersion } from "./shapes.ts";

const query = z.strictObject({
  asOf: calendarDay.optional().meta({ description: "As it was in force on this day; today otherwise." }),
  version: anId.optional().meta({ description: "A version by its id, whatever its state." }),
});

async function find(parts: Parts, db: Queryable, policy: string, { asOf, version }: z.infer<typeof query>): Promise<VersionRow> {
  const day = asOf ?? (await today(parts));
  const all = await versionsOfPolicy(db, policy);
  if (version !== undefined) {
    const row = await versionById(db, version);
    if (row === undefined || row.policy !== policy) throw new Fault("not_found");
    return row;
  }
  const [inForce] = await inForceOn(db, day, policy);
  const found = inForce ?? (asOf === undefined ? all.find(({ state }) => state === "proposed") : undefined);
  if (found === undefined)
    throw new Fault("not_found", { detail: all.length === 0 ? "There is no such policy." : `No version of it was in force on ${day}.` });
  return found;
}

export const readPolicy = operation({
  name: "program.policy.read",
  cites: ["164.316(b)(2)(ii)", "164.316(b)(2)(i)"],
  says: "Read a policy",
  groups: ["program.list"],
  route: { method: "GET", path: "/v1/policies/{policy}" },
  input: z.object({ path: z.strictObject({ policy: policySlug }), query, body: noBody }),
  output: VersionView.extend({
    text: z.string().meta({ description: "Markdown: the very text whose hash is `sha256`." }),
    html: z.string().meta({ description: "The same, made safe for a page." }),
    source: z.string().nullable().meta({ description: "The text before it was filled in, as it is in the repository." }),
    proposedByName: z.string().nullable(),
    decidedByName: z.string().nullable(),
    versions: z.array(VersionView),
  }),
  effect: "read",
  log: "organization",
  async run({ parts, db, input: { path, query: asked } }) {
    const row = await find(parts, db, path.policy, asked);
    const text = Buffer.from(await openDocument(parts, db, row.document)).toString("utf8");
    const versions = await versionsOfPolicy(db, path.policy);
    const names = await userNames(
      parts,
      [row.proposed_by, row.decided_by].filter((id) => id !== null),
    );
    const sources = await sourcesAt(parts, row.commit).catch(() => []); // The repository may have been lost: what was approved is not.
    const output = {
      ...viewVersion(row),
      text,
      html: htmlMain(text, row.title),
      source: sources.find(({ file }) => file === `${row.policy}.md`)?.text ?? null,
      proposedByName: names.get(row.proposed_by ?? "") ?? null,
      decidedByName: names.get(row.decided_by ?? "") ?? null,
      versions: versions.map(viewVersion),
    };
    return { output, detail: { policy: row.policy, sha256: Buffer.from(row.sha256).toString("hex") } };
  },
});
