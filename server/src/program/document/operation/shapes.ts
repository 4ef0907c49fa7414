// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import type { Actor } from "#access/actor.ts";
import type { VersionRow } from "../policy-version.ts";

export const policySlug = z
  .string()
  .regex(/^[a-z]+(-[a-z]+)*$/)
  .max(60);
export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);

/** The user's id; null for the operator at the machine. */
export const byOf = (actor: Actor): string | null => (actor.kind === "user" ? actor.id : null);

/** What a document for officials alone is about. */
export const RESTRICTED = { collection: "form-for-restricted", relation: "organization" } as const;

export const VersionView = z.object({
  id: z.string(),
  policy: z.string(),
  title: z.string(),
  version: z.string(),
  commit: z.string(),
  sha256: sha256Hex,
  state: z.string(),
  summary: z.string(),
  isMaterial: z.boolean(),
  proposedBy: z.string().nullable(),
  proposedAt: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  reason: z.string().nullable(),
  effectiveOn: z.string().nullable(),
  endedOn: z.string().nullable(),
  reviewOn: z.string().nullable(),
});

export function viewVersion(row: VersionRow): z.infer<typeof VersionView> {
  return {
    id: row.id,
    policy: row.policy,
    title: row.title,
    version: row.version,
    commit: row.commit,
    sha256: Buffer.from(row.sha256).toString("hex"),
    state: row.state,
    summary: row.summary,
    isMaterial: row.is_material,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at.toISOString(),
    decidedBy: row.decided_by,
    decidedAt: row.decided_at?.toISOString() ?? null,
    reason: row.reason,
    effectiveOn: row.effective_on,
    endedOn: row.ended_on,
    reviewOn: row.review_on,
  };
}

/** The name in a Document-Name header, percent-encoded there. @throws Fault `malformed_input`. */
export function documentName(header: string | undefined): string {
  const wrong = new Fault("malformed_input", {
    fields: [{ at: "Document-Name", says: "Is the file's name, percent-encoded, of at most 200 characters." }],
  });
  if (header === undefined) throw wrong;
  let name: string;
  try {
    name = decodeURIComponent(header).normalize("NFC").trim();
  } catch {
    throw wrong;
  }
  if (name === "" || name.length > 200 || /[\p{Cc}/\\]/u.test(name)) throw wrong;
  return name;
}

/** A name that is safe in a header and on any disk. */
export const fileNameOf = (name: string): string =>
  name
    .replaceAll(/[^A-Za-z0-9._ ()-]/g, "_")
    .replace(/^\.+/, "_")
    .slice(0, 150);
