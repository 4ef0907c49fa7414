// SPDX-License-Identifier: Apache-2.0
// What somebody has to do, by the day it is due: as a list or as a month. For whoever has no Home this is where they begin.
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { IconCalendarPlus, IconDownload } from "@tabler/icons-react";
import { useCallback, useMemo, useState, type ReactNode } from "react";
import { tasksQuery, type Task } from "../../api/task.ts";
import { Cite } from "../../part/cite.tsx";
import { Glyph } from "../../part/glyph.tsx";
import { HrefButton, HrefLink } from "../../part/link-button.tsx";
import { Panel } from "../../part/panel.tsx";
import { useDirectory } from "../../part/question/directory.ts";
import { save } from "../../part/save.ts";
import { Empty } from "../../part/say/empty.tsx";
import { DueDay } from "../../part/status/verdict.tsx";
import type { Column } from "../../part/table/data-table.tsx";
import { List, useList, type Listed } from "../../part/table/list.tsx";
import { useWhole } from "../../part/table/whole.ts";
import { When } from "../../part/when.tsx";
import type { TaskSearch } from "../../search.ts";
import { useMay } from "../../session/session-context.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { date, dayOf, plural } from "../../time/times.ts";
import { useNow, useZone } from "../../time/use-now.ts";
import { CalendarDialog } from "./calendar-dialog.tsx";
import { MonthGrid } from "./month-grid.tsx";
import { BASIS, isFound, ownerOf, sortedTasks, tasksCsv, whenGroup } from "./task-words.ts";

const SORTS = [
  { value: "due", label: "Due first" },
  { value: "title", label: "By task" },
  { value: "cite", label: "By paragraph" },
  { value: "owner", label: "By owner" },
];

export function TasksPage(): ReactNode {
  const search = useSearch({ from: "/inside/tasks" });
  const navigate = useNavigate();
  const { nameOf } = useDirectory();
  const today = dayOf(useNow(), useZone());
  const hasHome = useMay("report.home.read");
  const seesAll = useMay("program.organization.read");
  const [isSubscribing, setSubscribing] = useState(false);
  const { find = "", sort = "due", month } = search;
  const isAll = seesAll && search.whose === "all";
  const isDown = sort.startsWith("-");
  const by = sort.replace(/^-/, "");
  const listed = useWhole(useList(tasksQuery(isAll ? "all" : "mine")));
  const rows = useMemo(
    () =>
      sortedTasks(
        listed.rows.filter((task) => find === "" || isFound(task, find, nameOf)),
        { by, isDown },
        nameOf,
      ),
    [listed.rows, find, by, isDown, nameOf],
  );
  const change = useCallback(
    (next: Partial<TaskSearch>): void =>
      void navigate({ to: "/tasks", search: (old) => ({ ...old, ...next }), replace: true, resetScroll: false }),
    [navigate],
  );
  return (
    <main id="main" tabIndex={-1}>
      <PageHead
        title="My tasks"
        says={listed.isPending || listed.error !== null ? "What you have to do, by the day it is due." : summaryOf(listed.rows, isAll)}
        actions={
          <>
            <Button onClick={() => setSubscribing(true)}>
              <Glyph of={IconCalendarPlus} />
              Subscribe in a calendar
            </Button>
            <Button onClick={() => save(`tasks-${today}.csv`, tasksCsv(rows, nameOf), "text/csv")}>
              <Glyph of={IconDownload} />
              Export CSV
            </Button>
          </>
        }
      />
      {hasHome ? null : <NextStep of={listed.rows[0]} />}
      <Tools search={search} seesAll={seesAll} sort={sort} thisMonth={today.slice(0, 7)} change={change} />
      {month === undefined || listed.isPending || (listed.error !== null && rows.length === 0) ? (
        <TaskList
          of={{ ...listed, rows }}
          all={listed.rows.length}
          sort={{ by, isDown, onSort: (key) => change({ sort: key === by && !isDown ? `-${key}` : key }) }}
          onClear={() => change({ find: undefined })}
        />
      ) : (
        <MonthGrid month={month} today={today} tasks={rows} onMonth={(next) => change({ month: next })} />
      )}
      {isSubscribing ? <CalendarDialog onClose={() => setSubscribing(false)} /> : null}
    </main>
  );
}

function summaryOf(tasks: readonly Task[], isAll: boolean): string {
  const whose = isAll ? "for everybody here" : "for you";
  if (tasks.length === 0) return `Nothing is open ${whose}.`;
  const late = tasks.filter(({ isLate }) => isLate).length;
  return `${plural(tasks.length, "task")} ${whose}, ${late === 0 ? "none of them late" : `${late} of them late`}.`;
}

