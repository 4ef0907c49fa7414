// SPDX-License-Identifier: Apache-2.0
// The notice of privacy practices [164.520]: what is in effect, whether it says everything, what came before, and how it goes out.
import { ActionIcon, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { IconCircleCheck, IconCircleX, IconDownload, IconPlus, IconPrinter } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { formsQuery } from "../../api/form.ts";
import { noticeHref, noticeQuery, noticesQuery, type Notices, type NoticeText } from "../../api/privacy.ts";
import { Cite } from "../../part/cite.tsx";
import { Glyph } from "../../part/glyph.tsx";
import { HrefLink, LinkButton } from "../../part/link-button.tsx";
import { Panel } from "../../part/panel.tsx";
import { save } from "../../part/save.ts";
import { Empty } from "../../part/say/empty.tsx";
import { Notice } from "../../part/say/notice.tsx";
import { Chip } from "../../part/status/chip.tsx";
import { StateChip } from "../../part/status/state-chip.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { When } from "../../part/when.tsx";
import { PageHead } from "../../shell/page-head.tsx";
import { PolicyBody } from "../policy/policy-body.tsx";

const TITLE = "Notice of privacy practices";

export function NoticePage(): ReactNode {
  const notices = useQuery(noticesQuery);
  const { notice } = useSearch({ from: "/inside/privacy/notice" });
  const { data } = notices;
  const shown = notice ?? data?.inForce ?? data?.items[0]?.id;
  return (
    <main id="main" tabIndex={-1} className="policy-page">
      {data === undefined || shown === undefined || !data.applies ? (
        <>
          <PageHead crumbs={<Link to="/privacy">Privacy cases</Link>} title={TITLE} />
          {data === undefined ? (
            notices.isPending ? (
              <Waiting lines={12} />
            ) : (
              <Empty kind="failed" error={notices.error} onRetry={() => void notices.refetch()} />
            )
          ) : (
            <None applies={data.applies} />
          )}
        </>
      ) : (
        <Shown of={data} notice={shown} />
      )}
    </main>
  );
}

function useMayWrite(): boolean {
  return useQuery(formsQuery).data?.find(({ name }) => name === "privacy-notice")?.mayFile === true;
}

function None({ applies }: { applies: boolean }): ReactNode {
  const mayWrite = useMayWrite();
  if (!applies)
    return (
      <Notice tone="plain" title="It does not apply to you.">
        By your profile you are a business associate: the covered entities that you serve give the notice <Cite of="164.520(a)" />. Whatever
        theirs promises about what you hold, your contracts with them say.
      </Notice>
    );
  return (
    <Empty
      kind="not-set-up"
      title="No notice yet"
      says="It is written from your answers, looked through statement by statement, approved by somebody else, and published."
      cite="164.520(b)"
      {...(mayWrite ? { action: { label: "Write it", icon: IconPlus, href: "/forms/privacy-notice/new" } } : {})}
    />
  );
}

function Shown({ of: notices, notice }: { of: Notices; notice: string }): ReactNode {
  const mayWrite = useMayWrite();
  const text = useQuery(noticeQuery(notice));
  const isInForce = notices.inForce === notice;
  return (
    <>
      <PageHead
        crumbs={<Link to="/privacy">Privacy cases</Link>}
        title={TITLE}
        says={
          <span className="row wrap">
            {isInForce ? (
              <Chip tone="plain" icon={IconCircleCheck}>
                In effect
              </Chip>
            ) : (
              <StateChip is={text.data?.state ?? "draft"} />
            )}
            <span>{text.data?.revision}</span>
          </span>
        }
        actions={
          <>
            <ActionIcon aria-label="Print" title="Print" onClick={() => window.print()}>
              <Glyph of={IconPrinter} />
            </ActionIcon>
            {mayWrite ? (
              <LinkButton to="/forms/$form/new" params={{ form: "privacy-notice" }} search={{}}>
                <Glyph of={IconPlus} />
                Revise it
              </LinkButton>
            ) : null}
          </>
        }
      />
      <div className="stack loose">
        {notices.inForce === null ? (
          <Notice tone="soon" title="No notice is in effect.">
            What is below is not published yet, or its day has not come.
          </Notice>
        ) : null}
        <div className="beside">
          <div>
            {text.data === undefined ? (
              text.isPending ? (
                <Waiting lines={12} />
              ) : (
                <Empty kind="failed" error={text.error} onRetry={() => void text.refetch()} />
              )
            ) : (
              <PolicyBody html={text.data.body} />
            )}
          </div>
          <div className="no-print">
            {text.data === undefined ? null : <Files of={text.data} />}
            {text.data === undefined ? null : <Statements of={text.data} />}
            <Revisions of={notices} shown={notice} />
          </div>
        </div>
      </div>
    </>
  );
}

function Files({ of: { id, html, startsOn, sha256 } }: { of: NoticeText }): ReactNode {
  return (
    <Panel title="To give out" padded>
      <div className="stack">
        <Button onClick={() => save(`notice-of-privacy-practices-${startsOn ?? "draft"}.html`, html, "text/html")}>
          <Glyph of={IconDownload} />
          Page for your web site
        </Button>
        <a className="button" href={noticeHref(id)} download>
          <span className="button-inner">
            <Glyph of={IconDownload} />
            Download as PDF
          </span>
        </a>
        <p className="hint mono whole">SHA-256 {sha256}</p>
      </div>
    </Panel>
  );
}

function Statements({ of: { statements, blanks } }: { of: NoticeText }): ReactNode {
  const missing = statements.filter(({ isThere }) => !isThere).length;
  return (
    <Panel title="What it must say" note={missing === 0 ? `all ${statements.length} are in it` : `${missing} missing`} padded>
      <ul className="statements" aria-label="Required statements">
        {statements.map(({ cite, says, isThere }) => (
          <li key={`${cite} ${says}`}>
            <span className="sr">{isThere ? "In it:" : "Missing:"}</span>
            <Glyph of={isThere ? IconCircleCheck : IconCircleX} />
            <span>
              {says} <Cite of={cite} />
            </span>
          </li>
        ))}
      </ul>
      {blanks.length === 0 ? null : <p className="hint">Blanks: {blanks.join(", ")}.</p>}
    </Panel>
  );
}

function Revisions({ of: { items, inForce }, shown }: { of: Notices; shown: string }): ReactNode {
  return (
    <Panel title="Revisions" note="kept six years and more">
      <ol className="lines" aria-label="Revisions of the notice">
        {items.map(({ id, revision, state, startsOn, publishedAt, approvedByName }) => (
          <li key={id}>
            <div className="row wrap">
              <Link to="/privacy/notice" search={{ notice: id }} {...(id === shown ? { "aria-current": "true" as const } : {})}>
                {revision}
              </Link>
              <span className="push">
                <StateChip is={id === inForce ? "in effect" : state} />
              </span>
            </div>
            <p className="small muted">
              {startsOn === null ? (
                "Without a day. "
              ) : (
                <>
                  From <When at={startsOn} as="date" />.{" "}
                </>
              )}
              {publishedAt === null ? (
                "Not published. "
              ) : (
                <>
                  Published <When at={publishedAt} as="date" />.{" "}
                </>
              )}
              {approvedByName === null ? null : `Approved by ${approvedByName}. `}
              <HrefLink href={`/submissions/${id}`}>Its steps</HrefLink>
            </p>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
