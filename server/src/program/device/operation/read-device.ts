// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { present } from "#base/assert.ts";
import { etagOf } from "#gate/match.ts";
import { operation } from "#gate/operation.ts";
import { calendarDay, noBody } from "#gate/operation/shapes.ts";
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { today } from "../../calendar.ts";
import { findSubmission } from "../../form/operation/change.ts";
import { aboutSubmission, submissionPath } from "../../form/operation/shapes.ts";
import { formNamed } from "../../form/registry.ts";
import { openContent, submissionById, submissionsLike, versionsOf } from "../../form/submission.ts";
import { detailOf, moverOf, SubmissionDetail, viewSubmission } from "../../form/view.ts";
import { custodianOn, custodyOf } from "../custody.ts";
import { peopleById, standing } from "../inventory.ts";
import { CheckView, DeviceView, MovementView, PersonView, personView, viewDevice } from "./shapes.ts";

/** A page shows the newest of its checks and movements. */
const SHOWN_MAX = 100;

const CustodyView = z.object({
  custodian: PersonView,
  from: z.string(),
  to: z.string().nullable(),
  state: z.string(),
  site: z.string().nullable(),
  by: PersonView.nullable(),
});

export const readDevice = operation({
  name: "program.device.read",
  cites: ["164.310(d)(2)(iii)"],
  says: "Read a device with its custody and checks",
  groups: ["program.file", "program.read"],
  route: { method: "GET", path: "/v1/devices/{submission}" },
  input: z.object({
    path: submissionPath,
    query: z.strictObject({ on: calendarDay.optional().meta({ description: "Who had it on this day; today otherwise." }) }),
    body: noBody,
  }),
  output: z.object({
    device: DeviceView,
    submission: SubmissionDetail,
    custody: z.array(CustodyView),
    /** Who had it on the day asked for; null before it was ours. */
    onDay: PersonView.nullable(),
    checks: z.array(CheckView),
    movements: z.array(MovementView),
  }),
  effect: "read",
  log: "organization",
  async load({ input: { path } }, db) {
    const found = await findSubmission(db, path.submission, submissionById);
    return found?.form.name === "device" ? found : undefined;
  },
  about: aboutSubmission,
  async run({ parts, actor, db, input: { query } }, found) {
    const { row, form } = present(found, "A missing submission is decided away before.");
    const day = await today(parts);
    const versions = await versionsOf(db, row.id);
    const handed = await Promise.all(
      versions.map(async (one) => ({ ...one, answers: (await openContent(parts, { ...one, id: row.id, form: row.form })).answers })),
    );
    const custody = custodyOf(handed);
    const holder = custodianOn(custody, query.on ?? day);
    const ids = [...custody.flatMap(({ custodian, by }) => [custodian, ...(by === null ? [] : [by])]), row.about ?? ""].filter(
      (id) => id !== "",
    );
    const people = await peopleById(db, ids, day);
    const [own] = await standing(parts, db, [row]);
    const output = {
      device: viewDevice(present(own, "One went in."), { people, user: actor.kind === "user" ? actor.id : null }),
      submission: detailOf(form, row, await openContent(parts, row), moverOf(actor)),
      custody: custody.map((one) => ({
        ...one,
        custodian: personView(one.custodian, people),
        by: one.by === null ? null : personView(one.by, people),
      })),
      onDay: holder === null ? null : personView(holder, people),
      checks: await checksOf(parts, db, row.id),
      movements: await movementsOf(parts, db, row.id),
    };
    return { output, headers: { etag: etagOf(row.version) } };
  },
});

const word = (value: unknown): string | null => (typeof value === "string" ? value : null);

async function ofForm<T>(parts: Parts, db: Queryable, name: string, { device, view }: { device: string; view: View<T> }): Promise<T[]> {
  const form = await formNamed(name);
  const rows = await submissionsLike(db, { forms: [name], ownForms: [], user: null, about: device }, SHOWN_MAX);
  return Promise.all(rows.map(async (row) => view(await viewSubmission(parts, form, row), (await openContent(parts, row)).answers)));
}

type View<T> = (shown: Awaited<ReturnType<typeof viewSubmission>>, answers: Readonly<Record<string, unknown>>) => T;

const checksOf = (parts: Parts, db: Queryable, device: string) =>
  ofForm(parts, db, "workstation-check", {
    device,
    view: (shown, { checkedOn, source }) => ({ ...shown, checkedOn: word(checkedOn), isFromFile: typeof source === "string" }),
  });

const movementsOf = (parts: Parts, db: Queryable, device: string) =>
  ofForm(parts, db, "media-disposal", {
    device,
    view: (shown, { kind, method, on }) => ({ ...shown, kind: String(kind), method: word(method), on: word(on) }),
  });
