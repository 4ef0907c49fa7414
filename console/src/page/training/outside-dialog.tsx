// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ACCEPTED, mediaTypeOf, type NewDocument } from "../../api/document.ts";
import { courseOf, recordOutside, type Outside, type Status } from "../../api/training.ts";
import { Dialog } from "../../part/float/dialog.tsx";
import { Field, Form } from "../../part/form/form.tsx";
import { CourseSelect, PersonSelect } from "./person-select.tsx";

/** Puts a training on record that was given elsewhere, with what shows it. */
export function OutsideDialog({ status, onClose }: { status: Status; onClose: () => void }): ReactNode {
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const mediaType = file === null ? null : mediaTypeOf(file.name);
  const record = useMutation({
    mutationFn: ({ given, shown }: { given: Omit<Outside, "document">; shown: Pick<NewDocument, "file" | "mediaType"> }) =>
      recordOutside(given, shown),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["training"] });
      onClose();
    },
  });
  const send = ({ member = "", course = "", title = "", completedOn = "", provider = "" }: Readonly<Record<string, string>>): void => {
    const known = courseOf(course, status.courses);
    if (file === null || mediaType === null) return;
    const what = known === null ? { title } : { course: known };
    record.mutate({ given: { member, completedOn, provider, ...what }, shown: { file, mediaType } });
  };
  return (
    <Dialog opened onClose={onClose} title="Record outside training">
      <Form
        error={record.error}
        beside={["/title", "/completedOn", "/provider"]}
        verb="Record"
        doing="Recording"
        isPending={record.isPending}
        notYet={
          file === null
            ? "Choose the file that shows it first."
            : mediaType === null
              ? "Choose a PDF, a picture, a text, a table or a ZIP file."
              : undefined
        }
        onValues={send}
      >
        <PersonSelect at="/member" label="Person" name="member" of={status} />
        <CourseSelect
          at="/course"
          label="Our course, taken with a person"
          name="course"
          of={status}
          none="Another training; its title below"
        />
        <Field at="/title" label="Title of another training" name="title" required={false} />
        <p className="hint">A training of somebody else is kept on record; it does not replace a course of ours.</p>
        <Field at="/completedOn" label="Completed on" name="completedOn" type="date" />
        <Field at="/provider" label="Given by" name="provider" />
        <label className="field">
          <span className="label">What shows it: a PDF, a picture, a text, a table or a ZIP file</span>
          <input type="file" required accept={ACCEPTED} onChange={({ currentTarget }) => setFile(currentTarget.files?.[0] ?? null)} />
        </label>
      </Form>
    </Dialog>
  );
}
