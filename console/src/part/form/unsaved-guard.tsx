// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Dialog } from "../float/dialog.tsx";

/**
 * Asks before what was typed is left behind. A session that ended is never held up: nothing of it may stay on the screen. `mayLeave`
 * tells, at the time, that leaving is the consequence of saving.
 */
export function UnsavedGuard({ isDirty, mayLeave }: { isDirty: boolean; mayLeave: () => boolean }): ReactNode {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && !mayLeave() && next.pathname !== "/sign-in" && next.pathname !== current.pathname,
    enableBeforeUnload: () => isDirty && !mayLeave(),
    withResolver: true,
  });
  if (blocker.status !== "blocked") return null;
  return (
    <Dialog opened title="Leave without saving?" onClose={blocker.reset}>
      <div className="stack loose">
        <p>What you typed here is not saved yet. If you leave, it is lost.</p>
        <div className="row">
          <Button variant="filled" onClick={blocker.reset} data-autofocus>
            Stay
          </Button>
          <Button onClick={blocker.proceed}>Leave</Button>
        </div>
      </div>
    </Dialog>
  );
}
