// SPDX-License-Identifier: Apache-2.0
// What changed since the approved analysis and was not looked at yet.
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useState, type ReactNode } from "react";
import type { Cause, Risk } from "../../api/risk.ts";
import { HrefLink } from "../../part/link-button.tsx";
import { SubmissionTitle } from "../../part/question/answer-value.tsx";
import type { Column } from "../../part/table/data-table.tsx";
import { ListPanel } from "../../part/table/list-panel.tsx";
import { readWhole } from "../../part/table/list.tsx";
import { narrowedCsv, type Narrowing } from "../../part/table/narrow.ts";
import { useMay } from "../../session/session-context.ts";
import { foldCauses, isFolded, type CauseLine } from "./fold-causes.ts";
import { KIND_SAYS } from "./risk-words.ts";
import { WeighDialog } from "./weigh-dialog.tsx";

const HAPPENED: Readonly<Record<string, string>> = {
  added: "was added",
  changed: "was changed",
  gone: "was retired",
  incident: "happened",
  check: "fails",
};
const whatOf = ({ kind, of }: Cause): string => `${KIND_SAYS[of] ?? of} ${HAPPENED[kind] ?? kind}`;

const NARROWING: Narrowing<Cause> = {
  fields: { what: whatOf, name: ({ name }) => name },
  also: { key: ({ key }) => key },
};
/** A folded line is found by any of its names. */
const OF_LINES: Narrowing<CauseLine> = {
  fields: {
    what: ({ causes }) => causes.slice(0, 1).map(whatOf).join(""),
    name: ({ causes }) => causes.map(({ name }) => name).join("; "),
  },
};
const linesCsv = (lines: readonly CauseLine[]): string =>
  narrowedCsv(
    lines.flatMap(({ causes }) => causes),
    NARROWING,
  );

const NONE: ReadonlySet<string> = new Set();

export function CausesPanel({ causes, risks }: { causes: readonly Cause[]; risks: readonly Risk[] }): ReactNode {
  const client = useQueryClient();
  const mayWeigh = useMay("program.risk.weigh");
  const [chosen, setChosen] = useState(NONE);
  const [isWeighing, setWeighing] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const listed = useMemo(() => readWhole(foldCauses(causes, isOpen)), [causes, isOpen]);
  const columns = useMemo(
    () => columnsWith({ chosen: mayWeigh ? chosen : null, onChoose: setChosen, onOpen: () => setOpen(true) }),
    [mayWeigh, chosen],
  );
  if (causes.length === 0) return null;
  const keys = causes.filter(({ key }) => chosen.has(key)).map(({ key }) => key);
  const notYet = keys.length === 0 ? { "aria-disabled": true, title: "Choose some changes first." } : {};
  return (
    <>
      <ListPanel
        of={listed}
        title="Changed since the analysis"
        name="changes"
        file="changes-since-the-analysis"
        findSays="Find by what changed"
        narrowing={OF_LINES}
        csvOf={linesCsv}
        note={causes.length}
        columns={columns}
        rowKey={({ key }) => key}
        empty={null}
        {...(mayWeigh
          ? {
              action: (
                <>
                  <Button size="xs" onClick={() => setChosen(new Set(causes.map(({ key }) => key)))}>
                    Choose all changes
                  </Button>
                  <Button size="xs" variant="filled" onClick={() => (keys.length === 0 ? undefined : setWeighing(true))} {...notYet}>
                    Decide
                  </Button>
                </>
              ),
            }
          : {})}
      />
      {isWeighing ? (
        <WeighDialog
          keys={keys}
          risks={risks}
          onClose={() => setWeighing(false)}
          onWeighed={() => {
            setWeighing(false);
            setChosen(NONE);
            for (const queryKey of [["risks"], ["tasks"], ["home"]]) void client.invalidateQueries({ queryKey });
          }}
        />
      ) : null}
    </>
  );
}

const hrefOf = ({ of, thing }: Cause): string | null => (of === "workforce" || of === "check" ? null : `/submissions/${thing}`);

type Choosing = {
  readonly chosen: ReadonlySet<string> | null;
  readonly onChoose: (keys: ReadonlySet<string>) => void;
  readonly onOpen: () => void;
};

function columnsWith({ chosen, onChoose, onOpen }: Choosing): readonly Column<CauseLine>[] {
  return [
    {
      key: "what",
      head: "What",
      width: "16rem",
      stack: "1 / 1 / 2 / 3",
      cell: (line) => (
        <span className="row">
          {chosen === null ? null : (
            <input
              type="checkbox"
              className="choose no-print"
              aria-label={`Choose: ${whatIn(line)}, ${isFolded(line) ? "all of them" : line.causes.map(({ name }) => name).join("")}`}
              checked={line.causes.every(({ key }) => chosen.has(key))}
              onChange={({ currentTarget }) => {
                const keys = line.causes.map(({ key }) => key);
                onChoose(new Set(currentTarget.checked ? [...chosen, ...keys] : [...chosen].filter((key) => !keys.includes(key))));
              }}
            />
          )}
          {whatIn(line)}
        </span>
      ),
    },
    { key: "name", head: "Which", stack: "2 / 1 / 3 / 3", cell: (line) => <Which of={line} onOpen={onOpen} /> },
  ];
}

const whatIn = (line: CauseLine): string => (isFolded(line) ? "Checks of safeguards fail" : line.causes.map(whatOf).join(""));

function Which({ of: line, onOpen }: { of: CauseLine; onOpen: () => void }): ReactNode {
  const [cause] = line.causes;
  if (cause === undefined) return null;
  if (isFolded(line))
    return (
      <button type="button" className="as-link" onClick={onOpen}>
        {line.causes.length} checks: show each
      </button>
    );
  if (cause.of === "incident") return <SubmissionTitle id={cause.thing} />; // Its title is sealed: who may read it asks for it.
  const href = hrefOf(cause);
  const name = cause.name === "" ? "See it" : cause.name;
  return href === null ? (
    <span className="cut">{name}</span>
  ) : (
    <HrefLink href={href} className="cut">
      {name}
    </HrefLink>
  );
}
