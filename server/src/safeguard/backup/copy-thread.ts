// SPDX-License-Identifier: Apache-2.0
// A backup of the embedded database. It has one session, and a snapshot holds that to its end; so its files are copied while the session
// is held, which takes a tenth of the time, and the backup is made from the copy, in a thread of its own.
import { constants } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { wallClock } from "#base/clock.ts";
import type { Parts } from "#gate/parts.ts";
import { openFileCustodian } from "#seal/file-custodian.ts";
import { openEmbeddedDatabase } from "#store/open.ts";
import type { Header } from "./format.ts";
import { COPY } from "./kept.ts";
import { backupKey } from "./open.ts";
import { OWNER } from "./tables.ts";
import { answerInThread, inThread } from "./thread.ts";
import { writeBackup, type Written } from "./write.ts";

type Asked = { readonly data: string; readonly database: string; readonly draft: string; readonly header: Header };

/** Writes a backup to the file `draft` of the folder `place`, as the database is when the copying begins. @throws as `writeBackup`. */
export async function writeFromCopy({ db, folder }: Parts, place: string, draft: string, header: Header): Promise<Written> {
  const copy = await mkdtemp(join(place, COPY));
  const database = join(copy, "database");
  try {
    // Nothing else runs in a transaction of the one session. What was committed before is in the files, as after a process was killed:
    // opening the copy recovers it from the write-ahead log.
    const options = { recursive: true, mode: constants.COPYFILE_FICLONE };
    await db.transaction(OWNER, () => cp(join(folder.path, "database"), database, options));
    const asked: Asked = { data: folder.path, database, draft, header };
    return await inThread(new URL(import.meta.url), "copy", asked);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

// The same file is the thread's program. It opens the root key by itself: no key travels between threads.
await answerInThread<Asked>("copy", async ({ data, database, draft, header }) => {
  const key = await backupKey(header, await openFileCustodian({ data, clock: wallClock, create: false }), wallClock);
  const db = await openEmbeddedDatabase(database);
  try {
    return await writeBackup(db, draft, header, key);
  } finally {
    await db.close();
  }
});
