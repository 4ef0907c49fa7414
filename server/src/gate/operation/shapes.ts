// SPDX-License-Identifier: Apache-2.0
// Pieces that many operations' inputs share.
import { z } from "zod";
import { isId } from "#base/id.ts";

export const anId = z.string().refine(isId).meta({ format: "uuid" });
/** A calendar day that a program has to do with: the calendar of the database and of the law ends before that of a form does. */
export const calendarDay = z.iso.date({ abort: true }).refine((day) => day >= "1900-01-01" && day <= "2199-12-31");
/** A moment with its offset, "2026-12-29T18:40:00-06:00", within the same calendar. */
export const instantOfOurs = z.iso
  .datetime({ offset: true })
  .max(40)
  .refine((instant) => instant >= "1900" && instant <= "2199-12-31");
export const nothing = z.strictObject({});
export const noBody = z.undefined();
/** A write without content: `{}` or no body. */
export const emptyBody = z.strictObject({}).optional();

export const PAGE_MAX = 200;
export const page = { cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(50) };

export const listOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });
