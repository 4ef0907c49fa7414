// SPDX-License-Identifier: Apache-2.0
import { version } from "../../../../verify/package.json";
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { IconDownload, IconPackage } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { logsQuery, ORGANIZATION_LOG } from "../../api/log.ts";
import { makePackage, packageHref, packagesQuery, type AuditPackage } from "../../api/package.ts";
import { CopyIcon, Literal } from "../../part/copy.tsx";
import { Waiting, type Column } from "../../part/table/data-table.tsx";
import { ListPanel } from "../../part/table/list-panel.tsx";
import { useList } from "../../part/table/list.tsx";
import type { Narrowing } from "../../part/table/narrow.ts";
import { Empty } from "../../part/say/empty.tsx";
import { Faults } from "../../part/say/faults.tsx";
import { Glyph } from "../../part/glyph.tsx";
import { Notice } from "../../part/say/notice.tsx";
import { Panel } from "../../part/panel.tsx";
import { sizeSays } from "../../part/size.ts";
import { useMay } from "../../session/session-context.ts";
import { When } from "../../part/when.tsx";

const NARROWING: Narrowing<AuditPackage> = {
  fields: {
    made_at: ({ createdAt }) => createdAt,
    made_by: ({ by }) => by ?? "the server",
    sha256: ({ sha256 }) => sha256,
    size_bytes: ({ sizeBytes }) => sizeBytes,
  },
};

const COLUMNS: readonly Column<AuditPackage>[] = [
  { key: "made_at", head: "Made", width: "9rem", stack: "1 / 1", cell: ({ createdAt }) => <When at={createdAt} /> },
  { key: "made_by", head: "By", stack: "2 / 1", cell: ({ by }) => <span className="cut muted">{by ?? "the server"}</span> },
  {
    key: "sha256",
    head: "SHA-256",
    width: "9rem",
    stack: "3 / 1",
    cell: ({ sha256 }) => (
      <span className="row">
        <span className="mono" title={sha256}>
          {sha256.slice(0, 8)}
        </span>
        <CopyIcon text={sha256} label="Copy the SHA-256" />
      </span>
    ),
  },
  {
    key: "size_bytes",
    head: "Size",
    width: "6rem",
    end: true,
    stack: "2 / 2",
    cell: ({ sizeBytes }) => <span className="muted num">{sizeSays(sizeBytes)}</span>,
  },
  {
    key: "file",
    head: "File",
    width: "8rem",
    end: true,
    stack: "1 / 2",
    cell: ({ id, createdAt }) => (
      <a
        className="button"
        data-size="xs"
        href={packageHref(id)}
        download={fileName({ createdAt })}
        aria-label={`Download the package of ${createdAt.slice(0, 16).replace("T", " ")}`}
      >
        <span className="button-inner">
          <Glyph of={IconDownload} size={14} />
          Download
        </span>
      </a>
    ),
  },
];

/** What the server calls the download, so that the command below names the same file. */
function fileName({ createdAt }: Pick<AuditPackage, "createdAt">): string {
  return `part164-package-${createdAt.slice(0, 10)}.zip`;
}

/** Packages: the ledger, what was disclosed of it, and the verdicts that rest on it, signed. */
export function PackagesPanel(): ReactNode {
  const client = useQueryClient();
  const mayMake = useMay("report.package.make");
  const packages = useList(packagesQuery);
  const make = useMutation({ mutationFn: makePackage, onSuccess: () => client.invalidateQueries({ queryKey: packagesQuery.queryKey }) });
  const action = (
    <Button variant="filled" onClick={() => make.mutate()} loading={make.isPending}>
      <Glyph of={IconPackage} />
      {make.isPending ? "Making the package" : "Make a package"}
    </Button>
  );
  return (
    <>
      <ListPanel
        of={packages}
        title="Audit packages"
        name="packages"
        file="packages"
        findSays="Find by person or hash"
        narrowing={NARROWING}
        columns={COLUMNS}
        rowKey={({ id }) => id}
        action={mayMake && packages.rows.length > 0 ? action : undefined}
        renderAbove={() => (
          <>
            {make.isError ? (
              <div className="in">
                <Faults error={make.error} />
              </div>
            ) : null}
            {make.isSuccess ? (
              <div className="in">
                <Notice tone="plain" title="The package is ready.">
                  It holds everything recorded until it was begun. Its making is itself an entry.
                </Notice>
              </div>
            ) : null}
          </>
        )}
        empty={
          <Empty
            kind="not-set-up"
            icon={IconPackage}
            title="No package yet"
            says="A package is what an auditor takes away: the ledger and the verdicts, verifiable offline."
            cite="164.316(b)(1)"
            {...(mayMake
              ? {
                  action: {
                    label: make.isPending ? "Making the package" : "Make a package",
                    onAct: () => (make.isPending ? undefined : make.mutate()),
                  },
                }
              : {})}
          />
        }
      />
      <VerifyPanel newest={packages.rows[0]} />
    </>
  );
}

/** The exact words to give to an auditor, with the key that must reach them another way. */
function VerifyPanel({ newest }: { newest: AuditPackage | undefined }): ReactNode {
  const { data, error, isPending } = useQuery(logsQuery);
  const key = data?.items.find((log) => log.log === ORGANIZATION_LOG)?.key;
  const file = newest === undefined ? "package.zip" : fileName(newest);
  return (
    <Panel title="For the auditor" padded>
      {isPending ? (
        <Waiting lines={2} />
      ) : key === undefined ? (
        <Faults error={error} />
      ) : (
        <ol className="steps">
          <li>
            <span>Send the package any way you like. One changed byte is found.</span>
          </li>
          <li>
            <div className="stack">
              <span>Give the organization’s key another way than the package, so that nobody can swap both.</span>
              <Literal text={key} label="Copy the organization’s key" />
            </div>
          </li>
          <li>
            <div className="stack">
              <span>They run this on their own machine, offline. Exit code 0 means that everything verifies.</span>
              <Literal text={`npx part164-verify ${file} --key '${key}'`} label="Copy the command" />
              <p className="hint">
                That works in a checkout of Part164. Elsewhere send the verifier along:{" "}
                <span className="mono">npm pack -w @part164/verify</span> in the checkout makes one small file without dependencies. They
                run it with Node 22 or later:
              </p>
              <Literal
                text={`npx --yes --offline --package ./part164-verify-${version}.tgz part164-verify ${file} --key '${key}'`}
                label="Copy the command with the verifier’s file"
              />
            </div>
          </li>
        </ol>
      )}
    </Panel>
  );
}
