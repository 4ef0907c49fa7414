// SPDX-License-Identifier: Apache-2.0
// What is kept as files: contracts, evidence, records; each sealed, with its hash and the day until which it is kept.
import { Button } from "@mantine/core";
import { useSearch } from "@tanstack/react-router";
import { IconDownload, IconFiles, IconLock, IconUpload } from "@tabler/icons-react";
import { useMemo, useState, type ReactNode } from "react";
import { documentHref, documentsQuery, type KeptDocument } from "../../api/document.ts";
import { KINDS, UploadDialog } from "../../part/document/upload-dialog.tsx";
import { Glyph } from "../../part/glyph.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { sizeSays } from "../../part/size.ts";
import { Chip } from "../../part/status/chip.tsx";
import type { Column } from "../../part/table/data-table.tsx";
import { ListPanel } from "../../part/table/list-panel.tsx";
import { useList } from "../../part/table/list.tsx";
import type { Narrowing } from "../../part/table/narrow.ts";
import { When } from "../../part/when.tsx";
import { useMay } from "../../session/session-context.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { HoldDialog } from "./hold-dialog.tsx";

/** What is made here, over and above what people upload. */
const ALL_KINDS = [...KINDS, { value: "risk-analysis", label: "Risk analysis" }] as const;
const kindSays = (kind: string): string => ALL_KINDS.find(({ value }) => value === kind)?.label ?? kind;

const NARROWING: Narrowing<KeptDocument> = {
  fields: {
    name: ({ name }) => name,
    kind: ({ kind }) => kind,
    effective_on: ({ effectiveOn }) => effectiveOn,
    kept_until: ({ keptUntil }) => keptUntil,
    hold: ({ hold }) => hold,
    sha256: ({ sha256 }) => sha256,
  },
  also: { bytes: ({ sizeBytes }) => sizeBytes, id: ({ id }) => id },
  filters: [{ field: "kind", label: "Kind", all: "All kinds", choices: ALL_KINDS, isServers: true }],
};

export function DocumentsPage(): ReactNode {
  const { kind } = useSearch({ from: "/inside/documents" });
  const [isUploading, setUploading] = useState(false);
  const [holding, setHolding] = useState<KeptDocument | null>(null);
  const mayUpload = useMay("program.document.upload");
  const mayHold = useMay("program.document.hold");
  const mayDownload = useMay("program.document.download");
  const listed = useList(documentsQuery(kind));
  const columns = useMemo(() => columnsFor({ mayDownload, onHold: mayHold ? setHolding : null }), [mayDownload, mayHold]);
  const upload = { label: "Upload", icon: IconUpload, onAct: () => setUploading(true) };
  return (
    <main id="main" tabIndex={-1}>
      <PageHead
        title="Documents"
        says="Contracts, evidence and records as files: kept sealed, at least six years after they were last in effect."
        {...(mayUpload && listed.rows.length > 0
          ? {
              actions: (
                <Button variant="filled" onClick={upload.onAct}>
                  <Glyph of={IconUpload} />
                  Upload
                </Button>
              ),
            }
          : {})}
      />
      <ListPanel
        of={listed}
        title="Kept"
        file="documents"
        findSays="Find by name or hash"
        narrowing={NARROWING}
        columns={columns}
        rowKey={({ id }) => id}
        height="tall"
        empty={
          <Empty
            kind="not-set-up"
            icon={IconFiles}
            title="No document yet"
            says="What shows that something was done or agreed is kept here, and named in forms."
            cite="164.316(b)(1)"
            {...(mayUpload ? { action: upload } : {})}
          />
        }
      />
      {isUploading ? <UploadDialog onKept={() => setUploading(false)} onClose={() => setUploading(false)} /> : null}
      {holding === null ? null : <HoldDialog of={holding} onClose={() => setHolding(null)} />}
    </main>
  );
}

type Acts = { readonly mayDownload: boolean; readonly onHold: ((document: KeptDocument) => void) | null };

function columnsFor({ mayDownload, onHold }: Acts): readonly Column<KeptDocument>[] {
  return [
    {
      key: "name",
      head: "Document",
      stack: "1 / 1 / 2 / 3",
      cell: ({ name, kind, sizeBytes, sha256 }) => (
        <span className="two-lines">
          <span className="cut strong" title={name}>
            {name}
          </span>
          <span className="small muted">
            {kindSays(kind)}, {sizeSays(sizeBytes)},{" "}
            <span className="mono" title={`SHA-256 ${sha256}`}>
              {sha256.slice(0, 8)}
            </span>
          </span>
        </span>
      ),
    },
    {
      key: "effective_on",
      head: "In effect",
      width: "10rem",
      stack: "2 / 1 / 3 / 3",
      says: true,
      cell: ({ effectiveOn }) => <When at={effectiveOn} as="date" className="muted nowrap" />,
    },
    {
      key: "kept_until",
      head: "Kept until",
      width: "12rem",
      stack: "3 / 1 / 4 / 3",
      says: true,
      cell: ({ keptUntil, hold }) =>
        hold !== null ? (
          <span title={hold}>
            <Chip tone="soon" icon={IconLock}>
              Held
            </Chip>
            <span className="cut small muted">{hold}</span>
          </span>
        ) : keptUntil === null ? (
          <span className="muted">while it is in effect</span>
        ) : (
          <When at={keptUntil} as="date" className="muted nowrap" />
        ),
    },
    {
      key: "acts",
      head: "Acts",
      width: "14rem",
      end: true,
      stack: "4 / 1 / 5 / 3",
      cell: (document) => (
        <span className="row-acts">
          {onHold === null ? null : (
            <Button
              size="xs"
              onClick={() => onHold(document)}
              aria-label={`${document.hold === null ? "Hold" : "Lift the hold on"} ${document.name}`}
            >
              {document.hold === null ? "Hold" : "Lift the hold"}
            </Button>
          )}
          {mayDownload ? (
            <a className="button" data-size="xs" href={documentHref(document.id)} download aria-label={`Download ${document.name}`}>
              <span className="button-inner">
                <Glyph of={IconDownload} size={14} />
                Download
              </span>
            </a>
          ) : null}
        </span>
      ),
    },
  ];
}
