// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { rejectPolicy, reviewPolicy, type PolicyText } from "../../api/policy.ts";
import { useMay } from "../../session/session-context.ts";
import { ApproveDialog } from "./approve-dialog.tsx";
import { SayDialog } from "./say-dialog.tsx";

/** What an official does with the version that is open. */
export function PolicyActions({ of: text, isCurrent }: { of: PolicyText; isCurrent: boolean }): ReactNode {
  const mayRun = useMay("program.policy.approve");
  const [act, setAct] = useState<"approve" | "reject" | "review" | null>(null);
  const close = (): void => setAct(null);
  if (!mayRun) return null;
  return (
    <>
      {text.state === "proposed" ? (
        <>
          <Button onClick={() => setAct("reject")}>Reject</Button>
          <Button variant="filled" onClick={() => setAct("approve")}>
            Approve
          </Button>
        </>
      ) : isCurrent ? (
        <Button onClick={() => setAct("review")}>Reviewed, stays as it is</Button>
      ) : null}
      {act === "approve" ? <ApproveDialog versions={[text]} onClose={close} /> : null}
      {act === "reject" ? (
        <SayDialog
          title={`Reject ${text.title} ${text.version}`}
          says="What is in force stays in force. Whoever proposed it sees the reason."
          label="Why"
          name="reason"
          lengthMin={3}
          verb="Reject"
          act={(reason) => rejectPolicy(text.id, reason)}
          onClose={close}
        />
      ) : null}
      {act === "review" ? (
        <SayDialog
          title={`Review of ${text.title}`}
          says="You looked at it against the law and how things are done here, and it needs no change. The next review counts from today."
          label="What you found"
          name="finding"
          lengthMin={10}
          verb="Write it down"
          act={(finding) => reviewPolicy(text.policy, finding)}
          onClose={close}
        />
      ) : null}
    </>
  );
}
