// SPDX-License-Identifier: Apache-2.0
// One paragraph: its words, the decision where it is addressable, what is checked, and what an auditor asks about it.
import { ActionIcon } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { IconX } from "@tabler/icons-react";
import { useEffect, useState, type ReactNode } from "react";
import { requirementQuery, type RequirementDetail } from "../../api/requirement.ts";
import { Tag } from "../../part/status/chip.tsx";
import { Cite } from "../../part/cite.tsx";
import { CopyIcon } from "../../part/copy.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { Glyph } from "../../part/glyph.tsx";
import { Verdict } from "../../part/status/verdict.tsx";
import { When } from "../../part/when.tsx";
import { plural } from "../../time/times.ts";
import { onKey } from "../../shell/keys.ts";
import { Aspects } from "./aspects.tsx";
import { DecisionSection } from "./decision-section.tsx";
import { isVacated, kindSays, SUBPART_SAYS } from "./requirement-words.ts";

export function RequirementPane(): ReactNode {
  const { cite } = useParams({ from: "/inside/requirements/$cite" });
  const navigate = useNavigate();
  const detail = useQuery(requirementQuery(cite));
  const close = (): void => void navigate({ from: "/requirements", to: "/requirements", search: (old) => old, resetScroll: false });
  useEffect(() => onKey("Escape", close));
  return (
    <section className="detail" aria-label={`45 CFR ${cite}`}>
      <header>
        <div className="row">
          <span className="cite muted">45 CFR {cite}</span>
          <span className="push row no-print">
            <CopyIcon text={`45 CFR ${cite}`} label="Copy cite" />
            <ActionIcon aria-label="Close" title="Close (Esc)" onClick={close}>
              <Glyph of={IconX} />
            </ActionIcon>
          </span>
        </div>
        <h2 tabIndex={-1} data-detail-heading>
          {detail.data?.title ?? cite}
        </h2>
        {detail.data === undefined ? null : <Judged of={detail.data} />}
      </header>
      {detail.isPending ? (
        <Waiting lines={8} />
      ) : detail.data === undefined ? (
        <Empty kind="failed" error={detail.error} onRetry={() => void detail.refetch()} />
      ) : (
        <Sections of={detail.data} />
      )}
    </section>
  );
}

/** What the verdict rests on: own checks, or those of its specifications (a standard is no better than the weakest of them). */
function basis({ evidenceAt, children }: RequirementDetail, events: number): string {
  if (events > 0) return `Judged from ${plural(events, "entry", "entries")}${children.length > 0 ? " and its specifications" : ""}.`;
  if (evidenceAt === null) return "No evidence yet.";
  return `No check of its own: judged from its ${plural(children.length, "specification")}.`;
}

function Judged({ of: requirement }: { of: RequirementDetail }): ReactNode {
  const checks = requirement.aspects.flatMap((aspect) => aspect.checks);
  const events = checks.filter((check) => check.event !== null).length;
  return (
    <>
      <div className="row wrap">
        {isVacated(requirement) ? <Tag>Vacated</Tag> : <Verdict is={requirement.verdict} />}
        <Tag>{kindSays(requirement)}</Tag>
      </div>
      <p className="hint">
        {basis(requirement, events)}
        {requirement.evidenceAt === null ? null : (
          <>
            {" "}
            Last evidence <When at={requirement.evidenceAt} className="nowrap" />.
          </>
        )}
      </p>
    </>
  );
}

function Sections({ of: requirement }: { of: RequirementDetail }): ReactNode {
  const [isFull, setFull] = useState(false);
  const hasMore = requirement.fullText.trim() !== requirement.text.trim() && requirement.fullText.length > requirement.text.length;
  return (
    <>
      <section aria-label="Text of the rule">
        <blockquote className={isFull ? "quote full" : "quote"}>{isFull ? requirement.fullText : requirement.text}</blockquote>
        <p className="hint">
          Verbatim, {requirement.source.says}, as of <When at={requirement.source.asOf} as="date" />. {SUBPART_SAYS[requirement.subpart]}.{" "}
          {hasMore ? (
            <button type="button" className="as-link no-print" aria-expanded={isFull} onClick={() => setFull(!isFull)}>
              {isFull ? "Show less" : "Show the whole paragraph"}
            </button>
          ) : null}
        </p>
      </section>
      <DecisionSection of={requirement} />
      <Aspects of={requirement} />
      {requirement.parent === null && requirement.children.length === 0 ? null : (
        <section>
          <h3>In the rule</h3>
          <p className="row wrap">
            {requirement.parent === null ? null : (
              <span>
                Under <Cite of={requirement.parent} />
              </span>
            )}
            {requirement.children.map((child) => (
              <Cite key={child} of={child} />
            ))}
          </p>
        </section>
      )}
      {requirement.protocol.length === 0 ? null : <Protocol of={requirement.protocol} />}
    </>
  );
}

/** OCR's audit protocol, in the auditor's own words. */
function Protocol({ of: questions }: { of: RequirementDetail["protocol"] }): ReactNode {
  return (
    <section>
      <h3>
        What an auditor asks
        <span className="push small muted plain">OCR audit protocol {questions.map((question) => question.id).join(", ")}</span>
      </h3>
      <ul className="question">
        {questions.map(({ id, keyActivity, inquiry }) => (
          <li key={id}>
            <p className="small muted">{keyActivity}</p>
            {inquiry}
          </li>
        ))}
      </ul>
    </section>
  );
}
