// SPDX-License-Identifier: Apache-2.0
// Whose records each tenant holds: a customer's under contract, or our own patients'.
import { Button, NativeSelect } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { bindTenant, type AllAssociates, type Tenant } from "../../api/associate.ts";
import { Dialog } from "../../part/float/dialog.tsx";
import { Form } from "../../part/form/form.tsx";
import { Panel } from "../../part/panel.tsx";
import { fieldFault } from "../../part/say/faults.tsx";
import { useMay } from "../../session/session-context.ts";
import { ContractChip } from "./standing-chip.tsx";

export function TenantsPanel({ of: all }: { of: AllAssociates }): ReactNode {
  const [binding, setBinding] = useState<Tenant | null>(null);
  const may = useMay("program.tenant.bind");
  if (all.tenants.length === 0) return null;
  return (
    <Panel title="Whose records each tenant holds" note={String(all.tenants.length)}>
      <ul className="lines" aria-label="Tenants">
        {all.tenants.map((tenant) => {
          const party = all.items.find(({ id }) => id === tenant.party);
          return (
            <li key={tenant.id} className="row wrap">
              <strong className="cut">{tenant.name}</strong>
              {tenant.party === null ? (
                <span className="muted">{all.entity === "business-associate" ? "Nobody said yet" : "Our own patients or members"}</span>
              ) : (
                <Link to="/associates/$party" params={{ party: tenant.party }} className="cut">
                  {party?.name ?? "A party no longer in use"}
                </Link>
              )}
              {party === undefined ? null : <ContractChip of={party} />}
              {may ? (
                <Button
                  size="xs"
                  className="push no-print"
                  onClick={() => setBinding(tenant)}
                  aria-label={`Say whose records ${tenant.name} holds`}
                >
                  Say whose
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
      {binding === null ? null : <BindDialog of={binding} all={all} onClose={() => setBinding(null)} />}
    </Panel>
  );
}

const OWN = "own";

function BindDialog({ of: tenant, all, onClose }: { of: Tenant; all: AllAssociates; onClose: () => void }): ReactNode {
  const client = useQueryClient();
  const bind = useMutation({
    mutationFn: (party: string) => bindTenant(tenant, party === OWN ? null : party),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["submissions"] });
      onClose();
    },
  });
  const customers = all.items.filter(({ role }) => role === "customer");
  const options = [
    ...(all.entity === "business-associate" ? [] : [{ value: OWN, label: "Our own patients or members" }]),
    ...customers.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <Dialog opened onClose={onClose} title={`Whose records does ${tenant.name} hold?`}>
      {options.length === 0 ? (
        <p>Add the customer to the chain first, and put the contract with it in force.</p>
      ) : (
        <Form
          error={bind.error}
          beside={["/party"]}
          verb="Save"
          doing="Saving"
          isPending={bind.isPending}
          onValues={({ party = "" }) => bind.mutate(party)}
        >
          <NativeSelect
            name="party"
            label="They are of"
            description="A customer’s contract has to be in force."
            data={options}
            defaultValue={tenant.party ?? options[0]?.value ?? ""}
            error={fieldFault(bind.error, "/party")}
          />
        </Form>
      )}
    </Dialog>
  );
}
