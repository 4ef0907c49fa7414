// SPDX-License-Identifier: Apache-2.0
// The policies in force as files that people keep: Markdown, a site of pages, and PDFs.
import type { Parts } from "#gate/parts.ts";
import { userNames } from "#access/user.ts";
import { sql } from "#store/sql.ts";
import { today } from "../calendar.ts";
import { openDocument } from "./document-store.ts";
import { inForceOn, type VersionRow } from "./policy-version.ts";
import { documentPdf } from "./render/pdf.ts";
import { policySite } from "./render/site.ts";

export type Published = { readonly policies: number; readonly files: ReadonlyMap<string, Uint8Array> };

type Opened = VersionRow & { readonly text: string };

const scope = ({ installation }: Parts) => ({ role: "part164_app", tenant: installation }) as const;

const NOBODY = "the operator at the machine"; // Who has the machine has no account.

/** The lines under every page of a policy's PDF: what it is, who put it in force, and how to hold it against the ledger. */
function footerOf({ title, version, effective_on, sha256, commit }: VersionRow, approvedBy: string | undefined): string[] {
  return [
    `${title}, version ${version}${effective_on === null ? ": not in force" : `, approved by ${approvedBy ?? NOBODY}, in force since ${effective_on}`}`,
    `SHA-256 ${Buffer.from(sha256).toString("hex")}`,
    `Commit ${commit}`,
  ];
}

/** One policy as a tagged PDF. The same version gives the same bytes. */
export async function policyPdf(parts: Parts, row: VersionRow): Promise<Uint8Array> {
  const markdown = Buffer.from(await openDocument(parts, parts.db.in(scope(parts)), row.document)).toString("utf8");
  const createdAt = row.decided_at ?? row.proposed_at;
  const approvedBy = row.decided_by === null ? undefined : (await userNames(parts, [row.decided_by])).get(row.decided_by);
  const footer = footerOf(row, approvedBy);
  return documentPdf({ title: row.title, language: "en-US", meta: { subject: "Policy" }, markdown, footer, createdAt });
}

/** Everything in force today, as files by their paths. */
export async function publishPolicies(parts: Parts): Promise<Published> {
  const db = parts.db.in(scope(parts));
  const rows = await inForceOn(db, await today(parts));
  const opened: Opened[] = await Promise.all(
    rows.map(async (row) => ({ ...row, text: Buffer.from(await openDocument(parts, db, row.document)).toString("utf8") })),
  );
  const names = await userNames(
    parts,
    opened.flatMap(({ decided_by }) => decided_by ?? []),
  );
  const { name } = await db.one<{ name: string }>(sql`select coalesce(name, 'The organization') as name from part164.installation`);
  const files = new Map<string, Uint8Array>();
  const site = policySite({
    organization: name,
    language: "en-US",
    policies: opened.map(({ policy, title, version, text, effective_on, decided_by }) => ({
      id: policy,
      title,
      version,
      text,
      approved: effective_on === null ? null : { on: effective_on, by: names.get(decided_by ?? "") ?? NOBODY },
    })),
  });
  for (const row of opened) {
    files.set(`markdown/${row.policy}.md`, Buffer.from(row.text, "utf8"));
    files.set(`pdf/${row.policy}.pdf`, await policyPdf(parts, row));
  }
  for (const [path, html] of site) files.set(`site/${path}`, Buffer.from(html, "utf8"));
  return { policies: opened.length, files };
}
