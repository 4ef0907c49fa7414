// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { leaveMember, type Leaving, type Member } from "../../api/member.ts";
import { Dialog } from "../../part/float/dialog.tsx";
import { DayField } from "../../part/form/day-field.tsx";
import { Form } from "../../part/form/form.tsx";
import { Tick } from "../../part/form/tick.tsx";
import { fieldFault } from "../../part/say/faults.tsx";
import { Notice } from "../../part/say/notice.tsx";
import { dayOf } from "../../time/times.ts";
import { useNow, useZone } from "../../time/use-now.ts";
import { useMemberAct } from "./use-member-act.ts";

/** Somebody leaves. For cause, their access ends before this dialog closes; that is said before it happens. */
export function LeaveDialog({ member, onClose }: { member: Member; onClose: () => void }): ReactNode {
  const today = dayOf(useNow(), useZone());
  const [leaving, setLeaving] = useState<Leaving>({ leftOn: today, cause: "ordinary" });
  const leave = useMemberAct(() => leaveMember(member, leaving));
  const isNow = leaving.cause === "for-cause" || leaving.leftOn < today;
  const hasAccess = member.user !== null && !member.mayNotSignIn;
  if (leave.data !== undefined) {
    return (
      <Dialog opened onClose={onClose} title={`${member.name} leaves`}>
        <div className="stack loose">
          <Notice tone="plain" title={leave.data.accessEnded && hasAccess ? "Their access here has ended." : "It is written down."} />
          <p>
            <Link to="/submissions/$submission" params={{ submission: leave.data.checklist }}>
              Their check-list
            </Link>{" "}
            names what else ends, and where.
          </p>
          <div>
            <Button onClick={onClose}>Close</Button>
          </div>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog opened onClose={onClose} title={`${member.name} leaves`}>
      <Form
        error={leave.error}
        beside={["/leftOn", "/cause"]}
        verb={isNow && hasAccess ? "End access now" : "Write it down"}
        doing="Writing down"
        isPending={leave.isPending}
        onValues={() => leave.mutate()}
      >
        <DayField
          label="Last day"
          value={leaving.leftOn}
          onValue={(day) => setLeaving({ ...leaving, leftOn: day ?? today })}
          error={fieldFault(leave.error, "/leftOn")}
        />
        <fieldset className="field">
          <legend className="label">How</legend>
          <div className="ticks">
            <Tick
              label="In the ordinary course"
              hint="Access ends with the last day."
              oneOf="cause"
              checked={leaving.cause === "ordinary"}
              onChecked={() => setLeaving({ ...leaving, cause: "ordinary" })}
            />
            <Tick
              label="For cause"
              hint="Access ends now, whatever the last day: before they are told."
              oneOf="cause"
              checked={leaving.cause === "for-cause"}
              onChecked={() => setLeaving({ ...leaving, cause: "for-cause" })}
            />
          </div>
        </fieldset>
        {isNow && hasAccess ? (
          <Notice tone="soon" title={`${member.name} is signed out everywhere at once.`}>
            This cannot be undone; later access needs a new invitation. What they did stays in the ledger.
          </Notice>
        ) : null}
      </Form>
    </Dialog>
  );
}
