// SPDX-License-Identifier: Apache-2.0
import { NativeSelect } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { clientsQuery, createClient, type NewClient } from "../../api/client.ts";
import { PURPOSES, type Purpose } from "../../api/fhir.ts";
import { sessionQuery } from "../../api/session.ts";
import { Dialog } from "../../part/float/dialog.tsx";
import { fieldFault } from "../../part/say/faults.tsx";
import { Field, Form } from "../../part/form/form.tsx";
import { Handover } from "../../part/form/handover.tsx";
import { TickList } from "../../part/form/tick-list.tsx";
import { useSession } from "../../session/session-context.ts";

const BESIDE = ["/name", "/tenant", "/scopes", "/purposes"];

const PIPELINE = "program/change.check";

/** SMART App Launch 2, system scopes: c, r, u, s for create, read, update, search. */
const ACCESS: readonly { readonly value: string; readonly label: string }[] = [
  { value: "system/*.crus", label: "Read and write every kind of record" },
  { value: "system/*.rs", label: "Read and search only" },
  { value: "", label: "Only what I name" },
  { value: PIPELINE, label: "No records: ask whether a change is approved (a pipeline)" },
];
const USUAL_PURPOSES = ["TREAT", "HPAYMT", "HOPERAT"] as const;

/** Creates an application and shows its secret once. */
export function CreateDialog({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactNode {
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: createClient,
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: clientsQuery.queryKey }),
        client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
      ]),
  });
  const close = (): void => {
    create.reset();
    onClose();
  };
  const made = create.data;
  return (
    <Dialog
      opened={opened}
      onClose={close}
      size="lg"
      title={made === undefined ? "Create an application" : "Keep this secret now"}
      isSticky={made !== undefined}
    >
      {made === undefined ? (
        <CreateForm error={create.error} isPending={create.isPending} onCreate={create.mutate} />
      ) : (
        <Handover
          title={`${create.variables?.name ?? "The application"} is created.`}
          says="The secret is shown this once; the server keeps only a hash of it."
          values={[
            { label: "Client id", text: made.clientId, copy: "Copy the client id" },
            { label: "Client secret", text: made.clientSecret, copy: "Copy the client secret" },
          ]}
          keep="I have put it in the application’s own secret store"
          onDone={close}
        />
      )}
    </Dialog>
  );
}

function CreateForm({
  error,
  isPending,
  onCreate,
}: {
  error: unknown;
  isPending: boolean;
  onCreate: (client: NewClient) => void;
}): ReactNode {
  const { tenants, tenant } = useSession();
  const [access, setAccess] = useState(ACCESS[0]?.value ?? "");
  const [purposes, setPurposes] = useState<readonly Purpose[]>(USUAL_PURPOSES);
  const isPipeline = access === PIPELINE;
  const create = ({ name = "", tenantName = "", scopes = "" }: Readonly<Record<string, string>>): void =>
    onCreate({
      name,
      tenant: isPipeline ? null : tenantName,
      scopes: (access === "" ? scopes : access).split(/\s+/).filter((scope) => scope !== ""),
      purposes: isPipeline ? [] : purposes,
    });
  return (
    <Form error={error} beside={BESIDE} verb="Create" doing="Creating" isPending={isPending} onValues={create}>
      <Field at="/name" label="Name" name="name" data-autofocus />
      <NativeSelect
        label="Access"
        value={access}
        onChange={({ currentTarget }) => setAccess(currentTarget.value)}
        data={[...ACCESS]}
        error={access === "" ? null : fieldFault(error, "/scopes")}
      />
      {access === "" ? (
        <Field
          at="/scopes"
          label="Scopes"
          name="scopes"
          placeholder="system/Observation.rs system/Patient.r"
          classNames={{ input: "input mono" }}
        />
      ) : null}
      {isPipeline ? null : (
        <>
          <Field
            at="/tenant"
            label="Tenant"
            name="tenantName"
            list="tenants"
            defaultValue={tenant?.name ?? ""}
            description="The customer whose records it works with. A new name makes a new tenant, with keys and a log of its own."
            inputWrapperOrder={["label", "input", "error", "description"]}
          />
          <datalist id="tenants">
            {tenants.map(({ id, name }) => (
              <option key={id}>{name}</option>
            ))}
          </datalist>
          <TickList
            legend="Purposes of use"
            hint="Every read names one of these."
            choices={PURPOSES.map(({ code, says }) => ({ value: code, label: says }))}
            chosen={purposes}
            onChange={setPurposes}
            error={fieldFault(error, "/purposes")}
          />
        </>
      )}
    </Form>
  );
}
