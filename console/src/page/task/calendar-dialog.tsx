// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { makeCalendar } from "../../api/task.ts";
import { Dialog } from "../../part/float/dialog.tsx";
import { Handover } from "../../part/form/handover.tsx";
import { Faults } from "../../part/say/faults.tsx";

/** Makes the address under which a calendar reads one's own tasks; its password is shown once. */
export function CalendarDialog({ onClose }: { onClose: () => void }): ReactNode {
  const make = useMutation({ mutationFn: makeCalendar });
  return (
    <Dialog opened onClose={onClose} size="lg" title="Subscribe in a calendar" isSticky={make.isSuccess}>
      {make.isSuccess ? (
        <Handover
          title="Add these to your calendar now."
          says="Add a calendar by its address (often called “subscribe” or “from URL”), and type the user and the password when it asks. The password is shown this once."
          values={[
            { label: "Address", text: make.data.url, copy: "Copy the address" },
            { label: "User", text: make.data.user, copy: "Copy the user" },
            { label: "Password", text: make.data.password, copy: "Copy the password" },
          ]}
          keep="My calendar has them"
          onDone={onClose}
        />
      ) : (
        <div className="stack loose">
          <p>
            Your calendar reads your own tasks: their titles and days, nothing else. It signs in with a user and a password made for it
            alone. If you made one before, that one stops working.
          </p>
          <Faults error={make.error} />
          <div className="row">
            <Button variant="filled" onClick={() => make.mutate()} loading={make.isPending} data-autofocus>
              Make the address
            </Button>
            <Button onClick={onClose}>Not now</Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
