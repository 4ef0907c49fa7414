// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { reinviteUser, type User } from "../../api/user.ts";
import { Literal } from "../../part/copy.tsx";
import { Dialog } from "../../part/float/dialog.tsx";
import { Faults } from "../../part/say/faults.tsx";
import { Notice } from "../../part/say/notice.tsx";

/** A new enrolment link for one person: the first ran out, or phone and recovery codes are lost. */
export function LinkDialog({ user, onClose }: { user: User; onClose: () => void }): ReactNode {
  const link = useMutation({ mutationFn: () => reinviteUser(user.id) });
  return (
    <Dialog opened onClose={onClose} title={link.isSuccess ? "Send this link" : "New enrolment link"}>
      {link.isSuccess ? (
        <div className="stack loose">
          <Notice tone="act" title={`For ${user.name} alone.`}>
            The link works once, for seven days, and is not shown again.
          </Notice>
          <Literal text={link.data.enrolmentUrl} label="Copy the link" />
          <Button onClick={onClose}>Done</Button>
        </div>
      ) : (
        <div className="stack loose">
          <p>
            {user.name} chooses a new password and a new second factor with it. First make sure that it is really {user.name} who asks.
            Links sent before stop working.
          </p>
          <Faults error={link.error} />
          <Button variant="filled" onClick={() => link.mutate()} loading={link.isPending}>
            {link.isPending ? "Making the link" : "Make a new link"}
          </Button>
        </div>
      )}
    </Dialog>
  );
}
