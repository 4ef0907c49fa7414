// SPDX-License-Identifier: Apache-2.0
// The packages made so far, in the data folder. Each has a small card beside it; the file is what counts.
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { isId } from "#base/id.ts";
import type { Parts } from "#gate/parts.ts";
import { writeDurably } from "#store/data-folder.ts";

export const Card = z.object({
  id: z.string().refine(isId),
  createdAt: z.string(),
  by: z.string().nullable(),
  sizeBytes: z.number(),
  sha256: z.string(),
  logs: z.number(),
});
export type Card = z.infer<typeof Card>;

const KEPT_MAX = 20;

export const shelfFolder = ({ folder }: Pick<Parts, "folder">): string => join(folder.path, "packages");
export const packageFile = (parts: Pick<Parts, "folder">, id: string): string => join(shelfFolder(parts), `${id}.zip`);

/** The cards, newest first. */
export async function cards(parts: Pick<Parts, "folder">): Promise<Card[]> {
  const names = await readdir(shelfFolder(parts)).catch(() => []);
  const read = await Promise.all(
    names.filter((name) => name.endsWith(".json")).map((name) => readFile(join(shelfFolder(parts), name), "utf8")),
  );
  return read.map((text) => Card.parse(JSON.parse(text))).sort((a, b) => (a.id < b.id ? 1 : -1));
}

/** Puts a card beside its package and takes the oldest packages away: a package can be made again at any time. */
export async function shelve(parts: Pick<Parts, "folder">, card: Card): Promise<void> {
  await writeDurably(join(shelfFolder(parts), `${card.id}.json`), JSON.stringify(card));
  for (const { id } of (await cards(parts)).slice(KEPT_MAX)) {
    await rm(packageFile(parts, id), { force: true });
    await rm(join(shelfFolder(parts), `${id}.json`), { force: true });
  }
}
