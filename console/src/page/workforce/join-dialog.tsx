// SPDX-License-Identifier: Apache-2.0
import { TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { joinMember, type Joiner, type Member } from "../../api/member.ts";
import { rolesQuery, type RoleName } from "../../api/user.ts";
import { Dialog } from "../../part/float/dialog.tsx";
import { DayField } from "../../part/form/day-field.tsx";
import { Form } from "../../part/form/form.tsx";
import { Handover } from "../../part/form/handover.tsx";
import { Tick } from "../../part/form/tick.tsx";
import { TickList } from "../../part/form/tick-list.tsx";
import { fieldFault } from "../../part/say/faults.tsx";
import { Notice } from "../../part/say/notice.tsx";
import { useMay } from "../../session/session-context.ts";
import { roleSays } from "../../shell/initials.ts";
import { dayOf } from "../../time/times.ts";
import { useNow, useZone } from "../../time/use-now.ts";
import { useMemberAct } from "./use-member-act.ts";
import { WORK_AT, WorkFields } from "./work-fields.tsx";

export function JoinDialog({ people, onClose }: { people: readonly Member[]; onClose: () => void }): ReactNode {
  const today = dayOf(useNow(), useZone());
  const [joiner, setJoiner] = useState<Joiner>({
    name: "",
    email: null,
    kind: "employee",
    position: "",
    supervisor: null,
    seesPhi: false,
    joinedOn: today,
    termOn: null,
    roles: null,
  });
  const join = useMemberAct(() => joinMember(joiner));
  const set = (next: Partial<Joiner>): void => setJoiner((old) => ({ ...old, ...next }));
  const { data } = join;
  if (data !== undefined) {
    return (
      <Dialog
        opened
        onClose={onClose}
        title={data.enrolmentUrl === null ? "On the roster" : "Send this link"}
        isSticky={data.enrolmentUrl !== null}
      >
        <div className="stack loose">
          {data.enrolmentUrl === null ? (
            <Notice tone="plain" title={`${joiner.name} is on the roster.`} />
          ) : (
            <Handover
              title={`${joiner.name} is on the roster, and invited.`}
              says="The link works once, for seven days, and is not shown again."
              values={[{ text: data.enrolmentUrl, copy: "Copy the link" }]}
              onDone={onClose}
            />
          )}
          <p>
            <Link to="/submissions/$submission" params={{ submission: data.checklist }}>
              Their check-list
            </Link>{" "}
            is open.
          </p>
        </div>
      </Dialog>
    );
  }
  const { error } = join;
  return (
    <Dialog opened onClose={onClose} title="Somebody joins" size="lg">
      <Form
        error={error}
        beside={["/name", "/email", "/joinedOn", "/termOn", "/roles", ...WORK_AT]}
        verb="Put on the roster"
        doing="Writing down"
        isPending={join.isPending}
        onValues={() => join.mutate()}
      >
        <div className="two-fields">
          <TextInput
            label="Name"
            value={joiner.name}
            maxLength={120}
            autoComplete="off"
            required
            withAsterisk={false}
            data-autofocus
            error={fieldFault(error, "/name")}
            onChange={({ currentTarget }) => set({ name: currentTarget.value })}
          />
          <TextInput
            label="Work email (optional)"
            type="email"
            value={joiner.email ?? ""}
            autoComplete="off"
            error={fieldFault(error, "/email")}
            onChange={({ currentTarget }) => set({ email: currentTarget.value.trim() === "" ? null : currentTarget.value.trim() })}
          />
        </div>
        <WorkFields work={joiner} onWork={set} people={people} error={error} />
        <div className="two-fields">
          <DayField
            label="First day"
            value={joiner.joinedOn}
            onValue={(day) => set({ joinedOn: day ?? today })}
            error={fieldFault(error, "/joinedOn")}
          />
          <DayField
            label="Last day, if it is agreed (optional)"
            value={joiner.termOn ?? undefined}
            onValue={(day) => set({ termOn: day ?? null })}
            error={fieldFault(error, "/termOn")}
          />
        </div>
        <AccessFields roles={joiner.roles} onRoles={(roles) => set({ roles })} error={error} />
      </Form>
    </Dialog>
  );
}

function AccessFields({
  roles,
  onRoles,
  error,
}: {
  roles: Joiner["roles"];
  onRoles: (roles: Joiner["roles"]) => void;
  error: unknown;
}): ReactNode {
  const mayRoles = useMay("access.role.list");
  const known = useQuery({ ...rolesQuery, enabled: mayRoles && roles !== null });
  return (
    <>
      <Tick
        label="They sign in here"
        hint="They get a link to enrol with; it needs a work email. Everybody who signs in can read policies and file what is for everybody."
        checked={roles !== null}
        onChecked={(on) => onRoles(on ? [] : null)}
      />
      {roles === null || known.data === undefined ? null : (
        <TickList
          legend="More roles (optional)"
          hint="Give the least that the work needs."
          choices={known.data.items
            .filter(({ role }) => role !== "workforce-member")
            .map(({ role, says }) => ({ value: role as RoleName, label: roleSays(role), hint: says.replaceAll(/[[\]]/g, "") }))} // The server's own names.
          chosen={roles}
          onChange={onRoles}
          error={fieldFault(error, "/roles")}
        />
      )}
    </>
  );
}
