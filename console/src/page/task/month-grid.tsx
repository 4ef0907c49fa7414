// SPDX-License-Identifier: Apache-2.0
// A month of tasks: a table of days, each with its tasks as links. On a narrow screen the days that have some, one under the other.
import { Button } from "@mantine/core";
import { IconAlertCircle, IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Task } from "../../api/task.ts";
import { Glyph } from "../../part/glyph.tsx";
import { HrefLink } from "../../part/link-button.tsx";
import { Panel } from "../../part/panel.tsx";
import { date, plural } from "../../time/times.ts";
import { monthBeside, weeksOf } from "./task-words.ts";

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

/** "November 2026". */
const monthSays = (month: string): string => date(`${month}-01`).replace(/^1 /, "");

export type MonthGridProps = {
  readonly month: string;
  readonly today: string;
  readonly tasks: readonly Task[];
  readonly onMonth: (month: string) => void;
  readonly action?: ReactNode;
};

export function MonthGrid({ month, today, tasks, onMonth, action }: MonthGridProps): ReactNode {
  const byDay = Map.groupBy(tasks, ({ dueOn }) => dueOn);
  const count = tasks.filter(({ dueOn }) => dueOn.startsWith(month)).length;
  const before = tasks.filter(({ dueOn, isLate }) => isLate && dueOn < `${month}-01`).length;
  return (
    <Panel
      title={monthSays(month)}
      note={`${plural(count, "task")}${before > 0 ? `, ${before} late from before` : ""}`}
      action={
        <>
          {action}
          <Button size="xs" onClick={() => onMonth(monthBeside(month, -1))} aria-label="Month before" title="Month before">
            <Glyph of={IconChevronLeft} size={14} />
          </Button>
          <Button size="xs" onClick={() => onMonth(today.slice(0, 7))}>
            This month
          </Button>
          <Button size="xs" onClick={() => onMonth(monthBeside(month, 1))} aria-label="Month after" title="Month after">
            <Glyph of={IconChevronRight} size={14} />
          </Button>
        </>
      }
    >
      <table className="month" aria-label={`Tasks of ${monthSays(month)}`}>
        <thead>
          <tr>
            {WEEKDAYS.map((day) => (
              <th key={day} scope="col" abbr={day}>
                {day.slice(0, 3)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week) => (
            <tr key={week[0]}>
              {week.map((day, column) => (
                <Day
                  key={day}
                  day={day}
                  weekday={WEEKDAYS[column] ?? ""}
                  tasks={byDay.get(day) ?? []}
                  isToday={day === today}
                  isOther={!day.startsWith(month)}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {count === 0 ? <p className="month-none muted">Nothing is due in this month.</p> : null}
    </Panel>
  );
}

/** How many tasks of a day stand open; the rest is folded. */
const SHOWN = 5;

type DayProps = {
  readonly day: string;
  readonly weekday: string;
  readonly tasks: readonly Task[];
  readonly isToday: boolean;
  readonly isOther: boolean;
};

function Day({ day, weekday, tasks, isToday, isOther }: DayProps): ReactNode {
  const same = [...Map.groupBy(tasks, ({ title, href }) => `${href} ${title}`).values()]; // The same for several people stands once.
  return (
    <td
      data-empty={tasks.length === 0 || isOther ? "" : undefined}
      data-other={isOther ? "" : undefined}
      {...(isToday ? { "aria-current": "date" } : {})}
    >
      <time dateTime={day} className="month-day">
        <span className="narrow-inline">{weekday.slice(0, 3)} </span>
        {Number(day.slice(8))}
        {isToday ? <span className="small"> Today</span> : null}
      </time>
      {tasks.length === 0 || isOther ? null : (
        <>
          <DayTasks of={same.slice(0, SHOWN)} />
          {same.length <= SHOWN ? null : (
            <details>
              <summary>{same.length - SHOWN} more</summary>
              <DayTasks of={same.slice(SHOWN)} />
            </details>
          )}
        </>
      )}
    </td>
  );
}

function DayTasks({ of: same }: { of: readonly (readonly Task[])[] }): ReactNode {
  return (
    <ul>
      {same.map(([task, ...others]) =>
        task === undefined ? null : (
          <li key={task.key}>
            <HrefLink href={task.href} title={task.title} {...(task.isLate ? { className: "is-late" } : {})}>
              {task.isLate ? (
                <>
                  <Glyph of={IconAlertCircle} size={12} />
                  <strong>Late: </strong>
                </>
              ) : null}
              {task.title}
              {others.length === 0 ? "" : ` (for ${others.length + 1})`}
            </HrefLink>
          </li>
        ),
      )}
    </ul>
  );
}
