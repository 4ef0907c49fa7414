// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconShieldCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Member } from "../../api/member.ts";
import { Chip, Tag } from "../../part/status/chip.tsx";
import type { Column } from "../../part/table/data-table.tsx";
import { When } from "../../part/when.tsx";
import { roleSays } from "../../shell/initials.ts";

export const KIND_SAYS: Readonly<Record<Member["kind"], string>> = {
  employee: "Employee",
  contractor: "Contractor",
  trainee: "Trainee",
  volunteer: "Volunteer",
  owner: "Owner",
};

type Acts = {
  readonly own: string;
  readonly onMove: ((member: Member) => void) | null;
  readonly onLeave: ((member: Member) => void) | null;
};

/** The columns of the roster; for who may, a last one for what happens to people. Nobody writes down that they leave themselves. */
export function memberColumns(people: readonly Member[], { own, onMove, onLeave }: Acts): readonly Column<Member>[] {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const columns: readonly Column<Member>[] = [
    {
      key: "name",
      head: "Name",
      stack: "1 / 1 / 2 / 3",
      cell: ({ name, email }) => (
        <span className="cut">
          {name}
          <span className="cut small muted">{email ?? "no address"}</span>
        </span>
      ),
    },
    {
      key: "work",
      head: "Work",
      width: "22%",
      stack: "2 / 1",
      cell: ({ position, kind, supervisor }) => (
        <span className="cut">
          {position ?? <span className="muted">not written down</span>}
          <span className="cut small muted">
            {KIND_SAYS[kind]}
            {supervisor === null ? "" : `, for ${names.get(supervisor) ?? "somebody who left"}`}
          </span>
        </span>
      ),
    },
    {
      key: "phi",
      head: "PHI",
      width: "7.5rem",
      stack: "2 / 2",
      cell: ({ seesPhi }) =>
        seesPhi ? (
          <Chip tone="plain" icon={IconShieldCheck}>
            Sees PHI
          </Chip>
        ) : (
          <span className="muted">no PHI</span>
        ),
    },
    {
      key: "access",
      head: "Access here",
      width: "18%",
      stack: "4 / 1 / 5 / 3",
      says: true,
      cell: (member) => <Access of={member} />,
    },
    {
      key: "since",
      head: "Since",
      width: "10rem",
      stack: "3 / 1",
      says: true,
      cell: ({ joinedOn, leftOn }) => (
        <span className="cut">
          <When at={joinedOn} as="date" className="nowrap" />
          {leftOn === null ? null : (
            <span className="cut small muted">
              to <When at={leftOn} as="date" />
            </span>
          )}
        </span>
      ),
    },
  ];
  if (onMove === null || onLeave === null) return columns;
  const cell = (member: Member): ReactNode =>
    member.leftOn !== null ? null : (
      <>
        <Button size="xs" variant="subtle" onClick={() => onMove(member)} aria-label={`Change the work of ${member.name}`}>
          Change
        </Button>
        {member.id === own ? null : (
          <Button size="xs" variant="subtle" onClick={() => onLeave(member)} aria-label={`${member.name} leaves`}>
            Leaves
          </Button>
        )}
      </>
    );
  return [...columns, { key: "act", head: "What happens", width: "10rem", end: true, stack: "3 / 2", cell }];
}

function Access({ of: { user, mayNotSignIn, hasEnrolled, roles } }: { of: Member }): ReactNode {
  if (user === null) return <span className="muted">none</span>;
  if (mayNotSignIn) return <span className="muted">ended</span>;
  if (!hasEnrolled) return <Tag>Invited</Tag>;
  const others = roles.filter((role) => role !== "workforce-member");
  return <span className="cut">{(others.length === 0 ? roles : others).map(roleSays).join(", ")}</span>;
}
