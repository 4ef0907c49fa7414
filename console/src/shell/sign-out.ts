// SPDX-License-Identifier: Apache-2.0
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { signOut } from "../api/session.ts";
import { rememberWhy } from "../session/leaving.ts";

/** Ends the session, forgets everything this tab has read, and goes to the sign-in. */
export function useSignOut(): () => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  return () => {
    void signOut()
      .catch(() => undefined) // Already over, or unreachable: leaving is right in both cases.
      .then(() => {
        rememberWhy(null);
        client.clear();
        return navigate({ to: "/sign-in", search: {} });
      });
  };
}
