// SPDX-License-Identifier: Apache-2.0
// Automatic logoff (164.312(a)(2)(iii)): said a minute before, with one button to stay. Announced at once, then at 30 and 10
// seconds, not every second. Nothing typed is stored anywhere: it stays in the page.
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { IconClockHour4 } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Faults } from "../part/say/faults.tsx";
import { Glyph } from "../part/glyph.tsx";
import { extendSession, useSessionClock } from "../session/session-clock.ts";
import { useSession } from "../session/session-context.ts";
import { countdown, plural } from "../time/times.ts";
import { useSignOut } from "./sign-out.ts";

const SAID_AT_S = [60, 30, 10] as const;

export function LogoffWarning(): ReactNode {
  const session = useSession();
  const end = useSessionClock(session);
  const client = useQueryClient();
  const leave = useSignOut();
  const stay = useMutation({ mutationFn: () => extendSession(client) });
  const isIdle = end?.why === "idle";
  const seconds = end === null ? null : Math.max(0, Math.ceil(end.inMs / 1_000));
  const said = seconds === null ? undefined : SAID_AT_S.findLast((mark) => seconds <= mark);
  return (
    <>
      <div className="sr" role="alert" aria-live="assertive">
        {said === undefined
          ? ""
          : isIdle
            ? `You will be signed off in ${said} seconds. Choose Stay signed in to go on.`
            : `This session reaches its limit in ${said} seconds.`}
      </div>
      {end === null ? null : (
        <section className="band" aria-label="The session ends soon" data-logoff>
          <Glyph of={IconClockHour4} />
          <span className="clock" aria-hidden="true">
            {countdown(end.inMs)}
          </span>
          <span>
            {isIdle
              ? `Signed off soon: ${plural(session.session.idleMin, "minute")} without activity.`
              : "This session reaches its limit. Sign in again to go on."}{" "}
            What you typed stays on this page until then.
          </span>
          <span className="row push">
            {isIdle ? (
              <Button size="xs" onClick={() => stay.mutate()} loading={stay.isPending}>
                Stay signed in
              </Button>
            ) : null}
            <Button size="xs" variant="subtle" onClick={leave}>
              Sign out now
            </Button>
          </span>
        </section>
      )}
      {stay.isError ? <Faults error={stay.error} /> : null}
    </>
  );
}
