// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { Dialog } from "./dialog.tsx";
import { Faults } from "../say/faults.tsx";

export type ConfirmProps = {
  readonly title: string;
  /** What happens, to whom, and that it cannot be undone. */
  readonly consequence: string;
  /** What must be typed: the name of the thing. */
  readonly word: string;
  readonly verb: string;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
};

/** For what cannot be undone: names the thing and the consequence, and asks to type it. */
export function Confirm({ title, consequence, word, verb, isPending, error, onConfirm, onClose }: ConfirmProps): ReactNode {
  const [typed, setTyped] = useState("");
  const isSame = typed.trim() === word;
  return (
    <Dialog opened title={title} onClose={onClose}>
      <form
        className="stack loose"
        onSubmit={(event) => {
          event.preventDefault();
          if (isSame) onConfirm();
        }}
      >
        <p>{consequence}</p>
        <TextInput
          label={`Type ${word} to confirm`}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
        />
        <Faults error={error} />
        <div className="row">
          <Button
            type="submit"
            variant="filled"
            loading={isPending}
            aria-disabled={!isSame}
            title={isSame ? undefined : `Type ${word} first.`}
          >
            {verb}
          </Button>
          <Button onClick={onClose}>Keep</Button>
        </div>
      </form>
    </Dialog>
  );
}
