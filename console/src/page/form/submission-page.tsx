// SPDX-License-Identifier: Apache-2.0
// One that was filed: what it says, where it stands, what can be done with it now, and how it came here.
import { ActionIcon, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { IconPencil, IconPrinter } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { formsQuery, submissionQuery, type FormKind, type Move, type SubmissionDetail } from "../../api/form.ts";
import { ORGANIZATION_LOG } from "../../api/log.ts";
import { Cite } from "../../part/cite.tsx";
import { Facts } from "../../part/facts.tsx";
import { Glyph } from "../../part/glyph.tsx";
import { LinkButton } from "../../part/link-button.tsx";
import { Panel } from "../../part/panel.tsx";
import { AnswerValue } from "../../part/question/answer-value.tsx";
import { isAsked, isEmpty } from "../../part/question/answers.ts";
import { useDirectory } from "../../part/question/directory.ts";
import { Empty } from "../../part/say/empty.tsx";
import { StateChip } from "../../part/status/state-chip.tsx";
import { DueDay } from "../../part/status/verdict.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { When } from "../../part/when.tsx";
import { useMay, useSession } from "../../session/session-context.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { titleWith } from "./filed-rows.tsx";
import { capital, FormCrumbs, OWN_PAGE } from "./form-words.tsx";
import { MoveDialog } from "./move-dialog.tsx";

export function SubmissionPage(): ReactNode {
  const { submission: id } = useParams({ from: "/inside/submissions/$submission" });
  const submission = useQuery(submissionQuery(id));
  const forms = useQuery(formsQuery);
  const form = forms.data?.find(({ name }) => name === submission.data?.form);
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
                .filter((field) => isAsked(field, submission.answers, form.fields))
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
          <History of={submission} form={form} />
        </div>
        <div>
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

const isMoveField = ({ moveFields }: FormKind, name: string): boolean => Object.values(moveFields).some((names) => names.includes(name));

/** The moves of the server's own table. A closed one stays, with its reason. */
function MovesPanel({ of: { moves, state }, onMove }: { of: SubmissionDetail; onMove: (move: Move) => void }): ReactNode {
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
          ["Filed by", submittedByName ?? "The operator"],
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

function History({ of: { history, moves }, form }: { of: SubmissionDetail; form: FormKind }): ReactNode {
  const saysOf = (move: string): string => moves.find((one) => one.move === move)?.says ?? capital(move.replaceAll("-", " "));
  return (
    <Panel className="at-last" title="History" note={`${history.length} ${history.length === 1 ? "version" : "versions"}`}>
      <ol className="lines history" aria-label={`Versions of ${form.title}`}>
        {history.toReversed().map(({ version, state, move, reason, byName, at }) => (
          <li key={version}>
            <div className="row wrap">
              <span className="mono muted">{version}</span>
              <strong>{version === 1 ? "Filed" : move === null ? "Amended" : saysOf(move)}</strong>
              <span className="muted">
                {byName ?? "the operator"}, now {state}
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
