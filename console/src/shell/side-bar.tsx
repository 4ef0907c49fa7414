// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { IconBuilding, IconKeyboard, IconLogout, IconSelector } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { homeQuery } from "../api/home.ts";
import { Faults } from "../part/say/faults.tsx";
import { Glyph } from "../part/glyph.tsx";
import { Menu, type MenuItem } from "../part/float/menu.tsx";
import { useSession } from "../session/session-context.ts";
import { useChooseTenant } from "../session/use-choose-tenant.ts";
import { Brand } from "./brand.tsx";
import { initials, roleSays } from "./initials.ts";
import { roomsFor } from "./rooms.ts";
import { useSignOut } from "./sign-out.ts";

/** The rooms, whose they are, and who is signed in. */
export function SideBar({ onKeyboardList, onGo }: { onKeyboardList: () => void; onGo?: () => void }): ReactNode {
  const { may } = useSession();
  return (
    <>
      <Brand />
      <Organization />
      <nav className="nav" aria-label="Main">
        {roomsFor(may).map(({ title, rooms }) => (
          <div key={title ?? ""}>
            {title === null ? null : <h2>{title}</h2>}
            <ul>
              {rooms.map(({ to, says, beside, icon }) => (
                <li key={to}>
                  <Link
                    to={to}
                    search={{}}
                    {...(onGo === undefined ? {} : { onClick: onGo })}
                    activeOptions={{ exact: to === "/", includeSearch: false }}
                    activeProps={{ "aria-current": "page" }}
                  >
                    <Glyph of={icon} />
                    <span>
                      {says}
                      {beside === undefined ? null : <span className="muted plain"> {beside}</span>}
                    </span>
                    {to === "/" ? <LateCount /> : null}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <Me onKeyboardList={onKeyboardList} />
    </>
  );
}

/** How many items are late, from Home's own answer when it is known. */
function LateCount(): ReactNode {
  const { data } = useQuery({ ...homeQuery, enabled: false });
  const late = data?.due.filter((item) => item.late).length ?? 0;
  return late === 0 ? null : <span className="count">{late} late</span>;
}

/** The organization, and the tenant whose records are open here. Changing it starts every room afresh. */
function Organization(): ReactNode {
  const { organization, tenant, tenants } = useSession();
  const choose = useChooseTenant();
  const isChoice = tenants.length > 1 || (tenant === null && tenants.length > 0);
  const name = (
    <>
      <Glyph of={IconBuilding} />
      <span className="cut">
        {organization.name}
        {!isChoice ? null : <span className="cut small muted">{tenant?.name ?? "No tenant chosen"}</span>}
      </span>
    </>
  );
  if (!isChoice) return <div className="org">{name}</div>;
  const items = tenants.map(({ id, name: says }): MenuItem => ({
    id,
    label: says,
    isChosen: id === tenant?.id,
    onAct: () => choose.mutate(id),
  }));
  return (
    <>
      <Menu label="Tenants" items={items} side="below" className="org">
        {name}
        <span className="sr">, change tenant</span>
        <span className="push">
          <Glyph of={IconSelector} />
        </span>
      </Menu>
      <Faults error={choose.error} />
    </>
  );
}

function Me({ onKeyboardList }: { onKeyboardList: () => void }): ReactNode {
  const { user } = useSession();
  const leave = useSignOut();
  const items: readonly MenuItem[] = [
    { id: "keyboard", label: "Keyboard", icon: IconKeyboard, onAct: onKeyboardList },
    { id: "sign-out", label: "Sign out", icon: IconLogout, onAct: leave },
  ];
  return (
    <div className="me">
      <Menu label="Your menu" items={items} side="above" className="me-button">
        <span className="avatar" aria-hidden="true">
          {initials(user.name)}
        </span>
        <span className="cut">
          <span className="cut">{user.name}</span>
          <span className="cut small muted">{user.roles.map(roleSays).join(", ")}</span>
          <span className="sr">, your menu</span>
        </span>
      </Menu>
    </div>
  );
}
