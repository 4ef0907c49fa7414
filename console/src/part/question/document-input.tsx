// SPDX-License-Identifier: Apache-2.0
// A question whose answer is a document: one of those that are kept, or one that is uploaded right here.
import { Button, TextInput } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { documentsQuery } from "../../api/document.ts";
import { useMay } from "../../session/session-context.ts";
import { UploadDialog } from "../document/upload-dialog.tsx";
import { date } from "../../time/times.ts";
import { useList } from "../table/list.tsx";
import { useWhole } from "../table/whole.ts";
import { Pick } from "./pickers.tsx";
import type { InputProps } from "./question-input.tsx";
import { toldApart } from "./told-apart.ts";

export function DocumentInput(props: InputProps): ReactNode {
  const mayList = useMay("program.document.list");
  const { value, onValue, error, shared } = props;
  if (mayList) return <KnownDocument {...props} />;
  return (
    <TextInput
      {...shared}
      error={error}
      value={typeof value === "string" ? value : ""}
      autoComplete="off"
      spellCheck={false}
      classNames={{ input: "input mono-input" }}
      description={shared.description ?? "The number under which the document is kept here."}
      onChange={({ currentTarget }) => onValue(currentTarget.value === "" ? undefined : currentTarget.value)}
    />
  );
}

function KnownDocument(props: InputProps): ReactNode {
  const mayUpload = useMay("program.document.upload");
  const [isUploading, setUploading] = useState(false);
  const only = props.field.type === "document" ? props.field.papers : undefined;
  const listed = useWhole(useList(documentsQuery(only)));
  const choices = toldApart(listed.rows.map(({ id, name, effectiveOn }) => ({ id, title: `${name}, ${date(effectiveOn)}` })));
  return (
    <>
      <Pick props={props} choices={choices} isPending={listed.isPending} />
      {mayUpload && props.isFixed !== true ? (
        <Button size="xs" onClick={() => setUploading(true)} className="button upload-here">
          Upload one
        </Button>
      ) : null}
      {isUploading ? (
        <UploadDialog
          only={only}
          onKept={(id) => {
            props.onValue(id);
            setUploading(false);
          }}
          onClose={() => setUploading(false)}
        />
      ) : null}
    </>
  );
}
