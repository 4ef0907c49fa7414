// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { calendarDay, noBody, nothing } from "#gate/operation/shapes.ts";
import { today } from "../../calendar.ts";
import { hexOf, taughtNow } from "../course-version.ts";
import { statusHash, statusOn, totalsOf } from "../status.ts";
import { trainingRules } from "../training-rules.ts";
import { REASONS } from "./shapes.ts";

const PlaceView = z.object({
  course: z.string(),
  state: z.enum(["done", "due", "overdue"]),
  dueOn: z.string().nullable(),
  reasons: z.array(z.enum(REASONS)),
  completedOn: z.string().nullable(),
  completion: z.string().nullable(),
  version: z.string().nullable(),
  score: z.number().nullable(),
  /** Attempts are used up: somebody sits down with them. */
  isBlocked: z.boolean(),
});

const TrainedView = z.object({
  member: z.string(),
  name: z.string(),
  position: z.string().nullable(),
  maySignIn: z.boolean(),
  joinedOn: z.string(),
  courses: z.array(PlaceView),
  others: z.array(z.object({ completion: z.string(), title: z.string(), on: z.string(), provider: z.string().nullable() })),
});

export const readTrainingStatus = operation({
  name: "program.training.status",
  cites: ["164.308(a)(5)(i)", "164.530(b)(1)", "164.530(b)(2)(ii)"],
  says: "Looked at who is trained",
  groups: ["program.read"],
  route: { method: "GET", path: "/v1/training" },
  input: z.object({
    path: nothing,
    query: z.strictObject({
      asOf: calendarDay.optional().meta({ description: "The workforce and what it had completed on this day; today otherwise." }),
    }),
    body: noBody,
  }),
  output: z.object({
    asOf: z.string(),
    totals: z.object({ people: z.number(), done: z.number(), due: z.number(), overdue: z.number() }),
    /** SHA-256 of day and rows in canonical JSON, without isBlocked and maySignIn; it stands in this read's entry too. */
    sha256: z.string(),
    courses: z.array(z.object({ course: z.string(), title: z.string(), version: z.string(), sha256: z.string() })),
    items: z.array(TrainedView),
  }),
  effect: "read",
  log: "organization",
  async run({ parts, db, input: { query } }) {
    const asOf = query.asOf ?? (await today(parts));
    const { attempts } = await trainingRules(parts, db);
    const items = await statusOn(db, { day: asOf, attempts, now: parts.clock.now() });
    const totals = totalsOf(items);
    const sha256 = statusHash(asOf, items);
    const courses = (await taughtNow(db)).map(({ course, title, version, sha256: hash }) => ({
      course,
      title,
      version,
      sha256: hexOf(hash),
    }));
    return { output: { asOf, totals, sha256, courses, items: items.map(view) }, detail: { asOf, ...totals, sha256 } };
  },
});

/** The same, as the description has it: its lists are not readonly. */
const view = ({ courses, others, ...one }: Awaited<ReturnType<typeof statusOn>>[number]): z.infer<typeof TrainedView> => ({
  ...one,
  courses: courses.map((place) => ({ ...place, reasons: [...place.reasons] })),
  others: [...others],
});
