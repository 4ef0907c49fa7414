// SPDX-License-Identifier: Apache-2.0
// The notices that were published: which is in force on a day, and what it says. A notice that another took the place of stays readable.
import { createHash } from "node:crypto";
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { Day } from "../calendar.ts";
import { documentPdf } from "../document/render/pdf.ts";
import { htmlPage } from "../document/render/html.ts";
import type { Answers } from "../form/field.ts";
import { openContent } from "../form/submission.ts";

export type Notice = {
  readonly id: string;
  readonly state: string;
  readonly revision: string;
  /** What it says of itself. */
  readonly startsOn: Day;
  readonly publishedAt: Date | null;
  readonly approvedBy: string | null;
  readonly text: string;
  readonly answers: Answers;
};

type Row = Parameters<typeof openContent>[1] & {
  readonly state: string;
  readonly published_at: Date | null;
  readonly approved_by: string | null;
};

/** At most so many are read at once; more than one a month for ten years. Those that were published come before drafts, however many. */
const NOTICES_MAX = 120;

/** Every notice that was filed, but for discarded ones, newest first. */
export async function notices(parts: Parts, db: Queryable): Promise<Notice[]> {
  const rows = await db.rows<Row>(sql`
    select s.id, s.form, s.version, s.sealed, s.state,
           (select min(v.at) from program.submission_version v where v.submission = s.id and v.move = 'publish') as published_at,
           (select max(v.by::text) from program.submission_version v where v.submission = s.id and v.move = 'approve') as approved_by
      from program.submission s where s.form = 'privacy-notice' and s.state <> 'discarded'
     order by s.state in ('published', 'superseded') desc, s.id desc limit ${NOTICES_MAX}`);
  const newestFirst = rows.toSorted((a, b) => (a.id < b.id ? 1 : -1));
  return Promise.all(
    newestFirst.map(async (row) => {
      const { answers } = await openContent(parts, row);
      return {
        id: row.id,
        state: row.state,
        revision: String(answers["revision"] ?? "Without a name"),
        startsOn: String(answers["startsOn"] ?? ""),
        publishedAt: row.published_at,
        approvedBy: row.approved_by,
        text: String(answers["text"] ?? ""),
        answers,
      };
    }),
  );
}

/** The one in force on a day: of those published, the one that took effect last, by that day. */
export function inForceOn(all: readonly Notice[], day: Day): Notice | null {
  const begun = all.filter(({ publishedAt, startsOn }) => publishedAt !== null && startsOn <= day);
  const later = (one: Notice, other: Notice): number =>
    one.startsOn === other.startsOn ? timeOf(one) - timeOf(other) : one.startsOn < other.startsOn ? -1 : 1;
  return begun.toSorted(later).at(-1) ?? null;
}

const timeOf = ({ publishedAt }: Notice): number => publishedAt?.getTime() ?? 0;

/** SHA-256 of the text, hex: what a printed copy is held against. */
export const textHash = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

const TITLE = "Notice of privacy practices";

const footerOf = ({ startsOn, text }: Notice): string[] => [`${TITLE}, in effect from ${startsOn}`, `SHA-256 ${textHash(text)}`];

/** A page of its own for the web site: complete, without a script. */
export const noticeHtml = (notice: Notice): string =>
  htmlPage({ title: TITLE, language: "en-US", markdown: notice.text, footer: footerOf(notice) });

/** The same for paper. The same notice gives the same bytes. */
export const noticePdf = (notice: Notice): Promise<Uint8Array> =>
  documentPdf({
    title: TITLE,
    language: "en-US",
    meta: { subject: TITLE },
    markdown: notice.text,
    footer: footerOf(notice),
    createdAt: notice.publishedAt ?? new Date(`${notice.startsOn === "" ? "2000-01-01" : notice.startsOn}T00:00:00Z`),
  });
