// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { entryQuery } from "../../api/entry.ts";
import { purposeSays } from "../../api/fhir.ts";
import { Facts } from "../../part/facts.tsx";
import { ProofBadge } from "../../part/status/proof-badge.tsx";
import { When } from "../../part/when.tsx";
import { useMay } from "../../session/session-context.ts";
import { countdown, instantMs } from "../../time/times.ts";
import { useNow } from "../../time/use-now.ts";
import { sectionOf, type FhirSection } from "./fhir-facts.ts";
import type { Opened } from "./use-opened.ts";

const SETTLES_MS = 2_500;

/** An open record as facts, and the entry that its opening left. */
export function OpenedRecordFacts({ opened, log }: { opened: Opened; log: string }): ReactNode {
  const now = useNow(1_000);
  return (
    <div className="opened">
      <Section of={sectionOf(opened.resource)} />
      <details>
        <summary className="small muted">FHIR JSON</summary>
        <pre className="entry-json mono">{JSON.stringify(opened.resource, null, 2)}</pre>
      </details>
      <footer className="small muted">
        <span>
          Opened by you at <When at={opened.openedAt} as="time" />, {purposeSays(opened.purpose).toLowerCase()}.
        </span>
        {opened.entry === null ? null : (
          <OpeningEntry event={opened.entry} log={log} isSettled={now - instantMs(opened.openedAt) > SETTLES_MS} />
        )}
        <span className="push nowrap no-print">
          Covers again in <span className="num">{countdown(opened.coverAtMs - now)}</span>
        </span>
      </footer>
    </div>
  );
}

/**
 * The entry that this opening left: recorded before the answer came, numbered and proven within seconds. It is looked up once that
 * much time has passed, because each look is an entry too.
 */
function OpeningEntry({ event, log, isSettled }: { event: string; log: string; isSettled: boolean }): ReactNode {
  const { data } = useQuery({ ...entryQuery(event, log), enabled: useMay("ledger.entry.read") && isSettled });
  return <ProofBadge event={event} log={log} state={data?.state ?? "recorded"} index={data?.index ?? null} label="Entry" />;
}

const HEADINGS = ["h3", "h3", "h4", "h5", "h6"] as const;

function Section({ of: { title, facts, sections }, depth = 0 }: { of: FhirSection; depth?: number }): ReactNode {
  const Heading = HEADINGS[depth] ?? "h6";
  return (
    <div className={title === null ? "stack" : "inner"}>
      {title === null ? null : <Heading>{title}</Heading>}
      {facts.length === 0 ? null : <Facts of={facts.map(({ label, values }) => [label, <Values key={label} of={values} />])} />}
      {sections.map((section, n) => (
        <Section key={`${section.title} ${n}`} of={section} depth={depth + 1} />
      ))}
    </div>
  );
}

function Values({ of: values }: { of: readonly string[] }): ReactNode {
  if (values.length === 1) return values[0];
  return (
    <ul className="several">
      {values.map((value) => (
        <li key={value}>{value}</li>
      ))}
    </ul>
  );
}
