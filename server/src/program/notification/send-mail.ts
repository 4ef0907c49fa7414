// SPDX-License-Identifier: Apache-2.0
// Sends what waits in the outbox, where the settings say how. What was taken by the mail server is never sent again; what was not is tried
// again, later and later.
import { MS_PER_MINUTE } from "#base/clock.ts";
import type { Parts } from "#gate/parts.ts";
import { systemAct } from "#ledger/act.ts";
import { sql } from "#store/sql.ts";

const AT_ONCE = 50;
const TIMEOUT_MS = 20_000;
const WAIT_MAX_MIN = 6 * 60;

type Waiting = { id: string; email: string; subject: string; body: string; attempts: number };

/** Sends what is due; answers how many were taken. Does nothing without PART164_SMTP_URL. */
export async function sendMail(parts: Parts): Promise<number> {
  const { config, db, installation, clock, ledger } = parts;
  const url = config.PART164_SMTP_URL?.reveal();
  const from = config.PART164_MAIL_FROM;
  if (url === undefined || from === null) return 0;
  const app = db.in({ role: "part164_app", tenant: installation });
  const waiting = await app.rows<Waiting>(sql`
    select n.id, u.email, n.subject, n.body, n.attempts from program.notification n join access.user u on u.id = n."user"
     where n.sent_at is null and n.next_at <= ${clock.now()} and u.ended_at is null order by n.next_at limit ${AT_ONCE}`);
  if (waiting.length === 0) return 0;
  const { createTransport } = await import("nodemailer"); // Here, for most installations send none.
  const isLocal = /^smtp:\/\/([^@/]*@)?(127\.|localhost|\[::1\])/.test(url);
  const transport = createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    requireTLS: !isLocal,
  });
  let sent = 0;
  try {
    for (const { id, email, subject, body, attempts } of waiting) {
      const problem = await transport
        .sendMail({ from, to: email, subject, text: body, messageId: `<${id}@${installation}.part164>` })
        .then(() => null)
        .catch((error: unknown) => codeOf(error));
      const at = clock.now();
      if (problem === null) {
        await app.run(sql`update program.notification set sent_at = ${at}, attempts = attempts + 1, problem = null where id = ${id}`);
        const record = { type: "program.notification", id, version: null };
        await ledger.recorder.record(systemAct(installation, "program.notification.send", { record, detail: { attempts: attempts + 1 } }));
        sent += 1;
        continue;
      }
      const waitMin = Math.min(WAIT_MAX_MIN, 2 ** Math.min(attempts, 12));
      await app.run(sql`
        update program.notification set attempts = attempts + 1, problem = ${problem}, next_at = ${new Date(at.getTime() + waitMin * MS_PER_MINUTE)} where id = ${id}`);
    }
  } finally {
    transport.close();
  }
  return sent;
}

/** A mail server's own words may hold addresses; the kind of failure does not. */
function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  return /^[A-Z]{3,20}$/.test(code) ? code : "unknown";
}
