// SPDX-License-Identifier: Apache-2.0
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import type { Asked, Filter } from "./narrow.ts";

export type Change = (next: Readonly<Record<string, string | undefined>>) => void;

/**
 * What a list is asked for, as its address holds it: `find`, `sort` and its filters' fields. A second list of a page has a name, and its
 * words begin with it: `proposed.find`. The route's `validateSearch` must let them through (`listSearch`).
 */
export function useAsked(filters: readonly Filter[] | undefined, name?: string): { readonly asked: Asked; readonly change: Change } {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const start = name === undefined ? "" : `${name}.`;
  const asked = useMemo(() => {
    const text = (key: string): string | undefined => {
      const value = search[start + key];
      return typeof value === "string" && value !== "" ? value : undefined;
    };
    const chosen = (filters ?? []).flatMap(({ field }) => {
      const value = text(field);
      return value === undefined ? [] : [[field, value] as const];
    });
    return { find: text("find") ?? "", sort: text("sort"), chosen: Object.fromEntries(chosen) };
  }, [search, start, filters]);
  const change = useCallback<Change>(
    (next) => {
      const named = Object.fromEntries(Object.entries(next).map(([key, value]) => [start + key, value === "" ? undefined : value]));
      void navigate({ to: ".", search: (old) => ({ ...old, ...named }), replace: true, resetScroll: false });
    },
    [navigate, start],
  );
  return { asked, change };
}
