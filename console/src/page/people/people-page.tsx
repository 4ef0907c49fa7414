// SPDX-License-Identifier: Apache-2.0
// Users: one person, one user (164.312(a)(2)(i)). Who has a second factor, who signed in last, whose access ended.
import { Button } from "@mantine/core";
import { IconUserPlus, IconUsers } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMemo, useState, type ReactNode } from "react";
import { usersQuery, type User } from "../../api/user.ts";
import { useOfferActions } from "../../palette/page-actions.ts";
import { ListPanel } from "../../part/table/list-panel.tsx";
import { useList } from "../../part/table/list.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { Glyph } from "../../part/glyph.tsx";
import { useMay, useSession } from "../../session/session-context.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { EndDialog } from "./end-dialog.tsx";
import { LinkDialog } from "./link-dialog.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { userColumns, USERS } from "./user-columns.tsx";

export function PeoplePage(): ReactNode {
  const users = useList(usersQuery);
  const { user: own } = useSession();
  const mayDesignations = useMay("program.submission.list");
  const mayInvite = useMay("access.user.invite");
  const mayEnd = useMay("access.user.end");
  const mayLink = useMay("access.user.reinvite");
  const [linking, setLinking] = useState<User | null>(null);
  const [isInviting, setInviting] = useState(false);
  const [ending, setEnding] = useState<User | null>(null);
  const columns = useMemo(
    () => userColumns(own.id, { onEnd: mayEnd ? setEnding : null, onLink: mayLink ? setLinking : null }),
    [own.id, mayEnd, mayLink],
  );
  const invite = { label: "Invite a person", icon: IconUserPlus, onAct: () => setInviting(true) };
  useOfferActions(
    useMemo(() => (mayInvite ? [{ id: "invite", label: "Invite a person", onAct: () => setInviting(true) }] : []), [mayInvite]),
  );
  const action = (
    <Button variant="filled" onClick={invite.onAct}>
      <Glyph of={IconUserPlus} />
      {invite.label}
    </Button>
  );
  return (
    <main id="main" tabIndex={-1}>
      <PageHead
        title="People"
        says={
          <>
            Everyone with access (users). One person, one user; nobody shares one. An office is not changed here: it is{" "}
            {mayDesignations ? (
              <Link to="/forms/$form" params={{ form: "official-designation" }} search={{}}>
                designated under Organization
              </Link>
            ) : (
              "designated under Organization"
            )}
            , accepted by the person, and brings its rights with it.
          </>
        }
        {...(mayInvite ? { actions: action } : {})}
      />
      <ListPanel
        of={users}
        title="Users"
        file="users"
        findSays="Find by name, address or role"
        narrowing={USERS}
        columns={columns}
        rowKey={(user) => user.id}
        height="tall"
        empty={
          <Empty
            kind="not-set-up"
            icon={IconUsers}
            title="No users yet"
            says="Invite the people who work with records."
            cite="164.312(a)(2)(i)"
            {...(mayInvite ? { action: invite } : {})}
          />
        }
      />
      <InviteDialog opened={isInviting} onClose={() => setInviting(false)} />
      {linking === null ? null : <LinkDialog user={linking} onClose={() => setLinking(null)} />}
      {ending === null ? null : <EndDialog user={ending} onClose={() => setEnding(null)} />}
    </main>
  );
}
