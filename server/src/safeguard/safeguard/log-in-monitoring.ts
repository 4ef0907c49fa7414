// SPDX-License-Identifier: Apache-2.0
import { signIn } from "#access/sign-in.ts";
import { Fault } from "#base/fault.ts";
import { MS_PER_DAY } from "#base/clock.ts";
import { unpredictableToken } from "#base/random.ts";
import { DAILY, fail, pass, safeguard } from "../safeguard.ts";

const PROBE = { address: null, agent: "part164 probe" };

export const logInMonitoring = safeguard({
  name: "log-in-monitoring",
  title: "Sign-ins and failures are recorded",
  says: "Each attempt to sign in leaves an entry, and too many end in a lock-out.",
  proves: [{ cite: "164.308(a)(5)(ii)(C)", aspect: "mechanism" }],
  checks: [
    {
      name: "a-failed-sign-in-is-recorded",
      says: "A probe fails to sign in as nobody, and its entry is found.",
      advice: {
        title: "Find out why failed sign-ins leave no trace",
        how: "Look at the server's log. Until it is found, guessing at passwords may go unseen.",
      },
      ...DAILY,
      async look(parts) {
        const { ledger, installation, clock } = parts;
        const before = clock.now();
        const failed = await signIn(parts, `probe-${unpredictableToken(8)}@invalid`, unpredictableToken(16), PROBE).then(
          () => false,
          (error: unknown) => error instanceof Fault && error.code === "sign_in_failed",
        );
        if (!failed) return fail("A sign-in as nobody was not refused.");
        const entries = await ledger.reader.find(installation, { kind: "access.sign-in.refuse", from: new Date(before.getTime() - 1) }, 20);
        const found = entries.some(({ entry }) => entry.from?.agent === PROBE.agent);
        const failures = await ledger.reader.count(installation, "access.sign-in.refuse", new Date(clock.now().getTime() - MS_PER_DAY));
        return found
          ? pass(`The probe's failure was recorded. ${failures} failures in the last 24 hours, probes included.`)
          : fail("The probe's failure left no entry.");
      },
    },
  ],
});
