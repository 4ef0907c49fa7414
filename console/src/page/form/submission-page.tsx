// SPDX-License-Identifier: Apache-2.0
// One that was filed: what it says, where it stands, what can be done with it now, and how it came here.
import { ActionIcon, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, Navigate, useParams } from "@tanstack/react-router";
import { IconPencil, IconPrinter } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { breachesQuery } from "../../api/incident.ts";
import { formsQuery, submissionQuery, type FormKind, type Move, type SubmissionDetail } from "../../api/form.ts";
import { ORGANIZATION_LOG } from "../../api/log.ts";
import { Cite } from "../../part/cite.tsx";
import { Facts } from "../../part/facts.tsx";
import { Glyph } from "../../part/glyph.tsx";
import { JournalPanel } from "../../part/journal/journal-panel.tsx";
import { LinkButton } from "../../part/link-button.tsx";
import { Panel } from "../../part/panel.tsx";
import { AnswerValue } from "../../part/question/answer-value.tsx";
import { isAsked, isEmpty } from "../../part/question/answers.ts";
import { useDirectory } from "../../part/question/directory.ts";
import { Empty } from "../../part/say/empty.tsx";
import { Notice } from "../../part/say/notice.tsx";
import { StateChip } from "../../part/status/state-chip.tsx";
import { DueDay } from "../../part/status/verdict.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { When } from "../../part/when.tsx";
import { useMay, useSession } from "../../session/session-context.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { titleWith } from "./filed-rows.tsx";
import { HeldNotice } from "../device/held-notice.tsx";
import { capital, FormCrumbs, HAS_CASE_PAGE, isKey, nobodySays, OWN_PAGE } from "./form-words.tsx";
import { MoveDialog } from "./move-dialog.tsx";

export function SubmissionPage(): ReactNode {
  const { submission: id } = useParams({ from: "/inside/submissions/$submission" });
  const submission = useQuery(submissionQuery(id));
  const forms = useQuery(formsQuery);
  const form = forms.data?.find(({ name }) => name === submission.data?.form);
  if (form !== undefined && HAS_CASE_PAGE.has(form.name))
    return <Navigate to="/privacy/cases/$submission" params={{ submission: id }} replace />;
  if (form?.name === "device") return <Navigate to="/devices/$device" params={{ device: id }} replace />;
  return (
    <main id="main" tabIndex={-1}>
      {submission.data !== undefined && form !== undefined ? (
        <Whole of={submission.data} form={form} />
      ) : (
        <>
          <PageHead title="What was filed" />
          {submission.isPending || forms.isPending ? (
            <Waiting lines={8} />
          ) : (
            <Empty kind="failed" error={submission.error ?? forms.error} onRetry={() => void submission.refetch()} />
          )}
        </>
      )}
    </main>
  );
}

function Whole({ of: submission, form }: { of: SubmissionDetail; form: FormKind }): ReactNode {
  const [moving, setMoving] = useState<Move | null>(null);
  const { organization } = useSession();
  const directory = useDirectory();
  const title = titleWith(form, submission, directory);
  return (
    <>
      <PageHead
        crumbs={<FormCrumbs form={form} />}
        title={title}
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
            {form.name === "notification-tracker" ? (
              <a className="button" href={`/v1/breach-notices/${submission.id}/file`} download>
                <span className="button-inner">PDF</span>
              </a>
            ) : null}
            {submission.mayAmend ? (
              <LinkButton to={OWN_PAGE[form.name] ?? "/submissions/$submission/edit"} params={{ submission: submission.id }}>
                <Glyph of={IconPencil} />
                Amend
              </LinkButton>
            ) : null}
          </>
        }
      />
      <div className="beside">
        <div>
          <Panel title="Answers" padded>
            <dl className="answers">
              {form.fields
                .filter((field) => isAsked(field, submission.answers, form.fields) && !isKey(form, field.name))
                .filter(({ name, isOptional }) => !isEmpty(submission.answers[name]) || (isOptional !== true && !isMoveField(form, name)))
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
          {form.hasJournal ? <JournalPanel of={submission.id} /> : null}
          <History of={submission} form={form} />
        </div>
        <div>
          {form.name === "leaver-checklist" ? <HeldNotice member={submission.about} /> : null}
          {form.name === "incident-report" ? <BreachLink of={submission} /> : null}
          <BreachOf form={form} of={submission} />
          {form.name === "party" ? (
            <LinkButton to="/associates/$party" params={{ party: submission.id }}>
              Its contracts and reviews
            </LinkButton>
          ) : null}
          <MovesPanel of={submission} onMove={setMoving} />
          <FactsPanel of={submission} form={form} />
        </div>
      </div>
      {moving === null ? null : (
        <MoveDialog
          of={{ ...submission, title }}
          move={moving}
          asked={form.fields.filter(({ name }) => moving.asks.includes(name))}
          onClose={() => setMoving(null)}
        />
      )}
    </>
  );
}

