// SPDX-License-Identifier: Apache-2.0
// Devices from a file: first what it would change, row by row, then the change itself. What is wrong stays out and is named by its line.
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type ReactNode } from "react";
import { importDevices, previewImport, type Imported, type ImportRow } from "../../api/device.ts";
import { Dialog } from "../../part/float/dialog.tsx";
import { Faults } from "../../part/say/faults.tsx";
import { Notice } from "../../part/say/notice.tsx";
import { DataTable, type Column } from "../../part/table/data-table.tsx";
import { plural } from "../../time/times.ts";

const DOES_SAYS: Readonly<Record<ImportRow["does"], string>> = {
  add: "Is added",
  change: "Is changed",
  check: "Is checked",
  ignore: "Stays",
  refuse: "Is wrong",
};

export function ImportDialog({ onClose }: { onClose: () => void }): ReactNode {
  const id = useId();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const preview = useMutation({ mutationFn: previewImport });
  const bring = useMutation({
    mutationFn: importDevices,
    onSuccess: () =>
      Promise.all(["submission", "submissions", "documents", "tasks"].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
  const choose = (chosen: File | null): void => {
    setFile(chosen);
    preview.reset();
    bring.reset();
    if (chosen !== null) preview.mutate(chosen);
  };
  const rows = preview.data?.rows ?? [];
  const counts = rows.filter(({ does }) => does !== "ignore" && does !== "refuse").length;
  return (
    <Dialog opened onClose={onClose} title="Import devices" size="lg">
      {bring.data === undefined ? (
        <div className="stack loose">
          <p>
            A CSV file or a JSON list as device management exports it, up to 2,000 devices. It has a serial number for each; a new one needs
            the address of who has it. A row counts as a check if it says of which day it is. Nothing changes before you have seen what
            would.
          </p>
          <details>
            <summary>Columns that are understood</summary>
            <p className="small muted">
              By their usual names, in any order: serial number, device name, device type, manufacturer, model, asset tag, user email,
              ownership (company or personal), holds PHI (holds, may or none), operating system and its version, encrypted, screen lock
              minutes, last update, antivirus, firewall (yes or no), last check-in (the day of the check). What a file does not say is not
              shown, and counts as missing.
            </p>
          </details>
          <div className="field">
            <label className="label" htmlFor={id}>
              File
            </label>
            <input
              id={id}
              type="file"
              accept=".csv,.json,text/csv,application/json"
              onChange={({ currentTarget }) => choose(currentTarget.files?.[0] ?? null)}
            />
          </div>
          <Faults error={preview.error ?? bring.error} beside={[]} />
          {preview.isPending ? <p className="muted">Reading the file</p> : null}
          {preview.data === undefined ? null : <Preview rows={rows} />}
          <div className="row">
            <Button
              variant="filled"
              loading={bring.isPending}
              {...(counts === 0 ? { "aria-disabled": true } : {})}
              onClick={() => (file === null || counts === 0 ? undefined : bring.mutate(file))}
            >
              {counts === 0 ? "Import" : `Import ${plural(counts, "device")}`}
            </Button>
            <Button onClick={onClose}>Not now</Button>
          </div>
        </div>
      ) : (
        <Done of={bring.data} onClose={onClose} />
      )}
    </Dialog>
  );
}

/** Nobody reads two thousand rows in a dialog; what is wrong stands first. */
const SHOWN_MAX = 200;

const WORDS = ["add", "change", "check", "ignore", "refuse"] as const;

function Preview({ rows }: { rows: readonly ImportRow[] }): ReactNode {
  const said = WORDS.flatMap((word) => {
    const n = rows.filter(({ does }) => does === word).length;
    return n === 0 ? [] : [`${n} ${DOES_SAYS[word].replace(/^Is /, "").toLowerCase()}`];
  });
  const order = [...rows].sort((a, b) => WORDS.indexOf(b.does) - WORDS.indexOf(a.does) || a.line - b.line).slice(0, SHOWN_MAX);
  return (
    <>
      <output>
        {said.join(", ")}
        {rows.length > SHOWN_MAX ? `. Of ${rows.length} rows these are the first ${SHOWN_MAX}, what is wrong before the rest.` : ""}
      </output>
      <DataTable label="What the file would change" rows={order} columns={COLUMNS} rowKey={({ line }) => String(line)} height="tall" />
    </>
  );
}

const COLUMNS: readonly Column<ImportRow>[] = [
  { key: "line", head: "Line", width: "4rem", stack: "1 / 1", cell: ({ line }) => <span className="num muted">{line}</span> },
  { key: "does", head: "What happens", width: "8rem", stack: "1 / 2", cell: ({ does }) => DOES_SAYS[does] },
  {
    key: "name",
    head: "Device",
    stack: "2 / 1 / 3 / 3",
    cell: ({ name, serial }) => (
      <span className="two-lines">
        <span className="cut">{name}</span>
        <span className="small muted cut">{serial}</span>
      </span>
    ),
  },
  {
    key: "says",
    head: "Why",
    width: "15rem",
    stack: "3 / 1 / 4 / 3",
    cell: ({ says, faults }) => (
      <span className="small muted">{faults.length === 0 ? says : faults.map((fault) => `${fault.column}: ${fault.says}`).join(" ")}</span>
    ),
  },
];

function Done({ of: { added, changed, checked, refused }, onClose }: { of: Imported; onClose: () => void }): ReactNode {
  return (
    <div className="stack loose">
      <Notice
        tone={refused > 0 ? "soon" : "plain"}
        title={`${plural(added, "device")} added, ${changed} changed, ${plural(checked, "check")} taken over.`}
      >
        {refused === 0
          ? "The file is kept under Documents."
          : `${plural(refused, "row")} stayed out: mend ${refused === 1 ? "it" : "them"} in the file and import that again.`}
      </Notice>
      <div>
        <Button onClick={onClose}>Done</Button>
      </div>
    </div>
  );
}
