// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { IconEye, IconLock } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import type { Purpose } from "../../api/fhir.ts";
import { recordsQuery, type RecordSummary } from "../../api/individual.ts";
import { Covered } from "../../part/covered.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { Faults, problemFrom } from "../../part/say/faults.tsx";
import { Glyph } from "../../part/glyph.tsx";
import { Notice } from "../../part/say/notice.tsx";
import { Panel } from "../../part/panel.tsx";
import { When } from "../../part/when.tsx";
import { plural } from "../../time/times.ts";
import { short } from "../ledger/entry-words.ts";
import { headline, typeSays } from "./fhir-facts.ts";
import { OpenedRecordFacts } from "./opened-record.tsx";
import type { Openings } from "./use-opened.ts";

const OPEN_AT_ONCE_MAX = 10;

export type RecordSectionProps = {
  readonly individual: string;
  readonly type: string;
  readonly count: number;
  readonly log: string;
  readonly openings: Openings;
  /** The chosen purpose; asks for one and gives null when there is none. */
  readonly needPurpose: () => Purpose | null;
};

/** The records of one kind. Listing them shows no PHI; each is opened by itself, or a few together. */
export function RecordSection({ individual, type, count, log, openings, needPurpose }: RecordSectionProps): ReactNode {
  const [isListed, setListed] = useState(type === "Patient");
  const list = useInfiniteQuery({ ...recordsQuery(individual, type), enabled: isListed });
  const records = list.data?.pages.flatMap((page) => page.items) ?? [];
  const openCount = records.filter((record) => openings.stateOf(record)?.is === "open").length;
  const open = (some: readonly RecordSummary[]): void => {
    const purpose = needPurpose();
    if (purpose !== null) openings.open(some, purpose);
  };
  const several = records.slice(0, OPEN_AT_ONCE_MAX);
  return (
    <Panel
      title={typeSays(type)}
      note={plural(count, "record")}
      mark={<Glyph of={openCount > 0 ? IconEye : IconLock} />}
      action={
        !isListed ? (
          <Button size="xs" onClick={() => setListed(true)}>
            List
          </Button>
        ) : openCount > 0 ? (
          <Button size="xs" onClick={() => openings.cover(records)}>
            Cover now
          </Button>
        ) : records.length > 1 ? (
          <Button size="xs" onClick={() => open(several)}>
            {several.length === count ? `Open all ${count}` : `Open the first ${several.length}`}
          </Button>
        ) : null
      }
    >
      {!isListed ? (
        <Covered />
      ) : list.isPending ? (
        <Waiting lines={3} />
      ) : list.isError ? (
        <div className="in">
          <Faults error={list.error} />
        </div>
      ) : (
        <>
          <ul className="records">
            {records.map((record) => (
              <RecordLine key={record.id} record={record} log={log} openings={openings} onOpen={() => open([record])} />
            ))}
          </ul>
          {list.hasNextPage ? (
            <div className="table-more">
              <Button size="xs" onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
                List more
              </Button>
            </div>
          ) : null}
        </>
      )}
    </Panel>
  );
}

function RecordLine({
  record,
  log,
  openings,
  onOpen,
}: {
  record: RecordSummary;
  log: string;
  openings: Openings;
  onOpen: () => void;
}): ReactNode {
  const state = openings.stateOf(record);
  const isOpen = state?.is === "open";
  return (
    <li>
      <div className="record-line">
        <Glyph of={isOpen ? IconEye : IconLock} />
        <span className="cut">
          {isOpen ? <strong>{headline(state.opened.resource)} </strong> : null}
          <span className="mono muted" title={record.id}>
            {short(record.id)}
          </span>
          <span className="small muted">
            {" "}
            version {record.version}, <When at={record.updatedAt} />
          </span>
        </span>
        {isOpen ? (
          <Button size="xs" variant="subtle" onClick={() => openings.cover([record])}>
            Cover
          </Button>
        ) : (
          <Button size="xs" onClick={onOpen} loading={state?.is === "opening"} aria-label={`Open record ${short(record.id)}`}>
            {state?.is === "opening" ? "Opening" : "Open"}
          </Button>
        )}
      </div>
      {state?.is === "failed" ? <OpeningFault error={state.error} /> : null}
      {isOpen ? <OpenedRecordFacts opened={state.opened} log={log} /> : null}
    </li>
  );
}

/** A refusal and a miss read the same; the purpose is the part that the reader can change. */
function OpeningFault({ error }: { error: unknown }): ReactNode {
  const { status, request } = problemFrom(error);
  if (status !== 404 && status !== 403) return <Faults error={error} />;
  return (
    <Notice tone="harm" title="Not here, or not for this purpose">
      <p>Your role may open it for another purpose, or not at all. Your privacy official can tell. The attempt is in the ledger.</p>
      {request === null ? null : (
        <p className="small">
          Request <span className="mono">{request}</span>
        </p>
      )}
    </Notice>
  );
}
