// SPDX-License-Identifier: Apache-2.0
import { NativeSelect } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ACCEPTED, mediaTypeOf, uploadDocument, type DocumentKind } from "../../api/document.ts";
import { Dialog } from "../../part/float/dialog.tsx";
import { Field, Form } from "../../part/form/form.tsx";

export const KINDS: readonly { readonly value: DocumentKind; readonly label: string }[] = [
  { value: "contract", label: "Contract" },
  { value: "evidence", label: "Evidence" },
  { value: "training-record", label: "Training record" },
  { value: "attestation", label: "Attestation" },
  { value: "confidential", label: "For officials alone" },
  { value: "other", label: "Other" },
];

type UploadProps = {
  /** The only kind that is taken where it is uploaded for. */
  readonly only?: DocumentKind | undefined;
  readonly onKept: (id: string) => void;
  readonly onClose: () => void;
};

/** Keeps a file; `onKept` gets the number under which it is kept. */
export function UploadDialog({ only, onKept, onClose }: UploadProps): ReactNode {
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const mediaType = file === null ? null : mediaTypeOf(file.name);
  const upload = useMutation({
    mutationFn: uploadDocument,
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ["documents"] });
      onKept(id);
    },
  });
  const send = ({ kind = "", effectiveOn = "" }: Readonly<Record<string, string>>): void => {
    const known = KINDS.find(({ value }) => value === kind)?.value;
    if (file === null || mediaType === null || known === undefined) return;
    upload.mutate({ file, mediaType, kind: known, ...(effectiveOn === "" ? {} : { effectiveOn }) });
  };
  const notYet =
    file === null ? "Choose the file first." : mediaType === null ? "Choose a PDF, a picture, a text, a table or a ZIP file." : undefined;
  return (
    <Dialog opened onClose={onClose} title="Upload a document">
      <Form
        error={upload.error}
        beside={["/effectiveOn"]}
        verb="Upload"
        doing="Uploading"
        isPending={upload.isPending}
        notYet={notYet}
        onValues={send}
      >
        <label className="field">
          <span className="label">File</span>
          <input type="file" required accept={ACCEPTED} onChange={({ currentTarget }) => setFile(currentTarget.files?.[0] ?? null)} />
          <span className="hint">
            {file !== null && mediaType === null ? notYet : "Kept sealed, as it is. A PDF, a picture, a text, a table or a ZIP file."}
          </span>
        </label>
        <NativeSelect label="Kind" name="kind" data={KINDS.filter(({ value }) => only === undefined || value === only)} />
        <Field at="/effectiveOn" label="In effect from (today, if empty)" name="effectiveOn" type="date" required={false} />
      </Form>
    </Dialog>
  );
}
