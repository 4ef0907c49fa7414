// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconShieldCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Member } from "../../api/member.ts";
import { Chip, Tag } from "../../part/status/chip.tsx";
import type { Column } from "../../part/table/data-table.tsx";
import type { Narrowing } from "../../part/table/narrow.ts";
import { When } from "../../part/when.tsx";
import { roleSays } from "../../shell/initials.ts";

export const KIND_SAYS: Readonly<Record<Member["kind"], string>> = {
  employee: "Employee",
  contractor: "Contractor",
  trainee: "Trainee",
  volunteer: "Volunteer",
  owner: "Owner",
};

const accessSays = ({ user, mayNotSignIn, hasEnrolled, roles }: Member): string => {
  if (user === null) return "none";
  if (mayNotSignIn) return "ended";
  if (!hasEnrolled) return "Invited";
  const others = roles.filter((role) => role !== "workforce-member");
  return (others.length === 0 ? roles : others).map(roleSays).join(", ");
};

/** The first columns are those that an import takes, so that what was saved can be read again. */
export function memberNarrowing(people: readonly Member[]): Narrowing<Member> {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return {
    fields: {
      name: ({ name }) => name,
      email: ({ email }) => email,
      kind: ({ kind }) => kind,
      position: ({ position }) => position,
      sees_phi: ({ seesPhi }) => (seesPhi ? "yes" : "no"),
      joined_on: ({ joinedOn }) => joinedOn,
      left_on: ({ leftOn }) => leftOn,
      access: accessSays,
      supervisor: ({ supervisor }) => (supervisor === null ? null : (names.get(supervisor) ?? "somebody who left")),
    },
    filters: [
      {
        field: "kind",
        label: "Kind",
        all: "All kinds",
        choices: Object.entries(KIND_SAYS).map(([value, label]) => ({ value, label })),
      },
      {
        field: "sees_phi",
        label: "PHI",
        all: "PHI or not",
        choices: [
          { value: "yes", label: "Sees PHI" },
          { value: "no", label: "No PHI" },
        ],
      },
    ],
  };
}

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
      key: "position",
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
      key: "sees_phi",
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
      key: "joined_on",
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

function Access({ of: member }: { of: Member }): ReactNode {
  const says = accessSays(member);
  if (member.user === null || member.mayNotSignIn) return <span className="muted">{says}</span>;
  return member.hasEnrolled ? <span className="cut">{says}</span> : <Tag>{says}</Tag>;
}