/** Where to start: the soonest task, in words. */
function NextStep({ of: task }: { of: Task | undefined }): ReactNode {
  if (task === undefined) return null;
  const { title, href, dueOn, isLate, cite } = task;
  return (
    <section className="next tasks-next" aria-labelledby="next-step">
      <h2 id="next-step">Next step: {title}</h2>
      <p>
        {isLate ? "It was due on" : "It is due on"} {date(dueOn)}
        {cite === null ? "" : `, because of 45 CFR ${cite}`}.
      </p>
      <HrefButton href={href} filled>
        {isLate ? "Do it now" : "Start here"}
      </HrefButton>
    </section>
  );
}

type ToolsProps = {
  readonly search: TaskSearch;
  readonly seesAll: boolean;
  readonly sort: string;
  readonly thisMonth: string;
  readonly change: (next: Partial<TaskSearch>) => void;
};

function Tools({ search: { find, whose, month }, seesAll, sort, thisMonth, change }: ToolsProps): ReactNode {
  return (
    <div className="tools flush no-print">
      <TextInput
        className="find"
        type="search"
        aria-label="Find by task, paragraph or owner"
        placeholder="Find by task, paragraph or owner"
        value={find ?? ""}
        onChange={({ currentTarget }) => change({ find: currentTarget.value === "" ? undefined : currentTarget.value })}
      />
      {seesAll ? (
        <NativeSelect
          aria-label="Whose"
          value={whose ?? "mine"}
          onChange={({ currentTarget }) => change({ whose: currentTarget.value === "all" ? "all" : undefined })}
          data={[
            { value: "mine", label: "Mine" },
            { value: "all", label: "Everybody’s" },
          ]}
        />
      ) : null}
      <NativeSelect
        aria-label="Shown as"
        value={month === undefined ? "list" : "month"}
        onChange={({ currentTarget }) => change({ month: currentTarget.value === "month" ? thisMonth : undefined })}
        data={[
          { value: "list", label: "A list" },
          { value: "month", label: "A month" },
        ]}
      />
      {month === undefined ? (
        <div className="narrow-only">
          <NativeSelect
            aria-label="Sort by"
            value={sort}
            onChange={({ currentTarget }) => change({ sort: currentTarget.value })}
            data={SORTS}
          />
        </div>
      ) : null}
    </div>
  );
}

type TaskListProps = {
  readonly of: Listed<Task>;
  readonly all: number;
  readonly sort: { readonly by: string; readonly isDown: boolean; readonly onSort: (key: string) => void };
  readonly onClear: () => void;
};

function TaskList({ of: listed, all, sort, onClear }: TaskListProps): ReactNode {
  const { nameOf } = useDirectory();
  const today = dayOf(useNow(), useZone());
  const columns = useMemo(() => columnsWith(nameOf), [nameOf]);
  const group = useCallback(
    (task: Task) => {
      const head = whenGroup(task, today);
      return { key: head, head };
    },
    [today],
  );
  const { rows } = listed;
  return (
    <Panel title="Open tasks" note={all === 0 ? undefined : rows.length === all ? String(all) : `${rows.length} of ${all}`}>
      <List
        of={listed}
        label="Open tasks"
        columns={columns}
        rowKey={({ key }) => key}
        height="tall"
        keys
        sort={sort}
        {...(sort.by === "due" ? { group } : {})}
        empty={
          all === 0 ? (
            <Empty kind="nothing-due" title="Nothing to do" says="What you have to do appears here by itself, with the day it is due." />
          ) : (
            <Empty
              kind="filtered"
              title="Nothing matches"
              says={`None of ${plural(all, "task")} fits what you asked for.`}
              action={{ label: "Clear the search", onAct: onClear }}
            />
          )
        }
      />
    </Panel>
  );
}

function columnsWith(nameOf: (id: string | null) => string): readonly Column<Task>[] {
  return [
    {
      key: "due",
      head: "Due",
      width: "10rem",
      sorts: true,
      stack: "1 / 1 / 2 / 3",
      cell: ({ dueOn }) => (
        <div className="first">
          <DueDay on={dueOn} />
          <When at={dueOn} as="date" className="small muted" />
        </div>
      ),
    },
    {
      key: "title",
      head: "Task",
      sorts: true,
      stack: "2 / 1 / 3 / 3",
      cell: ({ title, href }) => (
        <HrefLink href={href} row>
          {title}
        </HrefLink>
      ),
    },
    {
      key: "cite",
      head: "Wanted by",
      width: "11.5rem",
      sorts: true,
      stack: "3 / 1",
      cell: ({ cite, basis }) => (
        <div className="basis">
          {cite === null ? null : <Cite of={cite} />}
          <span className="small muted">{BASIS[basis]}</span>
        </div>
      ),
    },
    {
      key: "owner",
      head: "Owner",
      width: "11rem",
      sorts: true,
      stack: "3 / 2",
      cell: (task) => <span className="cut muted">{ownerOf(task, nameOf)}</span>,
    },
  ];
}
