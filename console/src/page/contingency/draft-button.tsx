// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { draftContingency, type Draft } from "../../api/contingency.ts";
import { Faults } from "../../part/say/faults.tsx";
import { useMay } from "../../session/session-context.ts";

export type DraftButtonProps = {
  readonly what: Draft;
  readonly scenario?: string;
  readonly filled?: boolean;
  readonly children: ReactNode;
};

/** Has a draft made and opens it; nothing for somebody who may not. */
export function DraftButton({ what, scenario, filled = false, children }: DraftButtonProps): ReactNode {
  const may = useMay("program.plan.draft");
  const client = useQueryClient();
  const navigate = useNavigate();
  const draft = useMutation({
    mutationFn: () => draftContingency(what, scenario),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ["submissions"] });
      await navigate({ to: "/submissions/$submission/edit", params: { submission: id } });
    },
  });
  if (!may) return null;
  return (
    <>
      <Button size={filled ? "sm" : "xs"} variant={filled ? "filled" : "default"} loading={draft.isPending} onClick={() => draft.mutate()}>
        {children}
      </Button>
      <Faults error={draft.error} beside={[]} />
    </>
  );
}
