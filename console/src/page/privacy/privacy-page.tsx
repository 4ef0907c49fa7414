// SPDX-License-Identifier: Apache-2.0
// Privacy cases: what somebody asked for or complains of, by when it is answered, and one next step. Codes, never names.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { IconUserShield } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { formsQuery, type FormKind } from "../../api/form.ts";
import { casesQuery, noticesQuery, type Case } from "../../api/privacy.ts";
import { HrefButton, LinkButton } from "../../part/link-button.tsx";
import { Panel } from "../../part/panel.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { NextStep } from "../../part/say/next-step.tsx";
import { Notice } from "../../part/say/notice.tsx";
import { ListPanel } from "../../part/table/list-panel.tsx";
import { useList } from "../../part/table/list.tsx";
import { useMay } from "../../session/session-context.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { plural } from "../../time/times.ts";
import { CASE_COLUMNS, CASE_NARROWING } from "./case-rows.tsx";
import { BEGINNINGS, leftSays, nextCase, REGISTERS } from "./privacy-words.ts";

export function PrivacyPage(): ReactNode {
  const listed = useList(casesQuery);
  const forms = useQuery(formsQuery);
  const byName = new Map((forms.data ?? []).map((form) => [form.name, form]));
  const beginnings = BEGINNINGS.filter(({ form }) => byName.get(form)?.mayFile === true);
  const seesCases = byName.has("individual-access");
  return (
    <main id="main" tabIndex={-1}>
      <PageHead
        title="Privacy cases"
        says="What individuals ask for and complain of, with the clock of each. Who it is stands with the records; here is a code."
        actions={<LinkButton to="/privacy/notice">Notice of privacy practices</LinkButton>}
      />
      <div className="stack loose">
        <Next cases={listed.rows} seesCases={seesCases} isPending={listed.isPending} />
        {beginnings.length === 0 ? null : (
          <Panel title="Begin" note="in their words" padded className="no-print">
            <ul className="beginnings" aria-label="What somebody asks">
              {beginnings.map(({ form, says }) => (
                <li key={form}>
                  <HrefButton href={`/forms/${form}/new`}>{says}</HrefButton>
                </li>
              ))}
            </ul>
          </Panel>
        )}
        {forms.data !== undefined && !seesCases ? (
          <Notice tone="plain" title="Cases are for the officials alone.">
            You see the notice of privacy practices, and in Requirements whether what individuals ask for is answered in time.
          </Notice>
        ) : (
          <ListPanel
            of={listed}
            title="Cases"
            file="privacy-cases"
            findSays="Find by code, kind or state"
            narrowing={CASE_NARROWING}
            columns={CASE_COLUMNS}
            rowKey={({ id }) => id}
            keys
            empty={
              <Empty
                kind="not-set-up"
                icon={IconUserShield}
                title="Nobody has asked yet"
                says="Whatever words somebody uses, the clock runs from the day on which anybody here hears it."
                cite="164.524(b)"
              />
            }
          />
        )}
        <Registers byName={byName} />
      </div>
    </main>
  );
}

function Next({ cases, seesCases, isPending }: { cases: readonly Case[]; seesCases: boolean; isPending: boolean }): ReactNode {
  const notices = useQuery(noticesQuery);
  const mayFile = useMay("program.submission.create");
  const next = nextCase(cases);
  if (isPending || notices.isPending) return null;
  if (seesCases && next !== undefined)
    return (
      <NextStep
        tone={(next.daysLeft ?? 0) < 0 ? "harm" : (next.daysLeft ?? 0) <= 7 ? "soon" : "act"}
        title={`Next: ${next.code}, ${leftSays(next.daysLeft ?? 0)}.`}
        says={`${next.kind}.`}
        href={`/privacy/cases/${next.id}`}
        go="Open it"
      />
    );
  if (notices.data !== undefined && notices.data.applies && notices.data.inForce === null && mayFile)
    return (
      <NextStep
        title="Next: publish a notice of privacy practices."
        says="A covered entity tells individuals how it uses their information."
        href="/privacy/notice"
        go="Go there"
      />
    );
  return seesCases ? <Notice tone="plain" title="Nobody waits for an answer." /> : null;
}

function Registers({ byName }: { byName: ReadonlyMap<string, FormKind> }): ReactNode {
  const shown = REGISTERS.flatMap((name) => byName.get(name) ?? []);
  if (shown.length === 0) return null;
  return (
    <Panel title="Registers">
      <ul className="lines" aria-label="Registers">
        {shown.map(({ name, plural: title, says, open }) => (
          <li key={name}>
            <div className="row wrap">
              <Link to="/forms/$form" params={{ form: name }} search={{}}>
                {title}
              </Link>
              <span className="push small muted nowrap">{open === 0 ? "none open" : `${plural(open, "entry", "entries")} open`}</span>
            </div>
            <p className="small muted">{says}</p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
