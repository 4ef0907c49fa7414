// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient, type UseMutationResult } from "@tanstack/react-query";

/** A write on the roster: whatever shows people or their check-lists is read again afterwards. */
export function useMemberAct<Result>(
  act: () => Promise<Result>,
  onDone?: (result: Result) => void,
): UseMutationResult<Result, Error, void> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onError: () => client.invalidateQueries({ queryKey: ["members"] }), // It may be that somebody else changed them.
    onSuccess: async (result) => {
      await Promise.all(["members", "submissions", "users", "home"].map((key) => client.invalidateQueries({ queryKey: [key] })));
      onDone?.(result);
    },
  });
}
