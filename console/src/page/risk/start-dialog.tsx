// SPDX-License-Identifier: Apache-2.0
import { NativeSelect, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { startAnalysis } from "../../api/risk.ts";
import { Dialog } from "../../part/float/dialog.tsx";
import { Form } from "../../part/form/form.tsx";
import { fieldFault } from "../../part/say/faults.tsx";
import { isTrigger, TRIGGERS } from "./risk-words.ts";

/** Begins an analysis and opens it. */
export function StartDialog({ isFirst, onClose }: { isFirst: boolean; onClose: () => void }): ReactNode {
  const client = useQueryClient();
  const navigate = useNavigate();
  const start = useMutation({
    mutationFn: startAnalysis,
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ["risks"] });
      await navigate({ to: "/risks/analyses/$analysis", params: { analysis: id }, search: {} });
    },
  });
  const send = ({ trigger = "", reason = "" }: Readonly<Record<string, string>>): void =>
    isTrigger(trigger) ? start.mutate({ trigger, reason }) : undefined;
  return (
    <Dialog opened onClose={onClose} title="Begin a risk analysis">
      <Form error={start.error} beside={["/reason"]} verb="Begin" doing="Beginning" isPending={start.isPending} onValues={send}>
        <p className="muted">It looks at every system, flow, party and site in use, and at the people, as they are listed now.</p>
        <NativeSelect label="Why now" name="trigger" defaultValue={isFirst ? "first" : "yearly"} data={[...TRIGGERS]} />
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
