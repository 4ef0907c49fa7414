// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import type { EntryDetail } from "../api/entry.ts";
import type { Verification } from "./verify-entry.ts";

export type Verifying = { readonly verification: Verification | null; readonly isPending: boolean; readonly verify: () => void };

/** Verifies as soon as there is a proof, and again on demand. The verifier's code is loaded with the first entry. */
export function useVerification({ entry, log, proof }: EntryDetail): Verifying {
  const { data, isFetching, refetch } = useQuery({
    queryKey: ["verified", entry.id, log.origin, proof?.checkpoint],
    queryFn: async () => {
      const { verifyEntry } = await import("./verify-entry.ts");
      return proof === null ? null : verifyEntry(proof, { event: entry.id, ...log }, () => performance.now());
    },
    enabled: proof !== null,
    staleTime: Infinity,
    gcTime: 0,
  });
  return { verification: data ?? null, isPending: isFetching, verify: () => void refetch() };
}
