// SPDX-License-Identifier: Apache-2.0
// What was found in a review and looks like an incident is reported at once [164.308(a)(6)(ii)], filled in as far as the review knows.
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import type { Day } from "../calendar.ts";
import { addSubmission } from "../form/file-submission.ts";
import { incidentReport } from "../incident/definition/incident-report.ts";
import { CLASSES } from "./class.ts";
import type { ItemRow } from "./review.ts";

type Filing = {
  readonly review: string;
  readonly chosen: readonly ItemRow[];
  readonly body: { readonly note?: string | undefined; readonly phi?: "yes" | "maybe" | "no" };
  readonly by: string;
  readonly day: Day;
};

/** Files the report in the transaction of the decision. The organization's key is in memory. Answers its id. */
export async function fileIncident(parts: Parts, tx: Queryable, { review, chosen, body, by, day }: Filing): Promise<string> {
  const titles = [...new Set(chosen.map((item) => CLASSES[item.class].title.toLowerCase()))];
  const items = chosen.map(({ n }) => n).join(", ");
  const answers = {
    what: `Found in a review of activity: ${titles.join("; ")}`.slice(0, 200),
    kind: "other",
    noticedAt: parts.clock.now().toISOString(),
    where: "Part164",
    phi: body.phi ?? "maybe",
    more: `${body.note ?? ""}\n\nItems ${items.slice(0, 500)} of the review /activity/${review}.`,
  };
  const { row } = await addSubmission(parts, tx, incidentReport, { answers, by, effectiveOn: day, day });
  return row.id;
}
