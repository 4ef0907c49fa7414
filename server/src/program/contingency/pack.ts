// SPDX-License-Identifier: Apache-2.0
// The printed document, made from plans in the database.
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { today } from "../calendar.ts";
import { documentPdf } from "../document/render/pdf.ts";
import { workforceEver, profileOf } from "./known.ts";
import { PACK_TITLE, packFooter, packHash, packText } from "./plan-text.ts";
import type { Plan } from "./plans.ts";

export type Pack = { readonly text: string; readonly sha256: string };

/** The text of these plans, with names as they are now. */
export async function packOf(parts: Parts, db: Queryable, plans: readonly Plan[]): Promise<Pack> {
  const { name } = await profileOf(parts, db);
  const names = new Map((await workforceEver(db)).map((member) => [member.id, member.name]));
  const text = packText({ organization: name, plans, names });
  return { text, sha256: packHash(text) };
}

/** Larger than other documents: it is read by torchlight, and telephone numbers are dialled from it. */
const SCALE = 1.25;

/** The same as a PDF, with the day of printing at its foot. */
export async function packPdf(parts: Parts, { text }: Pack, plans: readonly Plan[]): Promise<Uint8Array> {
  const day = await today(parts);
  return documentPdf({
    title: PACK_TITLE,
    language: "en-US",
    meta: { subject: "Contingency plans" },
    markdown: text,
    footer: packFooter(text, plans, day),
    createdAt: parts.clock.now(),
    scale: SCALE,
  });
}
