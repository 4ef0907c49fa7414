// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { nothing } from "#gate/operation/shapes.ts";
import { dayAt, today, zoneOf } from "../../calendar.ts";
import { addSubmission } from "../../form/file-submission.ts";
import { contentBefore } from "../../form/operation/change.ts";
import { aboutSubmission, submissionPath } from "../../form/operation/shapes.ts";
import { formNamed } from "../../form/registry.ts";
import { answersHash, openContent, programKey, submissionById } from "../../form/submission.ts";
import { detailOf, moverOf, SubmissionDetail } from "../../form/view.ts";
import { entityOf, sentOf } from "../breach.ts";
import { clocksOf, discoveredIn, type NamedClock } from "../clocks-of.ts";
import { toldSaid } from "../department.ts";
import { draftNotice } from "../notice-text.ts";
import type { Parts } from "#gate/parts.ts";
import type { Answers } from "../../form/field.ts";
import { sql } from "#store/sql.ts";
import { breachFound, findBreach } from "./shapes.ts";

/** Drafts the notice that a clock makes due: all the rule asks for, filled in as far as the assessment knows it. */
export const draftBreachNotice = operation({
  name: "program.breach-notice.draft",
  cites: ["164.404(c)(1)", "164.406(c)", "164.408(a)", "164.410(c)(2)"],
  says: "Drafted a breach notice",
  groups: ["program.run"],
  route: { method: "POST", path: "/v1/breaches/{submission}/notices" },
  input: z.object({ path: submissionPath, query: nothing, body: z.strictObject({ clock: z.string().min(1).max(100) }) }),
  output: SubmissionDetail,
  status: 201,
  effect: "write",
  log: "organization",
  async prepare({ parts, input: { path, body } }) {
    await programKey(parts);
    const before = await contentBefore(parts, path.submission);
    const isBreach = before?.form.name === "breach-assessment";
    const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
    const clocks = before !== undefined && isBreach ? clocksOf(before.answers, await entityOf(db)) : [];
    const clock = clocks.find(({ key }) => key === body.clock);
    const text = before === undefined || clock === undefined ? null : await textOf(parts, path.submission, clock, before.answers);
    return { clock, text, day: await today(parts), form: await formNamed("notification-tracker") };
  },
  load: ({ input: { path } }, db) => findBreach(db, path.submission),
  about: aboutSubmission,
  async run({ parts, actor, db }, breach, { clock, text, day, form }) {
    const row = breachFound(breach);
    if (clock === undefined || text === null)
      throw new Fault("malformed_input", { fields: [{ at: "/clock", says: "Names no clock of this breach." }] });
    const mover = moverOf(actor);
    const answers = { breach: row.id, clock: clock.key, to: clock.to, text };
    const filed = await addSubmission(parts, db, form, { answers, by: mover.user, effectiveOn: day, day });
    return {
      output: detailOf(form, filed.row, filed.content, mover),
      record: { type: `program.form.${form.name}`, id: filed.row.id, version: 1 },
      detail: { form: form.name, to: filed.row.state, after: answersHash(answers), duty: clock.duty },
    };
  },
});

async function textOf(parts: Parts, breach: string, clock: NamedClock, answers: Answers): Promise<string> {
  const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
  const { name } = await db.one<{ name: string | null }>(sql`select name from part164.installation`);
  const nameOf = async (id: unknown): Promise<string | null> => {
    const party = typeof id === "string" ? await submissionById(db, id) : undefined;
    return party === undefined ? null : String((await openContent(parts, party)).answers["name"] ?? "");
  };
  const [told, zone] = [await sentOf(db, breach), await zoneOf(parts)];
  return draftNotice({
    to: clock.to,
    state: clock.state,
    organization: name ?? "[Organization]",
    customer: await nameOf(clock.party),
    associate: await nameOf(answers["associate"]),
    discoveredOn: discoveredIn(answers)?.toPlainDate().toString() ?? "",
    told: toldSaid(told, (at) => dayAt(at, zone)),
    answers,
  });
}
