// SPDX-License-Identifier: Apache-2.0
// Who is trained, as of a day: the population, what is overdue, and what officials do about it.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState, type ReactNode } from "react";
import { statusQuery, type Place, type Status, type Trained } from "../../api/training.ts";
import { Literal } from "../../part/copy.tsx";
import { DayField } from "../../part/form/day-field.tsx";
import { Panel } from "../../part/panel.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { Waiting, type Column } from "../../part/table/data-table.tsx";
import { ListPanel } from "../../part/table/list-panel.tsx";
import { readWhole } from "../../part/table/list.tsx";
import type { Narrowing } from "../../part/table/narrow.ts";
import { useMay, useSession } from "../../session/session-context.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { date } from "../../time/times.ts";
import { AssignDialog } from "./assign-dialog.tsx";
import { OutsideDialog } from "./outside-dialog.tsx";
import { ReleaseDialog } from "./release-dialog.tsx";
import { StateChip } from "./state-chip.tsx";
import { standingOf, statusCsv } from "./training-words.ts";

/** Who may release a test: whoever directs people, and the officials. The server decides. */
const RELEASES: readonly string[] = ["manager", "executive", "security-official", "privacy-official"];

type Releasing = { readonly person: Trained; readonly place: Place };

export function TrainingStatusPage(): ReactNode {
  const { asOf } = useSearch({ from: "/inside/training-status" });
  const navigate = useNavigate({ from: "/training-status" });
  const status = useQuery(statusQuery(asOf));
  const mayAssign = useMay("program.training.assign");
  const mayRecord = useMay("program.training.record-outside");
  const [dialog, setDialog] = useState<"assign" | "outside" | null>(null);
  const actions = (
    <>
      {mayRecord ? <Button onClick={() => setDialog("outside")}>Record outside training</Button> : null}
      {mayAssign ? (
        <Button variant="filled" onClick={() => setDialog("assign")}>
          Assign
        </Button>
      ) : null}
    </>
  );
  return (
    <main id="main" tabIndex={-1}>
      <PageHead
        title="Who is trained"
        says="Everybody who was in the workforce on a day, with what they had completed by then."
        crumbs={<Link to="/training">Training</Link>}
        actions={actions}
      />
      {status.isPending ? (
        <Waiting lines={10} />
      ) : status.data === undefined ? (
        <Empty kind="failed" error={status.error} onRetry={() => void status.refetch()} />
      ) : (
        <Population of={status.data} onDay={(day) => void navigate({ search: (old) => ({ ...old, asOf: day }), replace: true })} />
      )}
      {status.data === undefined || dialog !== "assign" ? null : <AssignDialog status={status.data} onClose={() => setDialog(null)} />}
      {status.data === undefined || dialog !== "outside" ? null : <OutsideDialog status={status.data} onClose={() => setDialog(null)} />}
    </main>
  );
}

const NARROWING: Narrowing<Trained> = {
  fields: {
    name: ({ name }) => name,
    position: ({ position }) => position,
    state: (person) => standingOf(person),
    done: ({ courses }) => courses.filter(({ state }) => state === "done").length,
  },
  filters: [
    {
      field: "state",
      label: "State",
      all: "All states",
      choices: [
        { value: "overdue", label: "Overdue" },
        { value: "due", label: "Due" },
        { value: "done", label: "Done" },
        { value: "none", label: "Not assigned" },
      ],
    },
  ],
};

