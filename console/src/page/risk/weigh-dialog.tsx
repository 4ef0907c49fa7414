// SPDX-License-Identifier: Apache-2.0
// What comes of a change since the approved analysis: nothing, because; or a risk that is on the register now.
import { NativeSelect, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { weigh, type Risk } from "../../api/risk.ts";
import { Dialog } from "../../part/float/dialog.tsx";
import { Form } from "../../part/form/form.tsx";
import { fieldFault } from "../../part/say/faults.tsx";
import { plural } from "../../time/times.ts";

type WeighDialogProps = {
  readonly keys: readonly string[];
  readonly risks: readonly Risk[];
  readonly onWeighed: () => void;
  readonly onClose: () => void;
};

export function WeighDialog({ keys, risks, onWeighed, onClose }: WeighDialogProps): ReactNode {
  const [decision, setDecision] = useState<"no-change" | "risk">("no-change");
  const send = useMutation({
    mutationFn: ({ why = "", risk = "" }: Readonly<Record<string, string>>) =>
      weigh({ keys: [...keys], decision, why, ...(decision === "risk" ? { risk } : {}) }),
    onSuccess: onWeighed,
  });
  return (
    <Dialog opened onClose={onClose} title="Look again at the analysis">
      <Form
        error={send.error}
        beside={["/why", "/risk"]}
        verb="Write it down"
        doing="Writing it down"
        isPending={send.isPending}
        onValues={send.mutate}
      >
        <p className="muted">About {plural(keys.length, "change")} since the analysis was approved.</p>
        <NativeSelect
          label="What comes of it"
          value={decision}
          onChange={({ currentTarget }) => setDecision(currentTarget.value === "risk" ? "risk" : "no-change")}
          data={[
            { value: "no-change", label: "The analysis stays as it is" },
            { value: "risk", label: "A risk, which is on the register now" },
          ]}
        />
        {decision === "risk" ? (
          <NativeSelect
            label="Which risk"
            description="File it first, under “Add a risk”, if it is not there yet."
            name="risk"
            required
            withAsterisk={false}
            defaultValue=""
            data={[{ value: "", label: "Choose" }, ...risks.map(({ id, name }) => ({ value: id, label: name }))]}
            error={fieldFault(send.error, "/risk")}
          />
        ) : null}
        <Textarea
          label="Why"
          description="At least ten characters. It is kept sealed, and stands in the next report."
          name="why"
          required
          withAsterisk={false}
          minLength={10}
          maxLength={5000}
          rows={3}
          error={fieldFault(send.error, "/why")}
        />
      </Form>
    </Dialog>
  );
}
