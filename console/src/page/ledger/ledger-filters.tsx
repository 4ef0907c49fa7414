// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, NativeSelect } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { EntryFilter, EntrySummary } from "../../api/entry.ts";
import { Glyph } from "../../part/glyph.tsx";
import { day } from "../../time/times.ts";
import { nowMs } from "../../time/clock.ts";
import { OUTCOMES, RANGES } from "./entry-filter.ts";
import { outcomeSays, short } from "./entry-words.ts";

const IS_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

type Choice = { readonly value: string; readonly label: string };

/** The choices that the loaded entries offer, and always the one that is chosen. */
function choices(known: readonly Choice[], chosen: string | undefined, labelOf: (value: string) => string): Choice[] {
  const byValue = new Map(known.map((choice) => [choice.value, choice]));
  if (chosen !== undefined && !byValue.has(chosen)) byValue.set(chosen, { value: chosen, label: labelOf(chosen) });
  return [...byValue.values()].toSorted((one, other) => one.label.localeCompare(other.label));
}

export function LedgerFilters({
  filter,
  entries,
  onChange,
}: {
  filter: EntryFilter;
  entries: readonly EntrySummary[];
  onChange: (next: EntryFilter) => void;
}): ReactNode {
  const change = (name: keyof EntryFilter, value: string): void => {
    const { [name]: _old, ...rest } = filter;
    onChange(value === "" ? rest : { ...rest, [name]: value });
  };
  const actors = entries.flatMap(({ actor }): Choice[] =>
    actor.id === null || !IS_ID.test(actor.id) ? [] : [{ value: actor.id, label: actor.name ?? short(actor.id) }],
  );
  const kinds = entries.map(({ kind, says }): Choice => ({ value: kind, label: says }));
  const range = RANGES.map(({ value, says }): Choice => ({ value, label: says }));
  const own =
    filter.from === undefined || range.some(({ value }) => value === filter.from)
      ? []
      : [{ value: filter.from, label: `Since ${day(filter.from, undefined, nowMs())}` }];
  return (
    <fieldset className="filters no-print">
      <legend className="sr">Filters</legend>
      <Filter label="When" value={filter.from} all="All time" choices={[...range, ...own]} onValue={(value) => change("from", value)} />
      <Filter
        label="Who"
        value={filter.actor}
        all="Everybody"
        choices={choices(actors, filter.actor, short)}
        onValue={(value) => change("actor", value)}
      />
      <Filter
        label="What"
        value={filter.kind}
        all="Everything"
        choices={choices(kinds, filter.kind, (kind) => kind)}
        onValue={(value) => change("kind", value)}
      />
      <Filter
        label="Outcome"
        value={filter.outcome}
        all="All outcomes"
        choices={choices(
          OUTCOMES.map((value) => ({ value, label: outcomeSays(value) })),
          filter.outcome,
          outcomeSays,
        )}
        onValue={(value) => change("outcome", value)}
      />
      {filter.individual === undefined ? null : (
        <Kept says={`Individual ${short(filter.individual)}`} onDrop={() => change("individual", "")} />
      )}
      {filter.record === undefined ? null : <Kept says={`Record ${short(filter.record)}`} onDrop={() => change("record", "")} />}
    </fieldset>
  );
}

type FilterProps = {
  label: string;
  value: string | undefined;
  all: string;
  choices: readonly Choice[];
  onValue: (value: string) => void;
};

function Filter({ label, value, all, choices: offered, onValue }: FilterProps): ReactNode {
  return (
    <NativeSelect
      aria-label={label}
      value={value ?? ""}
      onChange={({ currentTarget }) => onValue(currentTarget.value)}
      data={[{ value: "", label: all }, ...offered]}
      {...(value !== undefined ? { "data-on": "" } : {})}
    />
  );
}

/** A filter that came with a link; it can only be dropped. */
function Kept({ says, onDrop }: { says: string; onDrop: () => void }): ReactNode {
  return (
    <span className="kept">
      {says}
      <ActionIcon aria-label={`Drop the filter: ${says}`} title="Drop this filter" onClick={onDrop}>
        <Glyph of={IconX} size={14} />
      </ActionIcon>
    </span>
  );
}
