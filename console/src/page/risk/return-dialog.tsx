// SPDX-License-Identifier: Apache-2.0
import { Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { reopenAnalysis } from "../../api/risk.ts";
import { Dialog } from "../../part/float/dialog.tsx";
import { Form } from "../../part/form/form.tsx";
import { fieldFault } from "../../part/say/faults.tsx";

type ReturnProps = { readonly analysis: string; readonly onDone: () => Promise<unknown>; readonly onClose: () => void };

/** Sends a finished analysis back to who ran it, with what is missing. */
export function ReturnDialog({ analysis, onDone, onClose }: ReturnProps): ReactNode {
  const back = useMutation({ mutationFn: (why: string) => reopenAnalysis(analysis, why), onSuccess: () => onDone().then(onClose) });
  return (
    <Dialog opened onClose={onClose} title="Send the analysis back">
      <Form
        error={back.error}
        beside={["/why"]}
        verb="Send it back"
        doing="Sending it back"
        isPending={back.isPending}
        onValues={({ why = "" }) => back.mutate(why)}
      >
        <p className="muted">Its lines can be decided again, and whoever ran it finishes it anew.</p>
        <Textarea
          label="What is missing"
          name="why"
          required
          withAsterisk={false}
          minLength={10}
          maxLength={5000}
          rows={3}
          error={fieldFault(back.error, "/why")}
        />
      </Form>
    </Dialog>
  );
}
