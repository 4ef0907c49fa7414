// SPDX-License-Identifier: Apache-2.0
import { Button, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { Dialog } from "../../part/float/dialog.tsx";
import { fieldFault, Faults } from "../../part/say/faults.tsx";

export type SayDialogProps = {
  readonly title: string;
  readonly says: string;
  readonly label: string;
  /** The field's name in what is sent, for its fault. */
  readonly name: string;
  readonly lengthMin: number;
  readonly verb: string;
  readonly act: (text: string) => Promise<unknown>;
  readonly onClose: () => void;
};

/** An act on a policy that wants a sentence: why it is rejected, what a review found. */
export function SayDialog({ title, says, label, name, lengthMin, verb, act, onClose }: SayDialogProps): ReactNode {
  const client = useQueryClient();
  const [text, setText] = useState("");
  const [isShort, setShort] = useState(false);
  const send = useMutation({
    mutationFn: () => act(text.trim()),
    onSuccess: async () => {
      await Promise.all(["policies", "policy", "requirements", "home"].map((key) => client.invalidateQueries({ queryKey: [key] })));
      onClose();
    },
  });
  const short = isShort && text.trim().length < lengthMin ? `At least ${lengthMin} characters.` : null;
  return (
    <Dialog opened onClose={onClose} title={title}>
      <form
        className="stack loose"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setShort(text.trim().length < lengthMin);
          if (text.trim().length >= lengthMin && !send.isPending) send.mutate();
        }}
      >
        <p className="muted">{says}</p>
        <Textarea
          label={label}
          rows={4}
          value={text}
          maxLength={2_000}
          error={short ?? fieldFault(send.error, `/${name}`)}
          data-autofocus
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <Faults error={send.error} beside={[`/${name}`]} />
        <div className="row">
          <Button type="submit" variant="filled" loading={send.isPending}>
            {verb}
          </Button>
          <Button onClick={onClose}>Not now</Button>
        </div>
      </form>
    </Dialog>
  );
}
