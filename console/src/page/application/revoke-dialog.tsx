// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { clientsQuery, revokeClient, type Client } from "../../api/client.ts";
import { Confirm } from "../../part/float/confirm.tsx";

/** Revokes an application's credentials. The records it wrote stay. */
export function RevokeDialog({ of, onClose }: { of: Client; onClose: () => void }): ReactNode {
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => revokeClient(of.id),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: clientsQuery.queryKey });
      onClose();
    },
  });
  return (
    <Confirm
      title={`Revoke ${of.name}?`}
      consequence={`${of.name} loses its access${of.tenant === null ? "" : ` to ${of.tenant.name}`} at once; its secret and tokens stop working. The records it wrote stay. This cannot be undone.`}
      word={of.name}
      verb="Revoke"
      isPending={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate()}
      onClose={onClose}
    />
  );
}
