// SPDX-License-Identifier: Apache-2.0
// What is said of the chosen items with a note: what has to be followed up, by whom until when; or that it is an incident, which is
// reported at once.
import { NativeSelect, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { decideItems, type ActivityItem } from "../../api/activity.ts";
import { Dialog } from "../../part/float/dialog.tsx";
import { Field, Form } from "../../part/form/form.tsx";
import { useDirectory } from "../../part/question/directory.ts";
import { fieldFault } from "../../part/say/faults.tsx";
import { plural } from "../../time/times.ts";

export type DecideDialogProps = {
  readonly review: string;
  readonly items: readonly Pick<ActivityItem, "n" | "version">[];
  readonly decision: "follow-up" | "incident";
  readonly today: string;
  readonly onDecided: () => void;
  readonly onClose: () => void;
};

export function DecideDialog({ review, items, decision, today, onDecided, onClose }: DecideDialogProps): ReactNode {
  const { people } = useDirectory();
  const isIncident = decision === "incident";
  const send = useMutation({
    mutationFn: ({ note = "", owner = "", dueOn = "", phi = "" }: Readonly<Record<string, string>>) =>
      decideItems(review, isIncident ? { decision, items, note, phi } : { decision, items, note, owner, dueOn }),
    onSuccess: onDecided,
  });
  return (
    <Dialog opened onClose={onClose} title={isIncident ? "Report an incident" : "Follow up"}>
      <Form
        error={send.error}
        beside={["/note", "/owner", "/dueOn", "/phi"]}
        verb={isIncident ? "Report it" : "Have it followed up"}
        doing={isIncident ? "Reporting it" : "Writing it down"}
        isPending={send.isPending}
        onValues={send.mutate}
      >
        <p className="muted">
          About {plural(items.length, "item")}. {isIncident ? "An incident report is filed with this note, and linked here." : ""}
        </p>
        <Textarea
          label={isIncident ? "What looks wrong" : "What has to be found out or done"}
          description="At least ten characters; nothing that identifies an individual. It is kept sealed."
          name="note"
          required
          withAsterisk={false}
          minLength={10}
          maxLength={5000}
          rows={3}
          data-autofocus
          error={fieldFault(send.error, "/note")}
        />
        {isIncident ? (
          <NativeSelect
            label="Is PHI concerned?"
            name="phi"
            defaultValue="maybe"
            data={[
              { value: "maybe", label: "Perhaps" },
              { value: "yes", label: "Yes" },
              { value: "no", label: "No" },
            ]}
            error={fieldFault(send.error, "/phi")}
          />
        ) : (
          <>
            <NativeSelect
              label="Who does it"
              name="owner"
              required
              withAsterisk={false}
              defaultValue=""
              data={[
                { value: "", label: "Choose" },
                ...people.filter(({ isUser }) => isUser).map(({ id, name }) => ({ value: id, label: name })),
              ]}
              error={fieldFault(send.error, "/owner")}
            />
            <Field at="/dueOn" label="Until" name="dueOn" type="date" min={today} />
          </>
        )}
      </Form>
    </Dialog>
  );
}
