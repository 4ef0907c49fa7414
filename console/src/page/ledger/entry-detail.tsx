// SPDX-License-Identifier: Apache-2.0
// One entry: what it says, how far it is proven, and its proof, recomputed here.
import { ActionIcon } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { IconX } from "@tabler/icons-react";
import { useEffect, type ReactNode } from "react";
import { entryQuery, type EntryDetail } from "../../api/entry.ts";
import { ORGANIZATION_LOG } from "../../api/log.ts";
import { CopyIcon } from "../../part/copy.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { Glyph } from "../../part/glyph.tsx";
import { useVerification } from "../../proof/use-verification.ts";
import { onKey } from "../../shell/keys.ts";
import { EntryFacts } from "./entry-facts.tsx";
import { EntryProofSection, EntryStates, ProofVerdict } from "./entry-proof.tsx";
import { actSays, short } from "./entry-words.ts";

export function EntryPane(): ReactNode {
  const { event } = useParams({ from: "/inside/ledger/$event" });
  const { log } = useSearch({ from: "/inside/ledger" });
  const navigate = useNavigate();
  const detail = useQuery(entryQuery(event, log));
  const close = (): void =>
    void navigate({ from: "/ledger", to: "/ledger", search: (old) => ({ ...old, log: old.log ?? ORGANIZATION_LOG }), resetScroll: false });
  useEffect(() => onKey("Escape", close));
  const index = detail.data?.index ?? null;
  return (
    <section className="detail" aria-label="Entry">
      {/* The heading stays the same element while the entry comes, because the focus is on it. */}
      <header>
        <DetailBar name={index === null ? `Entry ${short(event)}` : `Entry ${index.toLocaleString("en-US")}`} onClose={close} />
        <h2 tabIndex={-1} data-detail-heading>
          {detail.data === undefined ? "Entry" : headingOf(detail.data)}
        </h2>
        {detail.data === undefined ? null : <EntryVerdict detail={detail.data} />}
      </header>
      {detail.isPending ? (
        <Waiting lines={8} />
      ) : detail.data === undefined ? (
        <Empty kind="failed" error={detail.error} onRetry={() => void detail.refetch()} />
      ) : (
        <EntryBody detail={detail.data} />
      )}
    </section>
  );
}

function DetailBar({ name, onClose }: { name: string; onClose: () => void }): ReactNode {
  return (
    <div className="row">
      <span className="mono muted">{name}</span>
      <span className="push row no-print">
        <CopyIcon text={window.location.href} label="Copy link" />
        <ActionIcon aria-label="Close" title="Close (Esc)" onClick={onClose}>
          <Glyph of={IconX} />
        </ActionIcon>
      </span>
    </div>
  );
}

/** "Maya Okafor read a record", or that it was tried and refused. */
function headingOf({ entry, says, actorName }: EntryDetail): string {
  const who = entry.actor.kind === "nobody" && entry.actor.id === null ? "Somebody unknown" : actorName;
  return `${who} ${actSays({ ...entry, says })}`;
}

function EntryVerdict({ detail }: { detail: EntryDetail }): ReactNode {
  const proof = useVerification(detail);
  return <ProofVerdict state={detail.state} {...proof} />;
}

function EntryBody({ detail }: { detail: EntryDetail }): ReactNode {
  const proof = useVerification(detail);
  return (
    <>
      <section aria-label="How far it is proven">
        <EntryStates detail={detail} signedAt={proof.verification?.signedAt ?? detail.proof?.checkpointAt ?? null} />
      </section>
      <section aria-label="What happened">
        <EntryFacts detail={detail} />
      </section>
      <EntryProofSection detail={detail} {...proof} />
    </>
  );
}