function Population({ of: status, onDay }: { of: Status; onDay: (day: string | undefined) => void }): ReactNode {
  const { asOf, totals, sha256, items } = status;
  const { user } = useSession();
  const [releasing, setReleasing] = useState<Releasing | null>(null);
  const mayRelease = user.roles.some((role) => RELEASES.includes(role));
  const titles = useMemo(() => new Map(status.courses.map(({ course, title }) => [course, title])), [status.courses]);
  const listed = useMemo(() => readWhole(items), [items]);
  return (
    <div className="stack loose">
      <Panel title={`On ${date(asOf)}`} padded>
        <dl className="training-totals">
          {(
            [
              ["In the workforce", totals.people],
              ["Done", totals.done],
              ["Due", totals.due],
              ["Overdue", totals.overdue],
            ] as const
          ).map(([says, count]) => (
            <div key={says}>
              <dt className="small muted plain">{says}</dt>
              <dd className="figure">{count}</dd>
            </div>
          ))}
        </dl>
      </Panel>
      <ListPanel
        of={listed}
        title="People"
        file={`training-${asOf}`}
        csvOf={(rows) => statusCsv(status, rows)}
        findSays="Find by name or work"
        narrowing={NARROWING}
        columns={columnsOf(titles, { own: user.id, onRelease: mayRelease ? setReleasing : null })}
        rowKey={({ member }) => member}
        height="tall"
        footer={<Proof sha256={sha256} />}
        tools={<DayField label="As of" value={asOf} onValue={onDay} />}
        empty={<Empty kind="nothing-due" title="Nobody on that day" says="Nobody was in the workforce on that day." />}
      />
      {releasing === null ? null : (
        <ReleaseDialog {...releasing} title={titles.get(releasing.place.course) ?? ""} onClose={() => setReleasing(null)} />
      )}
    </div>
  );
}

function Proof({ sha256 }: { sha256: string }): ReactNode {
  return (
    <div className="stack">
      <span>SHA-256 of this list; the entry of this reading in the ledger holds the same.</span>
      <Literal text={sha256} label="Copy the SHA-256" />
    </div>
  );
}

type Acts = { readonly own: string; readonly onRelease: ((releasing: Releasing) => void) | null };

function columnsOf(titles: ReadonlyMap<string, string>, { own, onRelease }: Acts): readonly Column<Trained>[] {
  return [
    { key: "state", head: "State", width: "8rem", stack: "1 / 1", cell: (person) => <StateChip is={standingOf(person)} /> },
    {
      key: "name",
      head: "Name",
      width: "24%",
      stack: "2 / 1 / 3 / 3",
      cell: ({ name, position, maySignIn }) => (
        <span className="cut">
          {name}
          <span className="cut small muted">
            {position ?? ""}
            {maySignIn ? "" : `${position === null ? "" : ", "}does not sign in`}
          </span>
        </span>
      ),
    },
    {
      key: "courses",
      head: "Courses",
      stack: "3 / 1 / 4 / 3",
      cell: (person) => <Places of={person} titles={titles} onRelease={person.member === own ? null : onRelease} />,
    },
  ];
}

type PlacesProps = { readonly of: Trained; readonly titles: ReadonlyMap<string, string>; readonly onRelease: Acts["onRelease"] };

/** What is open, a line for each day it is due on; then how much is done. */
function Places({ of: person, titles, onRelease }: PlacesProps): ReactNode {
  const open = person.courses.filter(({ state }) => state !== "done");
  const titleOf = ({ course }: Place): string => titles.get(course) ?? course;
  const days = [...new Set(open.map(({ dueOn }) => dueOn ?? ""))].toSorted();
  return (
    <ul className="training-places">
      {days.map((day) => {
        const places = open.filter(({ dueOn }) => (dueOn ?? "") === day);
        const isLate = places.some(({ state }) => state === "overdue");
        return (
          <li key={day}>
            <span className={isLate ? "harm strong" : "strong"}>
              {isLate ? "Was due" : "By"} {date(day)}:
            </span>{" "}
            {places.map(titleOf).join("; ")}
          </li>
        );
      })}
      {open
        .filter(({ isBlocked }) => isBlocked)
        .map((place) => (
          <li key={place.course} className="row wrap">
            Attempts used up: {titleOf(place)}
            {onRelease === null ? null : (
              <Button size="xs" onClick={() => onRelease({ person, place })} aria-label={`Release ${titleOf(place)} for ${person.name}`}>
                Release
              </Button>
            )}
          </li>
        ))}
      <li className="muted">
        {person.courses.length - open.length} of {person.courses.length} done
        {person.others.length === 0 ? "" : `, ${person.others.length} on record from elsewhere`}
      </li>
    </ul>
  );
}
