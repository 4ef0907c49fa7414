// SPDX-License-Identifier: Apache-2.0
// Evaluations (164.308(a)(8)): each walks the program requirement by requirement and is signed by somebody else than who began it.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconCircleCheck, IconCircleDot, IconListSearch } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { evaluationsQuery, type Evaluation } from "../../api/evaluation.ts";
import { HrefLink } from "../../part/link-button.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { Chip } from "../../part/status/chip.tsx";
import type { Column } from "../../part/table/data-table.tsx";
import { ListPanel } from "../../part/table/list-panel.tsx";
import { listedOf } from "../../part/table/list.tsx";
import type { Narrowing } from "../../part/table/narrow.ts";
import { When } from "../../part/when.tsx";
import { useMay } from "../../session/session-context.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { triggerSays } from "./evaluation-words.ts";
import { StartDialog } from "./start-dialog.tsx";

export function EvaluationsPage(): ReactNode {
  const evaluations = useQuery(evaluationsQuery);
  const mayStart = useMay("program.evaluation.start");
  const [isStarting, setStarting] = useState(false);
  const { data } = evaluations;
  const begin = { label: "Begin one", icon: IconListSearch, onAct: () => setStarting(true) };
  const isUnderWay = data?.some(({ signedAt }) => signedAt === null) === true;
  return (
    <main id="main" tabIndex={-1}>
      <PageHead
        title="Evaluation"
        says="Once a year, and when something changes: is each requirement still met as people work here? One begins it, somebody else signs."
        {...(mayStart && data !== undefined && data.length > 0 && !isUnderWay
          ? {
              actions: (
                <Button variant="filled" onClick={begin.onAct}>
                  {begin.label}
                </Button>
              ),
            }
          : {})}
      />
      <ListPanel
        of={listedOf(evaluations, data)}
        title="Evaluations"
        file="evaluations"
        findSays="Find by what it is about, or person"
        narrowing={NARROWING}
        columns={COLUMNS}
        rowKey={({ id }) => id}
        height="tall"
        keys
        empty={
          <Empty
            kind="not-set-up"
            icon={IconListSearch}
            title="No evaluation yet"
            says="The first one looks at every requirement that applies to you, with today’s evidence beside it."
            cite="164.308(a)(8)"
            {...(mayStart ? { action: begin } : {})}
          />
        }
      />
      {isStarting ? <StartDialog onClose={() => setStarting(false)} /> : null}
    </main>
  );
}

const NARROWING: Narrowing<Evaluation> = {
  fields: {
    state: ({ signedAt }) => (signedAt === null ? "Under way" : "Signed"),
    about: ({ reason }) => reason,
    why: ({ trigger }) => triggerSays(trigger),
    as_of: ({ asOf }) => asOf,
    begun_by: ({ startedByName }) => startedByName ?? "the operator",
    signed_at: ({ signedAt }) => signedAt,
    signed_by: ({ signedByName }) => signedByName,
  },
  also: { id: ({ id }) => id },
  filters: [{ field: "state", label: "State", all: "All states" }],
};

const COLUMNS: readonly Column<Evaluation>[] = [
  {
    key: "state",
    head: "State",
    width: "9.5rem",
    stack: "1 / 1",
    cell: ({ signedAt }) =>
      signedAt === null ? (
        <Chip tone="act" icon={IconCircleDot}>
          Under way
        </Chip>
      ) : (
        <Chip tone="plain" icon={IconCircleCheck}>
          Signed
        </Chip>
      ),
  },
  {
    key: "about",
    head: "About",
    stack: "2 / 1 / 3 / 3",
    cell: ({ id, reason, trigger }) => (
      <span className="two-lines">
        <HrefLink href={`/evaluations/${id}`} row className="cut" title={reason}>
          {reason}
        </HrefLink>
        <span className="small muted cut">{triggerSays(trigger)}</span>
      </span>
    ),
  },
  {
    key: "as_of",
    head: "Begun",
    width: "13rem",
    stack: "3 / 1 / 4 / 3",
    says: true,
    cell: ({ startedByName, asOf }) => (
      <span className="two-lines">
        <When at={asOf} as="date" />
        <span className="small muted cut">{startedByName ?? "the operator"}</span>
      </span>
    ),
  },
  {
    key: "signed_at",
    head: "Signed",
    width: "13rem",
    stack: "4 / 1 / 5 / 3",
    says: true,
    cell: ({ signedAt, signedByName }) =>
      signedAt === null ? (
        <span className="muted">not yet</span>
      ) : (
        <span className="two-lines">
          <When at={signedAt} as="date" />
          <span className="small muted cut">{signedByName}</span>
        </span>
      ),
  },
];
