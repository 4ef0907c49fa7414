// SPDX-License-Identifier: Apache-2.0
// What is said of the chosen requirements with a note: a finding with who resolves it by when, or why they do not apply.
import { NativeSelect, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { judge } from "../../api/evaluation.ts";
import { Dialog } from "../../part/float/dialog.tsx";
import { Field, Form } from "../../part/form/form.tsx";
import { useDirectory } from "../../part/question/directory.ts";
import { fieldFault } from "../../part/say/faults.tsx";
import { plural } from "../../time/times.ts";

export type JudgeDialogProps = {
  readonly evaluation: string;
  readonly cites: readonly string[];
  readonly judgement: "finding" | "does-not-apply";
  readonly today: string;
  readonly onJudged: () => void;
  readonly onClose: () => void;
};

const CITES_SHOWN = 6;

export function JudgeDialog({ evaluation, cites, judgement, today, onJudged, onClose }: JudgeDialogProps): ReactNode {
  const { people } = useDirectory();
  const isFinding = judgement === "finding";
  const send = useMutation({
    mutationFn: ({ note = "", owner = "", dueOn = "" }: Readonly<Record<string, string>>) =>
      judge(evaluation, isFinding ? { judgement, cites, note, owner, dueOn } : { judgement, cites, note }),
    onSuccess: onJudged,
  });
  return (
    <Dialog opened onClose={onClose} title={isFinding ? "Write down a finding" : "Does not apply"}>
      <Form
        error={send.error}
        beside={["/note", "/owner", "/dueOn"]}
        verb={isFinding ? "Write it down" : "Does not apply"}
        doing="Writing it down"
        isPending={send.isPending}
        onValues={send.mutate}
      >
        <p className="muted">
          About <span className="mono">{cites.slice(0, CITES_SHOWN).join(", ")}</span>
          {cites.length > CITES_SHOWN ? ` and ${plural(cites.length - CITES_SHOWN, "more", "more")}` : ""}.
        </p>
        <Textarea
          label={isFinding ? "What is not as it should be" : "Why it does not apply to us"}
          description="At least ten characters. It is kept sealed."
          name="note"
          required
          withAsterisk={false}
          minLength={10}
          maxLength={5000}
          rows={3}
          data-autofocus
          error={fieldFault(send.error, "/note")}
        />
        {isFinding ? (
          <>
            <NativeSelect
              label="Who resolves it"
              name="owner"
              required
              withAsterisk={false}
              defaultValue=""
              data={[{ value: "", label: "Choose" }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
              error={fieldFault(send.error, "/owner")}
            />
            <Field at="/dueOn" label="Resolved by" name="dueOn" type="date" min={today} />
          </>
        ) : null}
      </Form>
    </Dialog>
  );
}
