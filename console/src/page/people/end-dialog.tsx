// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { endUser, usersQuery, type User } from "../../api/user.ts";
import { Confirm } from "../../part/float/confirm.tsx";

/** Ends one person's access. Their entries stay: the ledger forgets nobody. */
export function EndDialog({ user, onClose }: { user: User; onClose: () => void }): ReactNode {
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: () => endUser(user.id),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: usersQuery.queryKey });
      onClose();
    },
  });
  return (
    <Confirm
      title={`End access of ${user.name}?`}
      consequence={`${user.name} is signed out everywhere at once and can never sign in again as this user. What they did stays in the ledger. This cannot be undone; later access needs a new invitation.`}
      word={user.name}
      verb="End access"
      isPending={end.isPending}
      error={end.error}
      onConfirm={() => end.mutate()}
      onClose={onClose}
    />
  );
}
