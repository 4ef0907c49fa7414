// SPDX-License-Identifier: Apache-2.0
// The file of one party: how it stands, its contract clause by clause, its reviews, and what goes there.
import { ActionIcon } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { IconPencil, IconPrinter } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { associateQuery, type AssociateFile, type Contract } from "../../api/associate.ts";
import { formsQuery, type FormKind, type Move } from "../../api/form.ts";
import { Glyph } from "../../part/glyph.tsx";
import { LinkButton } from "../../part/link-button.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { NextStep } from "../../part/say/next-step.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { PageHead } from "../../shell/page-head.tsx";
import { MoveDialog } from "../form/move-dialog.tsx";
import { ROLE_SAYS } from "./associate-words.ts";
import { ContractPanel } from "./contract-panel.tsx";
import { EarlierPanel, NamedPanel, ReviewsPanel, StandingPanel } from "./file-panels.tsx";

export function AssociatePage(): ReactNode {
  const { party: id } = useParams({ from: "/inside/associates/$party" });
  const file = useQuery(associateQuery(id));
  const forms = useQuery(formsQuery);
  const form = forms.data?.find(({ name }) => name === "associate-contract");
  return (
    <main id="main" tabIndex={-1}>
      {file.data !== undefined && form !== undefined ? (
        <Whole of={file.data} form={form} />
      ) : (
        <>
          <PageHead title="Party" />
          {file.isPending || forms.isPending ? (
            <Waiting lines={8} />
          ) : (
            <Empty kind="failed" error={file.error ?? forms.error} onRetry={() => void file.refetch()} />
          )}
        </>
      )}
    </main>
  );
}

type Moving = { readonly of: Contract; readonly move: Move };

function Whole({ of: file, form }: { of: AssociateFile; form: FormKind }): ReactNode {
  const [moving, setMoving] = useState<Moving | null>(null);
  const { party, standing, contracts } = file;
  const shown = contracts.find(({ id }) => id === standing?.contract.contract) ?? contracts[0];
  const next = standing?.next ?? null;
  return (
    <>
      <PageHead
        crumbs={
          <Link to="/associates" search={{}}>
            Vendors and customers
          </Link>
        }
        title={party.title}
        says={`${ROLE_SAYS[String(party.answers["role"])] ?? "A party"}. ${String(party.answers["service"] ?? "")}`}
        actions={
          <>
            <ActionIcon aria-label="Print" title="Print" onClick={() => window.print()}>
              <Glyph of={IconPrinter} />
            </ActionIcon>
            {party.mayAmend ? (
              <LinkButton to="/submissions/$submission/edit" params={{ submission: party.id }}>
                <Glyph of={IconPencil} />
                Amend
              </LinkButton>
            ) : null}
            {form.mayFile ? (
              <LinkButton to="/forms/$form/new" params={{ form: form.name }} search={{ about: party.id }}>
                Record a contract
              </LinkButton>
            ) : null}
          </>
        }
      />
      {next === null ? null : <NextStep tone={next.isUrgent ? "harm" : "act"} title="Next" says={next.says} href={next.href} />}
      <div className="associate">
        <div>
          {shown === undefined ? (
            <Empty
              kind="not-set-up"
              title="No contract is on record"
              says="No PHI goes there before one is in force that says what the rule asks."
              cite="164.502(e)(2)"
            />
          ) : (
            <ContractPanel of={shown} form={form} onMove={(of, move) => setMoving({ of, move })} />
          )}
        </div>
        <div>
          {standing === null ? null : <StandingPanel of={standing} assessments={file.assessments} />}
          <ReviewsPanel of={file} />
          <NamedPanel of={file} />
          <EarlierPanel of={contracts.filter(({ id }) => id !== shown?.id)} />
        </div>
      </div>
      {moving === null ? null : (
        <MoveDialog
          of={{ ...moving.of, history: [], submittedByName: null }}
          move={moving.move}
          asked={form.fields.filter(({ name }) => moving.move.asks.includes(name))}
          onClose={() => setMoving(null)}
        />
      )}
    </>
  );
}
