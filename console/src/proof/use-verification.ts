// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useState } from "react";
import type { EntryDetail } from "../api/entry.ts";
import type { Verification } from "./verify-entry.ts";

/** Verifies as soon as there is a proof, and again on demand. The verifier's code is loaded with the first entry. */
export function useVerification(detail: EntryDetail): { verification: Verification | null; isPending: boolean; verify: () => void } {
  const [verification, setVerification] = useState<Verification | null>(null);
  const [isPending, setPending] = useState(false);
  const { entry, log, proof } = detail;
  const verify = useCallback(() => {
    if (proof === null) return;
    setPending(true);
    void import("./verify-entry.ts")
      .then(({ verifyEntry }) => verifyEntry(proof, { event: entry.id, ...log }, () => performance.now()))
      .then(setVerification)
      .finally(() => setPending(false));
    // The parts are compared, not the answer that carried them: a refetch of the same proof is no reason to verify again.
  }, [entry.id, log.origin, log.key, proof?.checkpoint, proof?.leaf]);
  useEffect(() => {
    setVerification(null);
    verify();
  }, [verify]);
  return { verification, isPending, verify };
}
