// SPDX-License-Identifier: Apache-2.0
import { Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { assignTraining, courseOf, type Assignment, type Status } from "../../api/training.ts";
import { Dialog } from "../../part/float/dialog.tsx";
import { Field, Form } from "../../part/form/form.tsx";
import { CourseSelect, PersonSelect, Select } from "./person-select.tsx";

const REASONS = [
  { value: "incident", label: "After an incident" },
  { value: "change", label: "Something changed" },
  { value: "role", label: "Their work asks for it, each year" },
];

const isReason = (text: string): text is Assignment["reason"] => REASONS.some(({ value }) => value === text);

/** Assigns a course to one person or to everybody. */
export function AssignDialog({ status, onClose }: { status: Status; onClose: () => void }): ReactNode {
  const client = useQueryClient();
  const assign = useMutation({
    mutationFn: assignTraining,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["training"] });
      onClose();
    },
  });
  const send = ({ member = "", course = "", reason = "", why = "", dueOn = "" }: Readonly<Record<string, string>>): void => {
    const known = courseOf(course, status.courses);
    if (known === null || !isReason(reason)) return;
    const members = member === "" ? status.items.map((one) => one.member) : [member];
    assign.mutate({ members, course: known, reason, why, ...(dueOn === "" ? {} : { dueOn }) });
  };
  return (
    <Dialog opened onClose={onClose} title="Assign a course">
      <Form error={assign.error} beside={["/why", "/dueOn"]} verb="Assign" doing="Assigning" isPending={assign.isPending} onValues={send}>
        <PersonSelect at="/members" label="Person" name="member" of={status} all={`Everybody (${status.items.length})`} />
        <CourseSelect at="/course" label="Course" name="course" of={status} />
        <Select at="/reason" label="Reason" name="reason" choices={REASONS} />
        <Textarea label="Why" description="A sentence. It is kept sealed." name="why" required minLength={10} maxLength={500} rows={2} />
        <Field at="/dueOn" label="Due on (as the policy says, if empty)" name="dueOn" type="date" required={false} />
      </Form>
    </Dialog>
  );
}