/** An incident in which PHI is in doubt has an assessment, for those who may see it. */
function BreachLink({ of: { id } }: { of: SubmissionDetail }): ReactNode {
  const may = useMay("program.breach.list");
  const { data } = useQuery({ ...breachesQuery, enabled: may });
  const found = data?.find(({ about }) => about === id);
  if (found === undefined) return null;
  return (
    <Notice
      tone={found.late > 0 ? "harm" : "soon"}
      title={found.state === "presumed" || found.state === "submitted" ? "Presumed to be a breach" : `Assessed: ${found.state}`}
      action={
        <LinkButton to="/breaches/$breach" params={{ breach: found.id }}>
          {found.open === 0 ? "Look at it" : `${found.open} ${found.open === 1 ? "clock runs" : "clocks run"}`}
        </LinkButton>
      }
    />
  );
}

/** An assessment and its notices lead back to the page with the clocks. */
function BreachOf({ form, of: { id, about } }: { form: FormKind; of: SubmissionDetail }): ReactNode {
  const breach = form.name === "breach-assessment" ? id : form.name === "notification-tracker" ? about : null;
  if (breach === null) return null;
  return (
    <LinkButton to="/breaches/$breach" params={{ breach }}>
      Its factors and clocks
    </LinkButton>
  );
}

const isMoveField = ({ moveFields }: FormKind, name: string): boolean => Object.values(moveFields).some((names) => names.includes(name));

/** The moves of the server's own table. A closed one stays, with its reason. */
export function MovesPanel({ of: { moves, state }, onMove }: { of: SubmissionDetail; onMove: (move: Move) => void }): ReactNode {
  if (moves.length === 0) return null;
  return (
    <Panel title="What can be done now" padded className="no-print">
      <ul className="moves" aria-label={`Moves from ${state}`}>
        {moves.map((move) => (
          <li key={move.move}>
            <Button
              fullWidth
              variant={move === moves[0] ? "filled" : "default"}
              {...(move.closed === null ? {} : { "aria-disabled": true, "aria-describedby": `why-${move.move}` })}
              onClick={() => (move.closed === null ? onMove(move) : undefined)}
            >
              {move.says}
            </Button>
            {move.closed === null ? null : (
              <p className="hint" id={`why-${move.move}`}>
                {move.closed}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function FactsPanel({ of: submission, form }: { of: SubmissionDetail; form: FormKind }): ReactNode {
  const mayLedger = useMay("ledger.entry.list");
  const { id, state, version, dueOn, closedAt, effectiveOn, receivedAt, submittedByName } = submission;
  return (
    <Panel
      title="Where it stands"
      padded
      {...(mayLedger
        ? {
            footer: (
              <Link to="/ledger" search={{ log: ORGANIZATION_LOG, record: `program.form.${form.name}/${id}` }}>
                Its entries in the ledger
              </Link>
            ),
          }
        : {})}
    >
      <Facts
        of={[
          ["State", <StateChip key="state" is={state} />],
          ["Due", dueOn === null ? null : closedAt === null ? <DueDay key="due" on={dueOn} /> : <When key="due" at={dueOn} as="date" />],
          ["Effective", <When key="of" at={effectiveOn} as="date" />],
          ["Received", <When key="received" at={receivedAt} as="moment" />],
          ["Filed by", capital(submittedByName ?? nobodySays(form.name))],
          [
            "Version",
            <span key="version" className="num">
              {version}
            </span>,
          ],
          [
            "Wanted by",
            <span className="row wrap" key="cites">
              {form.cites.map((cite) => (
                <Cite key={cite} of={cite} />
              ))}
            </span>,
          ],
          [
            "Number",
            <code key="id" className="mono whole">
              {id}
            </code>,
          ],
        ]}
      />
    </Panel>
  );
}

export function History({ of: { history }, form }: { of: SubmissionDetail; form: FormKind }): ReactNode {
  const saysOf = (move: string): string => form.moveSays[move] ?? capital(move.replaceAll("-", " "));
  return (
    <Panel className="at-last" title="History" note={`${history.length} ${history.length === 1 ? "version" : "versions"}`}>
      <ol className="lines history" aria-label={`Versions of ${form.title}`}>
        {history.toReversed().map(({ version, state, move, reason, byName, at }) => (
          <li key={version}>
            <div className="row wrap">
              <span className="mono muted">{version}</span>
              <strong>{version === 1 ? "Filed" : move === null ? "Amended" : saysOf(move)}</strong>
              <span className="muted">
                {byName ?? nobodySays(form.name)}, now {state}
              </span>
              <When at={at} as="moment" className="push small muted nowrap" />
            </div>
            {reason === null ? null : <p className="lines-kept">{reason}</p>}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
