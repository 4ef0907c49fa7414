// SPDX-License-Identifier: Apache-2.0
// Approving: exactly the texts that were read, from a day on, by somebody else than who proposed them.
import { Button, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { approvePolicies, type PolicyVersion } from "../../api/policy.ts";
import { Dialog } from "../../part/float/dialog.tsx";
import { DayField } from "../../part/form/day-field.tsx";
import { Tick } from "../../part/form/tick.tsx";
import { fieldFault, Faults } from "../../part/say/faults.tsx";
import { Notice } from "../../part/say/notice.tsx";
import { useSession } from "../../session/session-context.ts";
import { dayOf } from "../../time/times.ts";
import { useNow, useZone } from "../../time/use-now.ts";
import { useOpened } from "./opened-texts.ts";

const SOLE_MIN = 20;

export function ApproveDialog({ versions, onClose }: { versions: readonly PolicyVersion[]; onClose: () => void }): ReactNode {
  const client = useQueryClient();
  const { user } = useSession();
  const opened = useOpened();
  const [day, setDay] = useState<string | undefined>(dayOf(useNow(), useZone()));
  const [sole, setSole] = useState("");
  const [hasRead, setRead] = useState(false);
  const unopened = versions.filter(({ id }) => !opened.has(id));
  const isOwn = versions.some(({ proposedBy }) => proposedBy === user.id);
  const approve = useMutation({
    mutationFn: () =>
      approvePolicies({
        versions: versions.map(({ id, sha256 }) => ({ id, sha256 })),
        ...(day === undefined ? {} : { effectiveOn: day }),
        ...(sole.trim() === "" ? {} : { soleOfficial: sole.trim() }),
      }),
    onSuccess: async () => {
      await Promise.all(
        ["policies", "policy", "acknowledgements", "requirements", "home"].map((key) => client.invalidateQueries({ queryKey: [key] })),
      );
      onClose();
    },
  });
  const notYet =
    unopened.length > 0 && !hasRead
      ? "Open each text, or say that you have read them all."
      : isOwn && sole.trim().length < SOLE_MIN
        ? `Say in at least ${SOLE_MIN} characters why nobody else can approve.`
        : undefined;
  const one = versions.length === 1 ? versions[0] : undefined;
  return (
    <Dialog opened onClose={onClose} title={one === undefined ? `Approve ${versions.length} policies` : `Approve ${one.title}`}>
      <form
        className="stack loose"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (notYet === undefined && !approve.isPending) approve.mutate();
        }}
      >
        {isOwn ? (
          <Notice tone="soon" title={`You proposed ${one === undefined ? "some of what" : "what"} you are about to approve.`}>
            Another official approves it. Only if there is none, say why; it stays on record with the approval.
          </Notice>
        ) : null}
        {one === undefined ? (
          <ul className="approving">
            {versions.map(({ id, title, version, proposedBy }) => (
              <li key={id} className="row">
                <span className="cut">{title}</span>
                <span className="push small muted nowrap">
                  {version}
                  {proposedBy === user.id ? ", yours" : ""}
                  {opened.has(id) ? "" : ", not opened here"}
                </span>
              </li>
            ))}
          </ul>
        ) : (
          <p className="muted">
            Version {one.version}: {one.summary}
          </p>
        )}
        <DayField label="In effect from" value={day} onValue={setDay} error={fieldFault(approve.error, "/effectiveOn")} />
        {isOwn ? (
          <Textarea
            label="Why nobody else can approve"
            required
            rows={3}
            value={sole}
            error={fieldFault(approve.error, "/soleOfficial")}
            onChange={({ currentTarget }) => setSole(currentTarget.value)}
          />
        ) : null}
        {unopened.length === 0 ? null : (
          <Tick
            label={versions.length === 1 ? "I have read this text" : "I have read all of these"}
            hint={`${unopened.length === versions.length ? "None" : versions.length - unopened.length} of ${versions.length} was opened here since you signed in.`}
            checked={hasRead}
            onChecked={setRead}
          />
        )}
        <Faults error={approve.error} beside={["/effectiveOn", "/soleOfficial"]} />
        <div className="row">
          <Button
            type="submit"
            variant="filled"
            loading={approve.isPending}
            {...(notYet === undefined ? {} : { "aria-disabled": true, title: notYet })}
          >
            Approve
          </Button>
          <Button onClick={onClose}>Not now</Button>
        </div>
      </form>
    </Dialog>
  );
}
