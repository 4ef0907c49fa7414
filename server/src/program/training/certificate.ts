// SPDX-License-Identifier: Apache-2.0
// A certificate, made from the record each time it is asked for: the same record gives the same bytes.
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { escapeMarkdown, oneLine } from "../document/render/fill-value.ts";
import { documentPdf } from "../document/render/pdf.ts";
import type { CompletionRow } from "./completion.ts";

const TITLE = "Certificate of completion";

/** A tagged PDF of what was completed, when, in which text of the course. */
export async function certificatePdf(db: Queryable, row: CompletionRow): Promise<Uint8Array> {
  const { name } = await db.one<{ name: string }>(sql`select name from program.member where id = ${row.member}`);
  const organization = await db.one<{ name: string }>(sql`select coalesce(name, 'The organization') as name from part164.installation`);
  const word = (text: string): string => escapeMarkdown(oneLine(text), "**", "");
  const facts: [string, string | null][] = [
    ["Organization", organization.name],
    ["Version of the course", row.version],
    ["Completed on", row.completed_on],
    ["Score", row.score === null ? null : `${row.score} per cent`],
    ["Given by", row.provider],
    ["Recorded", row.completed_at.toISOString()],
    ["Number", row.certificate],
  ];
  const lines = [
    `# ${TITLE}`,
    "",
    `**${word(name)}** completed`,
    "",
    `**${word(row.title)}**`,
    "",
    ...facts.flatMap(([fact, value]) => (value === null ? [] : [`- **${fact}:** ${word(value)}`])),
    "",
    ...(row.statement === null ? [] : ["Confirmed with it:", "", `> ${escapeMarkdown(oneLine(row.statement), "", "")}`, ""]),
    "This says what was recorded. The ledger holds the entry of it, with the hash below, and its proof.",
    "",
  ];
  return documentPdf({
    title: TITLE,
    language: "en-US",
    meta: { author: organization.name, subject: "Training" },
    markdown: lines.join("\n"),
    footer: [
      `${TITLE} ${row.certificate}`,
      row.sha256 === null ? `Document ${row.document ?? ""}` : `Course SHA-256 ${Buffer.from(row.sha256).toString("hex")}`,
      `Completion ${row.id}`,
    ],
    createdAt: row.completed_at,
  });
}
