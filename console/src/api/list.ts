// SPDX-License-Identifier: Apache-2.0
import { infiniteQueryOptions } from "@tanstack/react-query";

/** Every list: a page of items and the cursor of the next page, or null after the last. */
export type Page<T> = { readonly items: readonly T[]; readonly next: string | null };
/** What a page is asked with: no cursor for the first. */
export type Turn = { readonly cursor?: string };

/** Reads a list page by page; `key` names it in the cache. Lists never hold PHI. */
export function listQuery<T>(key: readonly unknown[], read: (turn: Turn, signal: AbortSignal) => Promise<Page<T>>) {
  return infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => read(pageParam === "" ? {} : { cursor: pageParam }, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.next,
  });
}
