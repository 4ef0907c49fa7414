// SPDX-License-Identifier: Apache-2.0
// Everybody under our direct control, as of any day: who joins, whose work changes, who leaves, and what is still to be done about it.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { IconFileImport, IconId, IconUserPlus } from "@tabler/icons-react";
import { useMemo, useState, type ReactNode } from "react";
import { rosterQuery, type Member } from "../../api/member.ts";
import { DayField } from "../../part/form/day-field.tsx";
import { Glyph } from "../../part/glyph.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { Notice } from "../../part/say/notice.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { ListPanel } from "../../part/table/list-panel.tsx";
import { listedOf, type Listed } from "../../part/table/list.tsx";
import { useMay, useSession } from "../../session/session-context.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { date, dayOf } from "../../time/times.ts";
import { useNow, useZone } from "../../time/use-now.ts";
import { ChecklistsPanel } from "./checklists-panel.tsx";
import { ImportDialog } from "./import-dialog.tsx";
import { JoinDialog } from "./join-dialog.tsx";
import { LeaveDialog } from "./leave-dialog.tsx";
import { memberColumns, memberNarrowing } from "./member-columns.tsx";
import { MoveMemberDialog } from "./move-member-dialog.tsx";

type Open = { readonly act: "join" | "import" } | { readonly act: "move" | "leave"; readonly member: Member } | null;

export function WorkforcePage(): ReactNode {
  const { asOf } = useSearch({ from: "/inside/workforce" });
  const roster = useQuery(rosterQuery(asOf));
  const mayRun = useMay("program.member.join");
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  const people = roster.data ?? [];
  return (
    <main id="main" tabIndex={-1}>
      <PageHead
        title="Workforce"
        says="Everybody under your direct control, paid or not: employees, contractors, trainees, volunteers, owners. With or without access here."
        actions={
          mayRun ? (
            <>
              <Button onClick={() => setOpen({ act: "import" })}>
                <Glyph of={IconFileImport} />
                Import CSV
              </Button>
              <Button variant="filled" onClick={() => setOpen({ act: "join" })}>
                <Glyph of={IconUserPlus} />
                Somebody joins
              </Button>
            </>
          ) : undefined
        }
      />
      <div className="stack loose">
        <ChecklistsPanel />
        {roster.isPending ? (
          <Waiting lines={8} />
        ) : roster.data === undefined ? (
          <Empty kind="failed" error={roster.error} onRetry={() => void roster.refetch()} />
        ) : (
          <Roster of={listedOf(roster, roster.data)} mayRun={mayRun} onOpen={setOpen} />
        )}
      </div>
      {open?.act === "join" ? <JoinDialog people={people} onClose={close} /> : null}
      {open?.act === "import" ? <ImportDialog onClose={close} /> : null}
      {open?.act === "move" ? <MoveMemberDialog member={open.member} people={people} onClose={close} /> : null}
      {open?.act === "leave" ? <LeaveDialog member={open.member} onClose={close} /> : null}
    </main>
  );
}

function Roster({ of: listed, mayRun, onOpen }: { of: Listed<Member>; mayRun: boolean; onOpen: (open: Open) => void }): ReactNode {
  const { asOf } = useSearch({ from: "/inside/workforce" });
  const people = listed.rows;
  const navigate = useNavigate();
  const { user } = useSession();
  const today = dayOf(useNow(), useZone());
  const isToday = asOf === undefined || asOf === today;
  const change = (day: string | undefined): void =>
    void navigate({ to: ".", search: (old) => ({ ...old, asOf: day === today ? undefined : day }), replace: true });
  const narrowing = useMemo(() => memberNarrowing(people), [people]);
  const columns = useMemo(
    () =>
      memberColumns(people, {
        own: user.id,
        onMove: mayRun && isToday ? (member) => onOpen({ act: "move", member }) : null,
        onLeave: mayRun && isToday ? (member) => onOpen({ act: "leave", member }) : null,
      }),
    [people, user.id, mayRun, isToday, onOpen],
  );
  return (
    <ListPanel
      of={listed}
      title="Roster"
      file={`roster-${asOf ?? today}`}
      findSays="Find by name, address or work"
      narrowing={narrowing}
      columns={columns}
      rowKey={({ id }) => id}
      height="tall"
      tools={
        <DayField
          label="As of"
          value={asOf ?? today}
          onValue={(day) => (day === undefined || /^(19|20)\d\d-/.test(day) ? change(day) : undefined)}
        />
      }
      onClear={isToday ? undefined : () => change(undefined)}
      between={
        isToday ? null : (
          <div className="as-of">
            <Notice
              tone="soon"
              title={`The roster of ${date(asOf)}.`}
              action={
                <button type="button" className="as-link" onClick={() => change(undefined)}>
                  Back to today
                </button>
              }
            />
          </div>
        )
      }
      empty={
        <Empty
          kind="not-set-up"
          icon={IconId}
          title="Nobody on that day"
          says="Whoever works for you stands here from the day they join."
          cite="164.308(a)(3)(i)"
        />
      }
    />
  );
}
