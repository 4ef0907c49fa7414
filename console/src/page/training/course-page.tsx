// SPDX-License-Identifier: Apache-2.0
// One course: the lesson to read, then its test, then what was right and why.
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useEffect, useRef, type ReactNode } from "react";
import { courseOf, coursesQuery, lessonQuery, startAttempt, type CourseName, type Lesson, type OwnCourse } from "../../api/training.ts";
import { Cite } from "../../part/cite.tsx";
import { Panel } from "../../part/panel.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { Faults } from "../../part/say/faults.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { PageHead } from "../../shell/page-head.tsx";
import { date } from "../../time/times.ts";
import { TestSection } from "./test-section.tsx";
import { CertificateLink } from "./training-page.tsx";
import { because } from "./training-words.ts";

export function CoursePage(): ReactNode {
  const { course: asked } = useParams({ from: "/inside/training/$course" });
  const courses = useQuery(coursesQuery);
  const course = courses.data === undefined ? null : courseOf(asked, courses.data.items);
  const own = courses.data?.items.find((one) => one.course === course);
  return (
    <main id="main" tabIndex={-1}>
      <PageHead
        title={own?.title ?? "Course"}
        crumbs={<Link to="/training">Training</Link>}
        {...(own === undefined ? {} : { says: headSays(own) })}
        {...(own === undefined || own.completion === null
          ? {}
          : { actions: <CertificateLink completion={own.completion} of={own.title} /> })}
      />
      {courses.isPending ? (
        <Waiting lines={8} />
      ) : courses.data === undefined ? (
        <Empty kind="failed" error={courses.error} onRetry={() => void courses.refetch()} />
      ) : course === null || own === undefined ? (
        <Empty kind="not-yours" action={{ label: "Go to Training", href: "/training" }} />
      ) : (
        <Taken key={course} course={course} own={own} />
      )}
    </main>
  );
}

function headSays({ minutes, state, dueOn, reasons, completedOn, version }: OwnCourse): string {
  const takes = `${minutes} minutes, version ${version}.`;
  if (state === "done") return `${takes} You passed it on ${date(completedOn ?? "")}.`;
  return state === "open" ? `${takes} By ${date(dueOn ?? "")}, ${because(reasons)}.` : `${takes} It is not assigned to you.`;
}

/** The lesson until a test is begun; then the test stands in its place. */
function Taken({ course, own }: { course: CourseName; own: OwnCourse }): ReactNode {
  const lesson = useQuery(lessonQuery(course));
  const client = useQueryClient();
  const start = useMutation({ mutationFn: () => startAttempt(course) });
  const again = (): void => {
    start.reset();
    void client.invalidateQueries({ queryKey: coursesQuery.queryKey });
  };
  if (start.data !== undefined)
    return <TestSection key={start.data.attempt} attempt={start.data} onLeave={again} onAgain={() => start.mutate()} />;
  if (lesson.isPending) return <Waiting lines={12} />;
  if (lesson.data === undefined) return <Empty kind="failed" error={lesson.error} onRetry={() => void lesson.refetch()} />;
  return (
    <div className="course">
      <LessonText of={lesson.data} />
      <Panel title="The test" padded className="course-test">
        <div className="stack">
          <p>{testSays(own)}</p>
          <Faults error={start.error} />
          {own.state === "open" && (own.attemptsLeft > 0 || own.attempt !== null) ? (
            <div>
              <Button variant="filled" onClick={() => start.mutate()} loading={start.isPending}>
                {own.attempt === null ? "Take the test" : "Go on with the test"}
              </Button>
            </div>
          ) : null}
        </div>
      </Panel>
    </div>
  );
}

function testSays({ state, asks, attemptsLeft, attempt }: OwnCourse): string {
  if (state === "done") return "You have passed it. It comes again by itself.";
  if (state === "not-assigned") return "The course is not assigned to you, so there is no test to take.";
  if (attempt !== null) return "You have begun a test. It stays open for 24 hours from its beginning.";
  if (attemptsLeft === 0) return "Your attempts are used up. Sit down with your manager or an official: they open the test once more.";
  return `${asks} questions, drawn at random. You have ${attemptsLeft} ${attemptsLeft === 1 ? "attempt" : "attempts"}.`;
}

function LessonText({ of: { html, objectives, cites } }: { of: Lesson }): ReactNode {
  const article = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The server made this HTML from Markdown and escaped every word of it (document/render/html.ts): nothing in it is from outside.
    if (article.current !== null) article.current.innerHTML = html;
  }, [html]);
  return (
    <div className="stack loose">
      <Panel title="What you can do afterwards" padded>
        <ul className="course-objectives">
          {objectives.map((objective) => (
            <li key={objective}>{objective}</li>
          ))}
        </ul>
      </Panel>
      <div className="lesson" ref={article} />
      <p className="row wrap small muted">
        Teaches
        {cites.map((cite) => (
          <Cite key={cite} of={cite} />
        ))}
      </p>
    </div>
  );
}
