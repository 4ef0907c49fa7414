// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { chooseTenant, sessionQuery } from "../api/session.ts";

/** Changes whose records the session works with. Every room starts afresh: nothing of one tenant is shown under another. */
export function useChooseTenant() {
  const client = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: chooseTenant,
    onSuccess: async (session) => {
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionQuery.queryKey[0] });
      client.setQueryData(sessionQuery.queryKey, session);
      await router.invalidate();
      // An address that names a log or an individual names one of the tenant that was left.
      const { pathname } = router.state.location;
      if (pathname.startsWith("/ledger")) await router.navigate({ to: "/ledger", search: {} });
      if (pathname.startsWith("/individuals/")) await router.navigate({ to: "/individuals" });
    },
  });
}
