// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { holdDocument, type KeptDocument } from "../../api/document.ts";
import { Dialog } from "../../part/float/dialog.tsx";
import { Field, Form } from "../../part/form/form.tsx";
import { Faults } from "../../part/say/faults.tsx";

/** Holds a document back from its end, or lets it go. */
export function HoldDialog({ of: { id, name, hold }, onClose }: { of: KeptDocument; onClose: () => void }): ReactNode {
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (why: string | null) => holdDocument(id, why),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["documents"] });
      onClose();
    },
  });
  return (
    <Dialog opened onClose={onClose} title={hold === null ? `Hold ${name}` : `Lift the hold on ${name}`}>
      {hold === null ? (
        <Form
          error={change.error}
          beside={["/hold"]}
          verb="Hold it"
          doing="Holding it"
          isPending={change.isPending}
          onValues={({ why = "" }) => change.mutate(why)}
        >
          <p className="muted">Whatever its age, it stays until the hold is lifted.</p>
          <Field at="/hold" label="Why it is held" name="why" minLength={3} maxLength={500} data-autofocus />
        </Form>
      ) : (
        <div className="stack loose">
          <p>It is held: {hold}. Once the hold is lifted, it may be removed when its years are over.</p>
          <Faults error={change.error} />
          <div className="row">
            <Button variant="filled" loading={change.isPending} onClick={() => change.mutate(null)}>
              Lift the hold
            </Button>
            <Button onClick={onClose}>Keep it held</Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
