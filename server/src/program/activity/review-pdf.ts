// SPDX-License-Identifier: Apache-2.0
// A signed review on paper, made from the record each time it is asked for.
import type { z } from "zod";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { dayAt, dayWords } from "../calendar.ts";
import { escapeMarkdown, oneLine } from "../document/render/fill-value.ts";
import { documentPdf } from "../document/render/pdf.ts";
import type { WholeReview } from "./operation/view.ts";

type Whole = z.infer<typeof WholeReview>;
type Item = Whole["items"][number];

const SAYS: Readonly<Record<string, string>> = {
  expected: "As expected",
  "follow-up": "To be followed up",
  incident: "Reported as an incident",
};
const word = (text: string): string => escapeMarkdown(oneLine(text), "", "");

/** A tagged PDF of what was looked at, what stood out and what was decided. */
export async function reviewPdf(
  db: Queryable,
  { review, signedAt, zone }: { review: Whole; signedAt: Date; zone: string },
): Promise<Uint8Array> {
  const organization = await db.one<{ name: string }>(sql`select coalesce(name, 'The organization') as name from part164.installation`);
  const [from, to] = [dayAt(new Date(review.from), zone), dayAt(new Date(Date.parse(review.to) - 1), zone)];
  const title = `Review of activity, ${from} to ${to}`;
  const markdown = [
    `# ${title}`,
    "",
    `45 CFR 164.308(a)(1)(ii)(D). ${word(organization.name)}. Prepared by ${word(review.preparedByName ?? "the operator")}, signed by ${word(review.signedByName ?? "somebody")} on ${dayAt(signedAt, zone)}.`,
    "",
    "## What was looked at",
    "",
    ...review.logs.map(({ name, entries }) => `- **${word(name)}:** ${entries} entries`),
    "",
    ...review.classes.map((one) => `- **${word(one.title)}:** ${one.items} items in ${one.looked} entries. ${word(one.says)}`),
    "",
    "## What stood out",
    "",
    ...(review.items.length === 0 ? ["Nothing."] : review.items.map((item) => itemLine(review, item))),
    "",
  ].join("\n");
  return documentPdf({
    title,
    language: "en-US",
    meta: { author: organization.name, subject: "Activity review" },
    markdown,
    footer: [title, `Review ${review.id}`],
    createdAt: signedAt,
  });
}

function itemLine({ classes }: Whole, item: Item): string {
  const title = classes.find((one) => one.class === item.class)?.title ?? item.class;
  const who = item.subjectName ?? (item.people === 0 ? "nobody who is known" : `${item.people} actors`);
  const parts = [
    `${who}, ${item.act === null ? "" : `${item.act}, `}${item.count} entries, ${item.logName}.`,
    `${SAYS[item.decision ?? ""] ?? "Not decided"}, by ${item.decidedByName ?? "nobody"}.`,
    ...(item.dueOn === null ? [] : [`${item.ownerName ?? "Somebody"} until ${dayWords(item.dueOn)}.`]),
    ...(item.note === null ? [] : [item.note]),
  ];
  return `- **${item.n}, ${word(title)}:** ${word(parts.join(" "))}`;
}
