// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { inviteUser, rolesQuery, usersQuery, type Invitation } from "../../api/user.ts";
import { Literal } from "../../part/copy.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { Dialog } from "../../part/float/dialog.tsx";
import { Faults, fieldFault } from "../../part/say/faults.tsx";
import { onValues, useFaultFocus } from "../../part/form/form.ts";
import { Notice } from "../../part/say/notice.tsx";
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
    <Dialog opened={opened} onClose={close} title={invite.isSuccess ? "Send this link" : "Invite a person"}>
      {" "}
      {invite.isSuccess ? (
        <div className="stack loose">
          <Notice tone="act" title={`${invite.variables.name} is invited.`}>
            The link works once and is not shown again.
          </Notice>
          <Literal text={invite.data.enrolmentUrl} label="Copy the link" />
          <Button onClick={close}>Done</Button>
        </div>
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
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [isWanted, setWanted] = useState(false);
  const form = useFaultFocus(error);
  const submit = onValues(({ name = "", email = "" }) => {
    setWanted(chosen.length === 0);
    if (chosen.length > 0) onInvite({ name, email, roles: chosen });
  });
  return (
    <form ref={form} className="stack loose" onSubmit={submit}>
      <TextInput
        label="Name"
        name="name"
        autoComplete="off"
        required
        withAsterisk={false}
        data-autofocus
        error={fieldFault(error, "/name")}
      />
      <TextInput
        label="Work email"
        name="email"
        type="email"
        autoComplete="off"
        required
        withAsterisk={false}
        error={fieldFault(error, "/email")}
      />
      {roles.isPending ? (
        <Waiting lines={3} />
      ) : roles.data === undefined ? (
        <Faults error={roles.error} />
      ) : (
        <TickList
          legend="Roles"
          hint="Give the least that the work needs."
          choices={roles.data.items.map(({ role, says }) => ({ value: role, label: roleSays(role), hint: says }))}
          chosen={chosen}
          onChange={setChosen}
          error={isWanted && chosen.length === 0 ? "Choose at least one role." : fieldFault(error, "/roles")}
        />
      )}
      <Faults error={error} beside={BESIDE} />
      <Button type="submit" variant="filled" loading={isPending}>
        {isPending ? "Inviting" : "Invite"}
      </Button>
    </form>
  );
}
