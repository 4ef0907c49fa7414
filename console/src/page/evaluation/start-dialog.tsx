// SPDX-License-Identifier: Apache-2.0
import { NativeSelect, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { startEvaluation } from "../../api/evaluation.ts";
import { Dialog } from "../../part/float/dialog.tsx";
import { Form } from "../../part/form/form.tsx";
import { fieldFault } from "../../part/say/faults.tsx";
import { isTrigger, TRIGGERS } from "./evaluation-words.ts";

/** Begins an evaluation and opens it. */
export function StartDialog({ onClose }: { onClose: () => void }): ReactNode {
  const client = useQueryClient();
  const navigate = useNavigate();
  const start = useMutation({
    mutationFn: startEvaluation,
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ["evaluations"] });
      await navigate({ to: "/evaluations/$evaluation", params: { evaluation: id }, search: {} });
    },
  });
  const send = ({ trigger = "", reason = "" }: Readonly<Record<string, string>>): void =>
    isTrigger(trigger) ? start.mutate({ trigger, reason }) : undefined;
  return (
    <Dialog opened onClose={onClose} title="Begin an evaluation">
      <Form error={start.error} beside={["/reason"]} verb="Begin" doing="Beginning" isPending={start.isPending} onValues={send}>
        <NativeSelect label="Why now" name="trigger" data={[...TRIGGERS]} />
        <Textarea
          label="In a sentence"
          description="What happened, or which period it is about."
          name="reason"
          required
          withAsterisk={false}
          minLength={3}
          maxLength={500}
          rows={2}
          error={fieldFault(start.error, "/reason")}
        />
      </Form>
    </Dialog>
  );
}
