// SPDX-License-Identifier: Apache-2.0
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { reinviteUser, type User } from "../../api/user.ts";
import { Dialog } from "../../part/float/dialog.tsx";
import { Form } from "../../part/form/form.tsx";
import { Handover } from "../../part/form/handover.tsx";

/** A new enrolment link for one person: the first ran out, or phone and recovery codes are lost. */
export function LinkDialog({ user, onClose }: { user: User; onClose: () => void }): ReactNode {
  const link = useMutation({ mutationFn: () => reinviteUser(user.id) });
  return (
    <Dialog opened onClose={onClose} title={link.isSuccess ? "Send this link" : "New enrolment link"} isSticky={link.isSuccess}>
      {link.isSuccess ? (
        <Handover
          title={`For ${user.name} alone.`}
          says="The link works once, for seven days, and is not shown again."
          values={[{ text: link.data.enrolmentUrl, copy: "Copy the link" }]}
          onDone={onClose}
        />
      ) : (
        <Form
          error={link.error}
          beside={[]}
          verb="Make a new link"
          doing="Making the link"
          isPending={link.isPending}
          onValues={() => link.mutate()}
        >
          <p>
            {user.name} chooses a new password and a new second factor with it. First make sure that it is really {user.name} who asks.
            Links sent before stop working.
          </p>
        </Form>
      )}
    </Dialog>
  );
}
