// SPDX-License-Identifier: Apache-2.0
// My training: what is due by when, what is done, and the reminder of the month.
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { IconDownload } from "@tabler/icons-react";
import type { ReactNode } from "react";
import {
  certificateHref,
  coursesQuery,
  markRead,
  remindersQuery,
  type OwnCourse,
  type OwnCourses,
  type Reminder,
} from "../../api/training.ts";
import { Cite } from "../../part/cite.tsx";
import { Glyph } from "../../part/glyph.tsx";
import { HrefLink } from "../../part/link-button.tsx";
import { Panel } from "../../part/panel.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { Faults } from "../../part/say/faults.tsx";
import { Due } from "../../part/status/verdict.tsx";
import { Tag } from "../../part/status/chip.tsx";
import type { Column } from "../../part/table/data-table.tsx";
import { ListPanel } from "../../part/table/list-panel.tsx";
import { listedOf } from "../../part/table/list.tsx";
import type { Narrowing } from "../../part/table/narrow.ts";
import { LinkButton } from "../../part/link-button.tsx";
import { useMay } from "../../session/session-context.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { date, plural } from "../../time/times.ts";
import { StateChip } from "./state-chip.tsx";
import { because } from "./training-words.ts";

/** What stands in the first column: a chip, or when it is due. */
function StandsAt({ of: { state, isLate, lateAt } }: { of: OwnCourse }): ReactNode {
  if (state !== "open") return <StateChip is={state === "done" ? "done" : "none"} />;
  return isLate || lateAt === null ? <StateChip is="overdue" /> : <Due at={lateAt} />;
}

function says({ state, dueOn, reasons, completedOn, nextDueOn, attempt, attemptsLeft }: OwnCourse): string {
  if (state === "not-assigned") return "Not assigned to you; you may read it.";
  if (state === "done") return `Passed on ${date(completedOn ?? "")}.${nextDueOn === null ? "" : ` Again by ${date(nextDueOn)}.`}`;
  const by = `By ${date(dueOn ?? "")}, ${because(reasons)}.`;
  if (attempt !== null) return `${by} A test is open.`;
  return attemptsLeft === 0 ? `${by} Your attempts are used up: talk to your manager.` : by;
}

const STATE_SAYS: Readonly<Record<OwnCourse["state"], string>> = { open: "To take", done: "Done", "not-assigned": "Not assigned" };

const NARROWING: Narrowing<OwnCourse> = {
  fields: {
    title: ({ title }) => title,
    state: ({ state }) => STATE_SAYS[state],
    due_on: ({ dueOn }) => dueOn,
    minutes: ({ minutes }) => minutes,
    completed_on: ({ completedOn }) => completedOn,
    again_by: ({ nextDueOn }) => nextDueOn,
  },
  also: { score: ({ score }) => score, version: ({ version }) => version, completion: ({ completion }) => completion },
  filters: [{ field: "state", label: "State", all: "All states" }],
};

const COLUMNS: readonly Column<OwnCourse>[] = [
  { key: "due_on", head: "State", width: "9rem", stack: "1 / 1", cell: (course) => <StandsAt of={course} /> },
  {
    key: "title",
    head: "Course",
    stack: "2 / 1 / 3 / 3",
    cell: (course) => (
      <span>
        <HrefLink href={`/training/${course.course}`} row>
          {course.title}
        </HrefLink>{" "}
        {course.isBasic ? <Tag>Before PHI</Tag> : null}
        <span className="small muted training-says">{says(course)}</span>
      </span>
    ),
  },
  {
    key: "minutes",
    head: "Takes",
    width: "6rem",
    end: true,
    stack: "3 / 1",
    cell: ({ minutes }) => <span className="muted num">{minutes} min</span>,
  },
  {
    key: "file",
    head: "Certificate",
    width: "8.5rem",
    end: true,
    stack: "3 / 2",
    cell: ({ completion, title }) => (completion === null ? null : <CertificateLink completion={completion} of={title} />),
  },
];

/** Downloads one certificate. */
export function CertificateLink({ completion, of }: { completion: string; of: string }): ReactNode {
  return (
    <a className="button" data-size="xs" href={certificateHref(completion)} download aria-label={`Download the certificate of ${of}`}>
      <span className="button-inner">
        <Glyph of={IconDownload} size={14} />
        Certificate
      </span>
    </a>
  );
}

export function TrainingPage(): ReactNode {
  const courses = useQuery(coursesQuery);
  const maySee = useMay("program.training.status");
  const open = courses.data?.items.filter(({ state }) => state === "open") ?? [];
  const late = open.filter(({ isLate }) => isLate).length;
  const summary =
    courses.data === undefined
      ? ""
      : open.length === 0
        ? "Nothing is due. "
        : `${plural(open.length, "course")} to take${late > 0 ? `, ${late} overdue` : ""}. `;
  return (
    <main id="main" tabIndex={-1}>
      <PageHead
        title="Training"
        says={`${summary}Read a lesson, then answer some questions about it; both can be done with the keyboard alone.`}
        {...(maySee ? { actions: <LinkButton to="/training-status">Who is trained</LinkButton> } : {})}
      />
      <div className="stack loose">
        <Reminders />
        <ListPanel
          of={listedOf(courses, courses.data?.items)}
          title="My courses"
          note={courses.data === undefined ? undefined : doneSays(courses.data)}
          file="my-training"
          findSays="Find a course"
          narrowing={NARROWING}
          columns={COLUMNS}
          rowKey={({ course }) => course}
          height="tall"
          keys
          waiting={8}
          empty={<Empty kind="nothing-due" title="Nothing assigned yet" says="Courses are assigned within minutes of joining." />}
        />
        {courses.data === undefined || courses.data.others.length === 0 ? null : <Others of={courses.data} />}
      </div>
    </main>
  );
}

function doneSays({ items }: OwnCourses): string {
  const mine = items.filter(({ state }) => state !== "not-assigned");
  return `${mine.filter(({ state }) => state === "done").length} of ${mine.length} done`;
}

function Others({ of: { others } }: { of: OwnCourses }): ReactNode {
  return (
    <Panel title="On record from elsewhere">
      <ul className="lines">
        {others.map(({ completion, title, on, provider }) => (
          <li key={completion}>
            {title} <span className="muted">{`${provider ?? ""}, ${date(on)}`}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** The reminder that is not read yet; what was read before stands under it, folded. */
function Reminders(): ReactNode {
  const reminders = useQuery(remindersQuery);
  const [newest] = reminders.data ?? [];
  if (newest === undefined) return null;
  return <NewReminder of={newest} />;
}

function NewReminder({ of: { id, title, text, cite, sentOn, readAt } }: { of: Reminder }): ReactNode {
  const client = useQueryClient();
  const mark = useMutation({
    mutationFn: () => markRead(id),
    onSuccess: () => client.invalidateQueries({ queryKey: remindersQuery.queryKey }),
  });
  return (
    <Panel
      title={`Reminder: ${title}`}
      note={date(sentOn)}
      padded
      footer={<Cite of={cite} />}
      action={
        readAt === null ? (
          <Button size="xs" onClick={() => mark.mutate()} loading={mark.isPending}>
            I have read it
          </Button>
        ) : (
          <span className="small muted">Read</span>
        )
      }
    >
      <p className="prose">{text}</p>
      <Faults error={mark.error} />
    </Panel>
  );
}
