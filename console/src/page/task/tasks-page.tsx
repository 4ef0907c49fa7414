// SPDX-License-Identifier: Apache-2.0
// What somebody has to do, by the day it is due: as a list or as a month. For whoever has no Home this is where they begin.
import { Button, NativeSelect } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { IconCalendarPlus } from "@tabler/icons-react";
import { useCallback, useMemo, useState, type ReactNode } from "react";
import { tasksQuery, type Task } from "../../api/task.ts";
import { Glyph } from "../../part/glyph.tsx";
import { HrefButton, HrefLink } from "../../part/link-button.tsx";
import { useDirectory } from "../../part/question/directory.ts";
import { Empty } from "../../part/say/empty.tsx";
import { DueDay } from "../../part/status/verdict.tsx";
import type { Column } from "../../part/table/data-table.tsx";
import { DueCell, WantedBy } from "../../part/table/due-cells.tsx";
import { ListPanel } from "../../part/table/list-panel.tsx";
import { useList } from "../../part/table/list.tsx";
import { useWhole } from "../../part/table/whole.ts";
import { When } from "../../part/when.tsx";
import type { TaskSearch } from "../../search.ts";
import { useMay } from "../../session/session-context.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { date, dayOf, plural } from "../../time/times.ts";
import { useNow, useZone } from "../../time/use-now.ts";
import { CalendarDialog } from "./calendar-dialog.tsx";
import { MonthGrid } from "./month-grid.tsx";
import { ownerOf, taskNarrowing, whenGroup } from "./task-words.ts";

export function TasksPage(): ReactNode {
  const { whose, month } = useSearch({ from: "/inside/tasks" });
  const navigate = useNavigate();
  const { nameOf } = useDirectory();
  const today = dayOf(useNow(), useZone());
  const hasHome = useMay("report.home.read");
  const seesAll = useMay("program.organization.read");
  const [isSubscribing, setSubscribing] = useState(false);
  const isAll = seesAll && whose === "all";
  const listed = useWhole(useList(tasksQuery(isAll ? "all" : "mine")));
  const columns = useMemo(() => columnsWith(nameOf), [nameOf]);
  const narrowing = useMemo(() => taskNarrowing(nameOf), [nameOf]);
  const change = useCallback(
    (next: Partial<TaskSearch>): void =>
      void navigate({ from: "/tasks", to: ".", search: (old) => ({ ...old, ...next }), replace: true, resetScroll: false }),
    [navigate],
  );
  return (
    <main id="main" tabIndex={-1}>
      <PageHead
        title="My tasks"
        says={listed.isPending || listed.error !== null ? "What you have to do, by the day it is due." : summaryOf(listed.rows, isAll)}
        actions={
          <Button onClick={() => setSubscribing(true)}>
            <Glyph of={IconCalendarPlus} />
            Subscribe in a calendar
          </Button>
        }
      />
      {hasHome ? null : <NextStep of={listed.rows[0]} />}
      <ListPanel
        of={listed}
        title="Open tasks"
        file={`tasks-${today}`}
        findSays="Find by task, paragraph or owner"
        narrowing={narrowing}
        columns={columns}
        rowKey={({ key }) => key}
        height="tall"
        keys
        group={(task) => ({ key: whenGroup(task, today), head: whenGroup(task, today) })}
        groupedBy="due_on"
        tools={<Tools whose={whose} month={month} seesAll={seesAll} thisMonth={today.slice(0, 7)} change={change} />}
        renderInstead={
          month === undefined
            ? undefined
            : (tasks, csv) => (
                <MonthGrid month={month} today={today} tasks={tasks} action={csv} onMonth={(next) => change({ month: next })} />
              )
        }
        empty={
          <Empty kind="nothing-due" title="Nothing to do" says="What you have to do appears here by itself, with the day it is due." />
        }
      />
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
  readonly whose: TaskSearch["whose"];
  readonly month: string | undefined;
  readonly seesAll: boolean;
  readonly thisMonth: string;
  readonly change: (next: Partial<TaskSearch>) => void;
};

function Tools({ whose, month, seesAll, thisMonth, change }: ToolsProps): ReactNode {
  return (
    <>
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
    </>
  );
}

function columnsWith(nameOf: (id: string | null) => string): readonly Column<Task>[] {
  return [
    {
      key: "due_on",
      head: "Due",
      width: "10rem",
      stack: "1 / 1 / 2 / 3",
      cell: ({ dueOn }) => <DueCell chip={<DueDay on={dueOn} />} day={<When at={dueOn} as="date" className="small muted" />} />,
    },
    {
      key: "task",
      head: "Task",
      stack: "2 / 1 / 3 / 3",
      cell: ({ title, href }) => (
        <HrefLink href={href} row>
          {title}
        </HrefLink>
      ),
    },
    { key: "cite", head: "Wanted by", width: "11.5rem", stack: "3 / 1", cell: (task) => <WantedBy of={task} /> },
    {
      key: "owner",
      head: "Owner",
      width: "11rem",
      stack: "3 / 2",
      cell: (task) => <span className="cut muted">{ownerOf(task, nameOf)}</span>,
    },
  ];
}
