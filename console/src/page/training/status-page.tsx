// SPDX-License-Identifier: Apache-2.0
// Who is trained, as of a day: the population, what is overdue, and what officials do about it.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { IconDownload } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { statusQuery, type Place, type Status, type Trained } from "../../api/training.ts";
import { Literal } from "../../part/copy.tsx";
import { Tick } from "../../part/form/tick.tsx";
import { Glyph } from "../../part/glyph.tsx";
import { Panel } from "../../part/panel.tsx";
import { save } from "../../part/save.ts";
import { Empty } from "../../part/say/empty.tsx";
import { DataTable, Waiting, type Column } from "../../part/table/data-table.tsx";
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
  const { asOf, late } = useSearch({ from: "/inside/training-status" });
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
      <fieldset className="row wrap training-filters no-print">
        <legend className="sr">Filters</legend>
        <label className="field">
          <span className="label">As of</span>
          <input
            className="input"
            type="date"
            value={asOf ?? status.data?.asOf ?? ""}
            onChange={({ currentTarget }) =>
              void navigate({ search: (old) => ({ ...old, asOf: currentTarget.value === "" ? undefined : currentTarget.value }) })
            }
          />
        </label>
        <Tick
          label="Overdue only"
          checked={late === "1"}
          onChecked={(on) => void navigate({ search: (old) => ({ ...old, late: on ? "1" : undefined }) })}
        />
      </fieldset>
      {status.isPending ? (
        <Waiting lines={10} />
      ) : status.data === undefined ? (
        <Empty kind="failed" error={status.error} onRetry={() => void status.refetch()} />
      ) : (
        <Population
          of={status.data}
          isLateOnly={late === "1"}
          onAll={() => void navigate({ search: (old) => ({ ...old, late: undefined }) })}
        />
      )}
      {status.data === undefined || dialog !== "assign" ? null : <AssignDialog status={status.data} onClose={() => setDialog(null)} />}
      {status.data === undefined || dialog !== "outside" ? null : <OutsideDialog status={status.data} onClose={() => setDialog(null)} />}
    </main>
  );
}

function Population({ of: status, isLateOnly, onAll }: { of: Status; isLateOnly: boolean; onAll: () => void }): ReactNode {
  const { asOf, totals, sha256, items } = status;
  const { user } = useSession();
  const [releasing, setReleasing] = useState<Releasing | null>(null);
  const mayRelease = user.roles.some((role) => RELEASES.includes(role));
  const rows = isLateOnly ? items.filter((one) => standingOf(one) === "overdue") : items;
  const titles = new Map(status.courses.map(({ course, title }) => [course, title]));
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
      <Panel
        title="People"
        note={`${rows.length}`}
        action={
          <Button size="xs" onClick={() => save(`training-${asOf}.csv`, statusCsv(status), "text/csv")}>
            <Glyph of={IconDownload} size={14} />
            Save as CSV
          </Button>
        }
        footer={<Proof sha256={sha256} />}
      >
        {rows.length > 0 ? (
          <DataTable
            label="People and their training"
            columns={columnsOf(titles, { own: user.id, onRelease: mayRelease ? setReleasing : null })}
            rows={rows}
            rowKey={({ member }) => member}
            height="tall"
          />
        ) : items.length === 0 ? (
          <Empty kind="nothing-due" title="Nobody on that day" says="Nobody was in the workforce on that day." />
        ) : (
          <Empty
            kind="filtered"
            title="Nobody is overdue"
            says="Everybody is within their days."
            action={{ label: "Show everybody", onAct: onAll }}
          />
        )}
      </Panel>
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
