// SPDX-License-Identifier: Apache-2.0
// What people see of a device.
import { z } from "zod";
import { SubmissionView } from "../../form/view.ts";
import { EVIDENCE_FAULTS, STANDINGS } from "../evidence.ts";
import type { Person, Standing } from "../inventory.ts";

export const EvidenceView = z.object({
  standing: z.enum(STANDINGS),
  checkedOn: z.string().nullable(),
  staleOn: z.string().nullable(),
  faults: z.array(z.enum(EVIDENCE_FAULTS)),
});

export const PersonView = z.object({ id: z.string(), name: z.string(), hasLeft: z.boolean() });

export const DeviceView = z.object({
  id: z.string(),
  name: z.string(),
  state: z.string(),
  version: z.number(),
  kind: z.string(),
  model: z.string(),
  serial: z.string(),
  assetTag: z.string().nullable(),
  holds: z.string(),
  owner: z.string(),
  where: z.string(),
  since: z.string(),
  custodian: PersonView,
  isMine: z.boolean(),
  evidence: EvidenceView,
  updatedAt: z.string(),
});

const text = (value: unknown): string => (typeof value === "string" ? value : "");

export function personView(id: string, people: ReadonlyMap<string, Person>): z.infer<typeof PersonView> {
  const found = people.get(id);
  return { id, name: found?.name ?? "", hasLeft: found?.hasLeft ?? false };
}

export function viewDevice(
  { row, answers, evidence }: Standing,
  { people, user }: { people: ReadonlyMap<string, Person>; user: string | null },
): z.infer<typeof DeviceView> {
  return {
    id: row.id,
    name: text(answers["name"]),
    state: row.state,
    version: row.version,
    kind: text(answers["kind"]),
    model: text(answers["model"]),
    serial: text(answers["serial"]),
    assetTag: text(answers["assetTag"]) || null,
    holds: text(answers["holds"]),
    owner: text(answers["owner"]),
    where: text(answers["where"]),
    since: text(answers["since"]),
    custodian: personView(text(answers["custodian"]), people),
    isMine: user !== null && row.about === user,
    evidence: { ...evidence, faults: [...evidence.faults] },
    updatedAt: row.updated_at.toISOString(),
  };
}

export const CheckView = SubmissionView.extend({ checkedOn: z.string().nullable(), isFromFile: z.boolean() });
export const MovementView = SubmissionView.extend({ kind: z.string(), method: z.string().nullable(), on: z.string().nullable() });
