// SPDX-License-Identifier: Apache-2.0
import { Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { releaseAttempt, type Place, type Release, type Trained } from "../../api/training.ts";
import { Dialog } from "../../part/float/dialog.tsx";
import { Form } from "../../part/form/form.tsx";

/** One more attempt for one person, after somebody sat down with them. */
export function ReleaseDialog({
  person,
  place,
  title,
  onClose,
}: {
  person: Trained;
  place: Place;
  title: string;
  onClose: () => void;
}): ReactNode {
  const client = useQueryClient();
  const release = useMutation({
    mutationFn: releaseAttempt,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["training"] });
      onClose();
    },
  });
  const send = ({ reason = "" }: Readonly<Record<string, string>>): void =>
    release.mutate({ member: person.member, course: place.course as Release["course"], reason }); // The server's own list named it.
  return (
    <Dialog opened onClose={onClose} title={`Release the test for ${person.name}`}>
      <Form error={release.error} beside={["/reason"]} verb="Release" doing="Releasing" isPending={release.isPending} onValues={send}>
        <p>
          “{title}” can be tried once more. Sit down with {person.name} first.
        </p>
        <Textarea
          label="What you did together"
          description="It is kept sealed."
          name="reason"
          required
          minLength={10}
          maxLength={500}
          rows={2}
        />
      </Form>
    </Dialog>
  );
}
