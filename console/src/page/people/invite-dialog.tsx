// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { inviteUser, rolesQuery, usersQuery, type Invitation, type RoleName } from "../../api/user.ts";
import { Waiting } from "../../part/table/data-table.tsx";
import { Dialog } from "../../part/float/dialog.tsx";
import { Faults, fieldFault } from "../../part/say/faults.tsx";
import { Field, Form } from "../../part/form/form.tsx";
import { Handover } from "../../part/form/handover.tsx";
import { TickList } from "../../part/form/tick-list.tsx";
import { roleSays } from "../../shell/initials.ts";

const BESIDE = ["/name", "/email", "/roles"];

/** Invites one person. The link they get is theirs alone; nobody else ever knows their password. */
export function InviteDialog({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactNode {
  const client = useQueryClient();
  const invite = useMutation({ mutationFn: inviteUser, onSuccess: () => client.invalidateQueries({ queryKey: usersQuery.queryKey }) });
  const close = (): void => {
    invite.reset();
    onClose();
  };
  return (
    <Dialog opened={opened} onClose={close} title={invite.isSuccess ? "Send this link" : "Invite a person"} isSticky={invite.isSuccess}>
      {invite.isSuccess ? (
        <Handover
          title={`${invite.variables.name} is invited.`}
          says="The link works once, for seven days, and is not shown again."
          values={[{ text: invite.data.enrolmentUrl, copy: "Copy the link" }]}
          onDone={close}
        />
      ) : (
        <InviteForm error={invite.error} isPending={invite.isPending} onInvite={invite.mutate} />
      )}
    </Dialog>
  );
}

function InviteForm({
  error,
  isPending,
  onInvite,
}: {
  error: unknown;
  isPending: boolean;
  onInvite: (invitation: Invitation) => void;
}): ReactNode {
  const roles = useQuery(rolesQuery);
  const [chosen, setChosen] = useState<readonly RoleName[]>([]);
  const [isWanted, setWanted] = useState(false);
  const invite = ({ name = "", email = "" }: Readonly<Record<string, string>>): void => {
    setWanted(chosen.length === 0);
    if (chosen.length > 0) onInvite({ name, email, roles: chosen });
  };
  return (
    <Form error={error} beside={BESIDE} verb="Invite" doing="Inviting" isPending={isPending} onValues={invite}>
      <Field at="/name" label="Name" name="name" data-autofocus />
      <Field at="/email" label="Work email" name="email" type="email" />
      {roles.isPending ? (
        <Waiting lines={3} />
      ) : roles.data === undefined ? (
        <Faults error={roles.error} />
      ) : (
        <TickList
          legend="Roles"
          hint="Give the least that the work needs."
          choices={roles.data.items.map(({ role, says }) => ({ value: role, label: roleSays(role), hint: says.replaceAll(/[[\]]/g, "") }))}
          chosen={chosen}
          onChange={setChosen}
          error={isWanted && chosen.length === 0 ? "Choose at least one role." : fieldFault(error, "/roles")}
        />
      )}
    </Form>
  );
}
