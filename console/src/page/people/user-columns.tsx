// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconCircleMinus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { User } from "../../api/user.ts";
import { Chip, Tag } from "../../part/status/chip.tsx";
import type { Column } from "../../part/table/data-table.tsx";
import type { Narrowing } from "../../part/table/narrow.ts";
import { When } from "../../part/when.tsx";
import { roleSays } from "../../shell/initials.ts";

const stateOf = ({ endedAt, enrolled, factor }: User): string =>
  endedAt !== null ? "Ended" : !enrolled ? "Invited" : factor ? "Second factor" : "Password only";

export const USERS: Narrowing<User> = {
  fields: {
    name: ({ name }) => name,
    email: ({ email }) => email,
    roles: ({ roles }) => roles.map(roleSays).join(", "),
    state: stateOf,
    last_sign_in_at: ({ lastSignInAt }) => lastSignInAt,
  },
  also: { ended_at: ({ endedAt }) => endedAt, id: ({ id }) => id },
  filters: [{ field: "state", label: "State", all: "All states" }],
};

const COLUMNS: readonly Column<User>[] = [
  {
    key: "name",
    head: "Name",
    stack: "1 / 1 / 2 / 3",
    cell: ({ name, email }) => (
      <span className="cut">
        {name}
        <span className="cut small muted">{email}</span>
      </span>
    ),
  },
  {
    key: "roles",
    head: "Roles",
    width: "28%",
    stack: "2 / 1 / 3 / 3",
    cell: ({ roles }) => <span className="cut">{roles.map(roleSays).join(", ")}</span>,
  },
  { key: "state", head: "State", width: "10rem", stack: "3 / 1 / 4 / 3", cell: (user) => <UserState of={user} /> },
  {
    key: "last_sign_in_at",
    head: "Last sign-in",
    width: "8rem",
    end: true,
    stack: "4 / 1",
    says: true,
    cell: ({ lastSignInAt }) => <When at={lastSignInAt} className="muted" />,
  },
];

type Acts = { readonly onEnd: ((user: User) => void) | null; readonly onLink: ((user: User) => void) | null };

/** The columns of the users' table; for who may, a last one to end somebody's access or to send a new link. Nobody does so to themselves. */
export function userColumns(own: string, { onEnd, onLink }: Acts): readonly Column<User>[] {
  if (onEnd === null && onLink === null) return COLUMNS;
  const cell = (user: User): ReactNode =>
    user.endedAt !== null || user.id === own ? null : (
      <>
        {onLink === null ? null : (
          <Button size="xs" variant="subtle" onClick={() => onLink(user)} aria-label={`New link for ${user.name}`}>
            New link
          </Button>
        )}
        {onEnd === null ? null : (
          <Button size="xs" variant="subtle" onClick={() => onEnd(user)} aria-label={`End access of ${user.name}`}>
            End access
          </Button>
        )}
      </>
    );
  return [...COLUMNS, { key: "end", head: "Access", width: "13rem", end: true, stack: "4 / 2", cell }];
}

function UserState({ of: user }: { of: User }): ReactNode {
  const says = stateOf(user);
  if (user.endedAt !== null) {
    return (
      <Chip tone="open" icon={IconCircleMinus}>
        {says}
      </Chip>
    );
  }
  return user.enrolled ? <span className="muted">{says}</span> : <Tag>{says}</Tag>;
}
