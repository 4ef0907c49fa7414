// SPDX-License-Identifier: Apache-2.0
import { infiniteQueryOptions } from "@tanstack/react-query";
import { read, withQuery } from "./fetch.ts";

/** Every list: a page of items and the cursor of the next page, or null after the last. */
export type Page<T> = { readonly items: readonly T[]; readonly next: string | null };

/** Reads a list page by page; `key` names it in the cache. Lists never hold PHI. */
export function listQuery<T>(key: readonly unknown[], path: string, query: Record<string, string | undefined> = {}) {
  return infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => read<Page<T>>(withQuery(path, { ...query, cursor: pageParam }), { signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next,
  });
}
