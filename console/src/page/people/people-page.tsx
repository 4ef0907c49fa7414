// SPDX-License-Identifier: Apache-2.0
// Users: one person, one user (164.312(a)(2)(i)). Who has a second factor, who is locked, who signed in last.
import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { IconCircleMinus, IconLock, IconUserPlus, IconUsers } from "@tabler/icons-react";
import { useMemo, useState, type ReactNode } from "react";
import { usersQuery, type User } from "../../api/user.ts";
import { useOfferActions } from "../../palette/page-actions.ts";
import { Chip, Tag } from "../../part/chip.tsx";
import { DataTable, Waiting, type Column } from "../../part/data-table.tsx";
import { Empty } from "../../part/empty.tsx";
import { Glyph } from "../../part/glyph.tsx";
import { Panel } from "../../part/panel.tsx";
import { When } from "../../part/when.tsx";
import { roleSays } from "../../shell/initials.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { nowMs } from "../../time/clock.ts";
import { instantMs } from "../../time/times.ts";
import { InviteDialog } from "./invite-dialog.tsx";

const COLUMNS: readonly Column<User>[] = [
  {
    key: "name",
    head: "Name",
    stack: "1 / 1",
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
  { key: "state", head: "State", width: "11rem", stack: "1 / 2", cell: (user) => <UserState of={user} /> },
  {
    key: "last",
    head: "Last sign-in",
    width: "8rem",
    end: true,
    stack: "3 / 1",
    cell: ({ lastSignInAt }) => <When at={lastSignInAt} className="muted" />,
  },
];

function UserState({ of: { endedAt, lockedUntil, factor, lastSignInAt } }: { of: User }): ReactNode {
  if (endedAt !== null) {
    return (
      <Chip tone="open" icon={IconCircleMinus}>
        Ended
      </Chip>
    );
  }
  if (lockedUntil !== null && instantMs(lockedUntil) > nowMs()) {
    return (
      <Chip tone="soon" icon={IconLock}>
        Locked
      </Chip>
    );
  }
  if (lastSignInAt === null && !factor) return <Tag>Invited</Tag>;
  return <span className="muted">{factor ? "Second factor" : "Password only"}</span>;
}

export function PeoplePage(): ReactNode {
  const list = useInfiniteQuery(usersQuery);
  const [isInviting, setInviting] = useState(false);
  const users = list.data?.pages.flatMap((page) => page.items) ?? [];
  useOfferActions(useMemo(() => [{ id: "invite", label: "Invite a person", onAct: () => setInviting(true) }], []));
  return (
    <main id="main" tabIndex={-1}>
      <PageHead
        title="People"
        says="Everyone with access (users). One person, one user: accounts are never shared."
        actions={
          <Button variant="filled" onClick={() => setInviting(true)}>
            <Glyph of={IconUserPlus} />
            Invite a person
          </Button>
        }
      />
      <Panel title="Users" note={list.isPending ? undefined : String(users.length)}>
        {list.isPending ? (
          <Waiting />
        ) : list.isError && users.length === 0 ? (
          <Empty kind="failed" error={list.error} onRetry={() => void list.refetch()} />
        ) : users.length === 0 ? (
          <Empty
            kind="not-set-up"
            icon={IconUsers}
            title="No users yet"
            says="Invite the people who work with records."
            cite="164.312(a)(2)(i)"
            action={{ label: "Invite a person", onAct: () => setInviting(true) }}
          />
        ) : (
          <DataTable
            label="Users"
            columns={COLUMNS}
            rows={users}
            rowKey={(user) => user.id}
            height="tall"
            more={{ has: list.hasNextPage, loading: list.isFetchingNextPage, load: () => void list.fetchNextPage() }}
          />
        )}
      </Panel>
      <InviteDialog opened={isInviting} onClose={() => setInviting(false)} />
    </main>
  );
}
