// SPDX-License-Identifier: Apache-2.0
// One case: its clock, what can be done now, its letters, what is on record.
import { ActionIcon } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { IconPencil, IconPrinter } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { formsQuery, submissionQuery, type FormKind, type Move, type SubmissionDetail } from "../../api/form.ts";
import { caseQuery, type CaseClock } from "../../api/privacy.ts";
import { Cite } from "../../part/cite.tsx";
import { Facts } from "../../part/facts.tsx";
import { Glyph } from "../../part/glyph.tsx";
import { LinkButton } from "../../part/link-button.tsx";
import { Panel } from "../../part/panel.tsx";
import { AnswerValue } from "../../part/question/answer-value.tsx";
import { isAsked, isEmpty } from "../../part/question/answers.ts";
import { Empty } from "../../part/say/empty.tsx";
import { Notice } from "../../part/say/notice.tsx";
import { StateChip } from "../../part/status/state-chip.tsx";
import { DueDay } from "../../part/status/verdict.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { When } from "../../part/when.tsx";
import { useSession } from "../../session/session-context.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { capital } from "../form/form-words.tsx";
import { MoveDialog } from "../form/move-dialog.tsx";
import { History, MovesPanel } from "../form/submission-page.tsx";
import { LettersPanel } from "./letters-panel.tsx";
import { BASIS_SAYS, leftSays, movesOf } from "./privacy-words.ts";

export function CasePage(): ReactNode {
  const { submission: id } = useParams({ from: "/inside/privacy/cases/$submission" });
  const submission = useQuery(submissionQuery(id));
  const forms = useQuery(formsQuery);
  const read = useQuery({ ...caseQuery(id, submission.data?.version ?? 0), enabled: submission.data !== undefined });
  const form = forms.data?.find(({ name }) => name === submission.data?.form);
  return (
    <main id="main" tabIndex={-1}>
      {submission.data !== undefined && form !== undefined && read.data !== undefined ? (
        <Whole of={submission.data} form={form} clock={read.data} />
      ) : (
        <>
          <PageHead crumbs={<Link to="/privacy">Privacy cases</Link>} title="Case" />
          {submission.error === null && forms.error === null && read.error === null ? (
            <Waiting lines={8} />
          ) : (
            <Empty kind="failed" error={submission.error ?? forms.error ?? read.error} onRetry={() => void submission.refetch()} />
          )}
        </>
      )}
    </main>
  );
}

function Whole({ of: submission, form, clock }: { of: SubmissionDetail; form: FormKind; clock: CaseClock }): ReactNode {
  const [moving, setMoving] = useState<Move | null>(null);
  const { organization } = useSession();
  return (
    <>
      <PageHead
        crumbs={<Link to="/privacy">Privacy cases</Link>}
        title={submission.title}
        says={
          <>
            {form.title}.{" "}
            <span className="printed">
              {organization.name}. Version {submission.version}, {submission.state}.
            </span>
          </>
        }
        actions={
          <>
            <ActionIcon aria-label="Print" title="Print" onClick={() => window.print()}>
              <Glyph of={IconPrinter} />
            </ActionIcon>
            {submission.mayAmend ? (
              <LinkButton to="/submissions/$submission/edit" params={{ submission: submission.id }}>
                <Glyph of={IconPencil} />
                Amend
              </LinkButton>
            ) : null}
          </>
        }
      />
      <div className="beside">
        <div>
          <ClockNotice clock={clock} />
          <LettersPanel key={submission.version} of={clock} />
          <OnRecord of={submission} form={form} />
          <History of={submission} form={form} />
        </div>
        <div>
          <MovesPanel of={{ ...submission, moves: movesOf(submission) }} onMove={setMoving} />
          <ClockPanel of={submission} clock={clock} form={form} />
        </div>
      </div>
      {moving === null ? null : (
        <MoveDialog
          of={submission}
          move={moving}
          asked={form.fields.filter(({ name }) => moving.asks.includes(name))}
          onClose={() => setMoving(null)}
        />
      )}
    </>
  );
}

function ClockNotice({ clock: { daysLeft, basis } }: { clock: CaseClock }): ReactNode {
  if (daysLeft === null || daysLeft > 7) return null;
  return (
    <Notice tone={daysLeft < 0 ? "harm" : "soon"} title={`${capital(leftSays(daysLeft))}.`}>
      The day is {BASIS_SAYS[basis]}.
    </Notice>
  );
}

function OnRecord({ of: submission, form }: { of: SubmissionDetail; form: FormKind }): ReactNode {
  return (
    <Panel title="On record" padded>
      <dl className="answers">
        {form.fields
          .filter((field) => isAsked(field, submission.answers, form.fields) && !isEmpty(submission.answers[field.name]))
          .map((field) => (
            <div key={field.name}>
              <dt>{field.label}</dt>
              <dd>
                <AnswerValue field={field} value={submission.answers[field.name]} />
              </dd>
            </div>
          ))}
      </dl>
    </Panel>
  );
}

function ClockPanel({
  of: { state, submittedByName },
  clock,
  form,
}: {
  of: SubmissionDetail;
  clock: CaseClock;
  form: FormKind;
}): ReactNode {
  const { receivedOn, dueOn, daysLeft, firstLimit, extendedLimit, basis } = clock;
  const day = (key: string, at: string | null): ReactNode => (at === null ? null : <When key={key} at={at} as="date" />);
  return (
    <Panel title="Clock" padded>
      <Facts
        of={[
          ["State", <StateChip key="state" is={state} />],
          ["Received", day("received", receivedOn)],
          [
            "Due",
            dueOn === null ? null : daysLeft === null ? (
              day("due", dueOn)
            ) : (
              <span className="row wrap" key="due">
                <DueDay on={dueOn} />
                <When at={dueOn} as="date" />
              </span>
            ),
          ],
          ["The day is", BASIS_SAYS[basis]],
          ["First limit", day("first", firstLimit)],
          ["With the one extension", day("extended", extendedLimit)],
          ["Opened by", submittedByName ?? "The operator"],
          [
            "Wanted by",
            <span className="row wrap" key="cites">
              {form.cites.map((cite) => (
                <Cite key={cite} of={cite} />
              ))}
            </span>,
          ],
        ]}
      />
    </Panel>
  );
}
