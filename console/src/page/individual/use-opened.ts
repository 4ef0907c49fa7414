// SPDX-License-Identifier: Apache-2.0
// What is open on this page, and nowhere else: React state, gone when the page is left, covered again by itself.
import { useCallback, useEffect, useState } from "react";
import { openRecord, type OpenedRecord, type Purpose } from "../../api/fhir.ts";
import type { RecordSummary } from "../../api/individual.ts";
import { nowMs } from "../../time/clock.ts";

export type Opened = OpenedRecord & { readonly purpose: Purpose; readonly openedAt: string; readonly coverAtMs: number };
export type RecordState =
  | { readonly is: "opening" }
  | { readonly is: "open"; readonly opened: Opened }
  | { readonly is: "failed"; readonly error: unknown };
export type Openings = {
  readonly stateOf: (record: RecordSummary) => RecordState | undefined;
  readonly open: (records: readonly RecordSummary[], purpose: Purpose) => void;
  readonly cover: (records: readonly RecordSummary[]) => void;
  readonly count: number;
};

const keyOf = ({ type, id }: RecordSummary): string => `${type}/${id}`;

/** `coverAfterMin` is how long a record stays open without being opened again. */
export function useOpened(coverAfterMin: number): Openings {
  const [states, setStates] = useState<ReadonlyMap<string, RecordState>>(new Map());
  const put = useCallback((key: string, state: RecordState | undefined) => {
    setStates((known) => {
      const next = new Map(known);
      if (state === undefined) next.delete(key);
      else next.set(key, state);
      return next;
    });
  }, []);
  const open = useCallback(
    (records: readonly RecordSummary[], purpose: Purpose) => {
      void (async () => {
        for (const record of records) {
          put(keyOf(record), { is: "opening" });
          try {
            const opened = await openRecord(record.type, record.id, purpose);
            const now = nowMs();
            put(keyOf(record), {
              is: "open",
              opened: { ...opened, purpose, openedAt: new Date(now).toISOString(), coverAtMs: now + coverAfterMin * 60_000 },
            });
          } catch (error) {
            put(keyOf(record), { is: "failed", error });
          }
        }
      })();
    },
    [coverAfterMin, put],
  );
  const cover = useCallback((records: readonly RecordSummary[]) => records.forEach((record) => put(keyOf(record), undefined)), [put]);
  useEffect(() => {
    const timer = setInterval(() => {
      const now = nowMs();
      for (const [key, state] of states) if (state.is === "open" && state.opened.coverAtMs <= now) put(key, undefined);
    }, 1_000);
    return () => clearInterval(timer);
  }, [states, put]);
  return { stateOf: (record) => states.get(keyOf(record)), open, cover, count: states.size };
}
