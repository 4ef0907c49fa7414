// SPDX-License-Identifier: Apache-2.0
import { Button, Textarea } from "@mantine/core";
import { useId, useState, type ReactNode } from "react";
import { importMembers } from "../../api/member.ts";
import { Dialog } from "../../part/float/dialog.tsx";
import { Faults, problemFrom } from "../../part/say/faults.tsx";
import { Notice } from "../../part/say/notice.tsx";
import { plural } from "../../time/times.ts";
import { useMemberAct } from "./use-member-act.ts";

const HEAD = "name,email,kind,position,sees_phi,joined_on";
const EXAMPLE = `${HEAD}\nRuth Amsel,ruth@example.com,employee,Nurse,yes,2026-11-29`;

/** "/csv/3/kind" to row and column; row 1 is the head. */
function cellOf(at: string): { row: string; column: string } | null {
  const [, csv, row, column] = at.split("/");
  return csv === "csv" && row !== undefined && column !== undefined ? { row, column } : null;
}

/** A roster from a spreadsheet. All or nothing: a wrong cell is named, and nobody is added. */
export function ImportDialog({ onClose }: { onClose: () => void }): ReactNode {
  const id = useId();
  const [csv, setCsv] = useState("");
  const bring = useMemberAct(() => importMembers(csv));
  const cells = bring.error === null ? [] : problemFrom(bring.error).fields.flatMap(({ at }) => cellOf(at) ?? []);
  const isNone = csv.trim() === "";
  if (bring.data !== undefined) {
    return (
      <Dialog opened onClose={onClose} title="Import a roster">
        <div className="stack loose">
          <Notice tone="plain" title={`${plural(bring.data.added, "person", "people")} added.`}>
            {bring.data.known === 0 ? "A check-list is open for each." : `${bring.data.known} were on the roster already.`}
          </Notice>
          <div>
            <Button onClick={onClose}>Close</Button>
          </div>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog opened onClose={onClose} title="Import a roster" size="lg">
      <form
        className="stack loose"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isNone && !bring.isPending) bring.mutate();
        }}
      >
        <p>
          Columns: <code>{HEAD}</code>. Kind is employee, contractor, trainee, volunteer or owner; email may be empty; the day is written as
          in 2026-11-29. People imported do not sign in here until they are invited.
        </p>
        <div className="field">
          <label className="label" htmlFor={id}>
            File
          </label>
          <input
            id={id}
            type="file"
            accept=".csv,text/csv"
            onChange={({ currentTarget }) => void currentTarget.files?.[0]?.text().then(setCsv)}
          />
        </div>
        <Textarea
          label="Or paste it"
          rows={8}
          spellCheck={false}
          placeholder={EXAMPLE}
          value={csv}
          classNames={{ input: "input csv" }}
          onChange={({ currentTarget }) => setCsv(currentTarget.value)}
        />
        {cells.length > 0 ? (
          <Notice tone="harm" title="Nobody was added.">
            <ul>
              {cells.map(({ row, column }) => (
                <li key={`${row} ${column}`}>
                  Row {row}, <code>{column}</code>: missing, or not as it should be.
                </li>
              ))}
            </ul>
          </Notice>
        ) : (
          <Faults error={bring.error} />
        )}
        <div className="row">
          <Button
            type="submit"
            variant="filled"
            loading={bring.isPending}
            {...(isNone ? { "aria-disabled": true, title: "Choose a file or paste first." } : {})}
          >
            Import
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
