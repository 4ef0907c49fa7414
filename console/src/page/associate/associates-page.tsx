// SPDX-License-Identifier: Apache-2.0
// Vendors and those whom we serve: the chain drawn, one next step, and each party with how it stands today.
import { useQuery } from "@tanstack/react-query";
import { useMemo, type ReactNode } from "react";
import { associatesQuery } from "../../api/associate.ts";
import { formsQuery } from "../../api/form.ts";
import { LinkButton } from "../../part/link-button.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { NextStep } from "../../part/say/next-step.tsx";
import { ListPanel } from "../../part/table/list-panel.tsx";
import { listedOf } from "../../part/table/list.tsx";
import { PageHead } from "../../shell/page-head.tsx";
import { ASSOCIATE_COLUMNS, ASSOCIATES } from "./associate-rows.tsx";
import { firstStep } from "./associate-words.ts";
import { ChainPanel } from "./chain-panel.tsx";
import { TenantsPanel } from "./tenants-panel.tsx";

export function AssociatesPage(): ReactNode {
  const found = useQuery(associatesQuery);
  const forms = useQuery(formsQuery);
  const mayFile = forms.data?.find(({ name }) => name === "associate-contract")?.mayFile === true;
  const next = useMemo(() => firstStep(found.data?.items ?? []), [found.data]);
  return (
    <main id="main" tabIndex={-1}>
      <PageHead
        title="Vendors and customers"
        says="PHI goes up and down a chain of contracts. Here is each link, and whether it holds today."
        actions={
          mayFile ? (
            <>
              <LinkButton to="/forms/$form/new" params={{ form: "party" }} search={{}}>
                Add a party
              </LinkButton>
              <LinkButton variant="filled" to="/forms/$form/new" params={{ form: "associate-contract" }} search={{}}>
                Record a contract
              </LinkButton>
            </>
          ) : undefined
        }
      />
      <div className="stack loose">
        {next === null ? null : (
          <NextStep tone={next.isUrgent ? "harm" : "act"} title={`Next: ${next.of.name}`} says={next.says} href={next.href} />
        )}
        {found.data === undefined || found.data.items.length === 0 ? null : <ChainPanel of={found.data.items} />}
        <ListPanel
          of={listedOf(found, found.data?.items)}
          title="Parties that PHI may pass to"
          file="associates"
          findSays="Find by name, service or standing"
          narrowing={ASSOCIATES}
          columns={ASSOCIATE_COLUMNS}
          rowKey={({ id }) => id}
          height="tall"
          keys
          empty={
            <Empty
              kind="not-set-up"
              title="Nobody is on record yet"
              says="Add those whom you serve and those who serve you with PHI; then record the contract with each, clause by clause."
              cite="164.308(b)(1)"
            />
          }
        />
        {found.data === undefined ? null : <TenantsPanel of={found.data} />}
      </div>
    </main>
  );
}
