// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconCheck, IconDownload, IconRefresh, IconShieldCheck, IconShieldX, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { EntryDetail, EntryState } from "../../api/entry.ts";
import { Chip } from "../../part/status/chip.tsx";
import { Literal } from "../../part/copy.tsx";
import { Glyph } from "../../part/glyph.tsx";
import { ProofMark, stateSays } from "../../part/status/proof-badge.tsx";
import { save } from "../../part/save.ts";
import { When } from "../../part/when.tsx";
import { MerkleProof } from "../../proof/merkle-proof.tsx";
import type { Verifying } from "../../proof/use-verification.ts";

/** Green only for what this browser has proven itself. */
export function ProofVerdict({ state, verification, isPending }: Verifying & { state: EntryState }): ReactNode {
  const chip =
    verification === null ? (
      <span className="small muted">
        {isPending ? "Verifying in this browser" : state === "recorded" ? "Recorded; its proof follows within seconds" : ""}
      </span>
    ) : verification.holds ? (
      <Chip tone="proof" icon={IconShieldCheck}>
        Verified in this browser
      </Chip>
    ) : (
      <Chip tone="harm" icon={IconShieldX}>
        Does not verify
      </Chip>
    );
  return <output className="row wrap">{chip}</output>;
}

const STATES: readonly EntryState[] = ["recorded", "in-checkpoint", "witnessed"];

export function EntryStates({ detail: { state, entry }, signedAt }: { detail: EntryDetail; signedAt: string | null }): ReactNode {
  const reached = STATES.indexOf(state);
  const at = [entry.at, signedAt, null];
  return (
    <>
      <ol className="states">
        {STATES.map((step, n) => (
          <li key={step} {...(n <= reached ? { "data-reached": "" } : {})}>
            <span className="dot">
              <ProofMark state={n <= reached ? step : "recorded"} />
            </span>
            <span className={n <= reached ? "strong" : ""}>
              {stateSays(step)}
              {n <= reached ? "" : <span className="sr">, not yet</span>}
            </span>
            {n <= reached && at[n] !== null && at[n] !== undefined ? <When at={at[n]} as="clock" className="mono muted" /> : null}
          </li>
        ))}
      </ol>
      <p className="hint">
        Recorded before the answer left.
        {reached < 2 ? " No outside witness has signed for it yet." : ""}
      </p>
    </>
  );
}

export function EntryProofSection({ detail, verification, isPending, verify }: Verifying & { detail: EntryDetail }): ReactNode {
  const { proof, entry, log, index } = detail;
  if (proof === null) return null;
  const path = verification?.path ?? null;
  const saveProof = async (): Promise<void> => {
    const { proofFile } = await import("../../proof/proof-file.ts");
    save(`entry-${index ?? entry.id}.proof.json`, proofFile(entry.id, log.origin, proof));
  };
  return (
    <section>
      <h3>
        Inclusion proof
        {verification === null ? null : (
          <span className="push small muted plain">
            {proof.hashes.length} hashes, {verification.tookMs} ms
          </span>
        )}
      </h3>
      <div className="stack loose">
        {path === null ? null : <MerkleProof path={path} index={proof.index} size={proof.size} />}
        {verification === null ? null : (
          <ol className="verified-steps small">
            {verification.steps.map(({ says, holds, why }) => (
              <li key={says} data-holds={holds}>
                <Glyph of={holds ? IconCheck : IconX} />
                <span>
                  {says}
                  {holds ? "." : `: ${why ?? "no"}. Keep the saved proof and tell your security official.`}
                </span>
              </li>
            ))}
          </ol>
        )}
        <div className="stack">
          <span className="small muted">Log key. Compare it with the one you hold from elsewhere.</span>
          <Literal text={log.key} label="Copy the log’s key" />
        </div>
        <div className="row wrap no-print">
          <Button size="xs" onClick={verify} loading={isPending}>
            <Glyph of={IconRefresh} size={14} />
            Verify again
          </Button>
          <Button size="xs" onClick={() => void saveProof()}>
            <Glyph of={IconDownload} size={14} />
            Save proof
          </Button>
        </div>
      </div>
    </section>
  );
}
