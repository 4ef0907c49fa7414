// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from "react";
import { moveMember, type Member, type Work } from "../../api/member.ts";
import { Dialog } from "../../part/float/dialog.tsx";
import { DayField } from "../../part/form/day-field.tsx";
import { Form } from "../../part/form/form.tsx";
import { fieldFault } from "../../part/say/faults.tsx";
import { dayOf } from "../../time/times.ts";
import { useNow, useZone } from "../../time/use-now.ts";
import { useMemberAct } from "./use-member-act.ts";
import { WORK_AT, WorkFields } from "./work-fields.tsx";

/** Somebody's work changes from a day on; a check-list opens for what follows from it. */
export function MoveMemberDialog({
  member,
  people,
  onClose,
}: {
  member: Member;
  people: readonly Member[];
  onClose: () => void;
}): ReactNode {
  const { kind, position, supervisor, seesPhi } = member;
  const today = dayOf(useNow(), useZone());
  const [work, setWork] = useState<Work>({ kind, position: position ?? "", supervisor, seesPhi });
  const [fromOn, setFrom] = useState(today);
  const move = useMemberAct(
    () => moveMember(member, { kind: work.kind, position: work.position, supervisor: work.supervisor, seesPhi: work.seesPhi, fromOn }),
    onClose,
  );
  return (
    <Dialog opened onClose={onClose} title={`The work of ${member.name} changes`}>
      <Form
        error={move.error}
        beside={["/fromOn", ...WORK_AT]}
        verb="Write it down"
        doing="Writing down"
        isPending={move.isPending}
        onValues={() => move.mutate()}
      >
        <p className="muted">A check-list opens: what the new work needs, and what is no longer needed.</p>
        <WorkFields work={work} onWork={setWork} people={people.filter(({ id }) => id !== member.id)} error={move.error} />
        <DayField label="From" value={fromOn} onValue={(day) => setFrom(day ?? today)} error={fieldFault(move.error, "/fromOn")} />
      </Form>
    </Dialog>
  );
}
