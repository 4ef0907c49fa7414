// SPDX-License-Identifier: Apache-2.0
import { useEffect } from "react";
import type { Listed } from "./list.tsx";

/** Reads a list to its end while `isWanted`: sorting and searching speak of all rows, not of those that happened to be loaded. */
export function useWhole<Row>(listed: Listed<Row>, isWanted = true): Listed<Row> {
  const { has, loading, load } = listed.more;
  const isFailed = listed.error !== null;
  useEffect(() => {
    if (isWanted && has && !loading && !isFailed) load();
  });
  return listed;
}
