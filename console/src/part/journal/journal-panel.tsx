// SPDX-License-Identifier: Apache-2.0
// What happened, line by line, by the time at which it happened. Lines are added and never changed; a wrong one is corrected by another.
import { Button, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent, type ReactNode } from "react";
import { addLine, journalQuery, type JournalLine } from "../../api/incident.ts";
import { instantIn } from "../../time/local.ts";
import { useZone } from "../../time/use-now.ts";
import { Panel } from "../panel.tsx";
import { Empty } from "../say/empty.tsx";
import { Faults, fieldFault } from "../say/faults.tsx";
import { Waiting } from "../table/data-table.tsx";
import { When } from "../when.tsx";

export function JournalPanel({ of: submission, says }: { of: string; says?: string }): ReactNode {
  const journal = useQuery(journalQuery(submission));
  const [correcting, setCorrecting] = useState<JournalLine | null>(null);
  const lines = journal.data ?? [];
  return (
    <Panel title="Journal" note={lines.length === 0 ? undefined : `${lines.length} ${lines.length === 1 ? "line" : "lines"}`}>
      <AddLine submission={submission} correcting={correcting} onDone={() => setCorrecting(null)} />
      {journal.isPending ? (
        <Waiting lines={3} />
      ) : journal.error !== null ? (
        <Empty kind="failed" error={journal.error} onRetry={() => void journal.refetch()} />
      ) : lines.length === 0 ? (
        <p className="in muted">
          {says ?? "Facts, times, decisions and who made them, as they come. What was written on paper is entered with its own time."}
        </p>
      ) : (
        <ol className="lines journal">
          {lines.map((line) => (
            <Line key={line.id} of={line} among={lines} onCorrect={() => setCorrecting(line)} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

/** Longer than this between what happened and when we heard: both are shown. */
const HEARD_LATER_MS = 5 * 60_000;

function Line({ of: line, among, onCorrect }: { of: JournalLine; among: readonly JournalLine[]; onCorrect: () => void }): ReactNode {
  const isCorrected = among.some(({ corrects }) => corrects === line.id);
  const isLater = Date.parse(line.receivedAt) - Date.parse(line.occurredAt) > HEARD_LATER_MS;
  return (
    <li id={`line-${line.id}`} data-corrected={isCorrected ? "" : undefined}>
      <When at={line.occurredAt} as="moment" className="num nowrap" />
      <div>
        <p className="lines-kept">{line.text}</p>
        <p className="small muted row wrap">
          <span>{line.byName ?? "Part164"}</span>
          {isLater ? (
            <span>
              written down <When at={line.receivedAt} as="moment" />
            </span>
          ) : null}
          {line.corrects === null ? null : <a href={`#line-${line.corrects}`}>corrects a line</a>}
          {isCorrected ? <span>corrected since</span> : null}
          <button type="button" className="as-link no-print" onClick={onCorrect}>
            Correct
          </button>
        </p>
      </div>
    </li>
  );
}

type AddLineProps = { readonly submission: string; readonly correcting: JournalLine | null; readonly onDone: () => void };

function AddLine({ submission, correcting, onDone }: AddLineProps): ReactNode {
  const client = useQueryClient();
  const zone = useZone();
  const [text, setText] = useState("");
  const [at, setAt] = useState("");
  const add = useMutation({
    mutationFn: () => {
      const occurredAt = instantIn(at, zone);
      const more = { ...(occurredAt === null ? {} : { occurredAt }), ...(correcting === null ? {} : { corrects: correcting.id }) };
      return addLine(submission, { text: text.trim(), ...more });
    },
    onSuccess: async () => {
      setText("");
      setAt("");
      onDone();
      await client.invalidateQueries({ queryKey: ["submission", "journal", submission] });
    },
  });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (!add.isPending && text.trim() !== "") add.mutate();
  };
  return (
    <form className="in add-line no-print" onSubmit={send}>
      <Textarea
        label={correcting === null ? "What happened" : "Corrected, it says"}
        description={correcting === null ? "Nothing that identifies an individual." : `Instead of: “${correcting.text.slice(0, 120)}”`}
        rows={2}
        maxLength={5000}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        error={fieldFault(add.error, "/text")}
      />
      <TextInput
        label="When it happened"
        description="Empty: now."
        type="datetime-local"
        classNames={{ root: "field short" }}
        value={at}
        onChange={({ currentTarget }) => setAt(currentTarget.value)}
        error={fieldFault(add.error, "/occurredAt")}
      />
      <div className="row">
        <Button
          type="submit"
          loading={add.isPending}
          {...(text.trim() === "" ? { "aria-disabled": true, title: "Say what happened first." } : {})}
        >
          {correcting === null ? "Write it down" : "Write the correction"}
        </Button>
        {correcting === null ? null : (
          <Button variant="subtle" onClick={onDone}>
            Leave it
          </Button>
        )}
      </div>
      <Faults error={add.error} beside={["/text", "/occurredAt"]} />
    </form>
  );
}
