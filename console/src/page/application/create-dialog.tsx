// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { clientsQuery, createClient, type NewClient } from "../../api/client.ts";
import { PURPOSES } from "../../api/fhir.ts";
import { sessionQuery } from "../../api/session.ts";
import { Literal } from "../../part/copy.tsx";
import { Dialog } from "../../part/float/dialog.tsx";
import { Faults, fieldFault } from "../../part/say/faults.tsx";
import { onValues, useFaultFocus } from "../../part/form/form.ts";
import { Notice } from "../../part/say/notice.tsx";
import { TickList } from "../../part/form/tick-list.tsx";
import { useSession } from "../../session/session-context.ts";
import { Tick } from "../../part/form/tick.tsx";

const BESIDE = ["/name", "/tenant", "/scopes", "/purposes"];

/** SMART App Launch 2, system scopes: c, r, u, s for create, read, update, search. */
const ACCESS: readonly { readonly value: string; readonly label: string }[] = [
  { value: "system/*.crus", label: "Read and write every kind of record" },
  { value: "system/*.rs", label: "Read and search only" },
  { value: "", label: "Only what I name" },
];
const USUAL_PURPOSES = ["TREAT", "HPAYMT", "HOPERAT"] as const;

/** Creates an application and shows its secret once. */
export function CreateDialog({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactNode {
  const client = useQueryClient();
  const [isKept, setKept] = useState(false);
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
    setKept(false);
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
        <div className="stack loose">
          <Notice tone="act" title={`${create.variables?.name ?? "The application"} is created.`}>
            The secret is shown this once; the server keeps only a hash of it.
          </Notice>
          <div className="stack">
            <span className="label">Client id</span>
            <Literal text={made.clientId} label="Copy the client id" />
          </div>
          <div className="stack">
            <span className="label">Client secret</span>
            <Literal text={made.clientSecret} label="Copy the client secret" />
          </div>
          <Tick label="I have put it in the application’s own secret store" checked={isKept} onChecked={setKept} />
          <Button
            variant="filled"
            aria-disabled={!isKept}
            title={isKept ? undefined : "Tick the box once it is kept."}
            onClick={() => (isKept ? close() : undefined)}
          >
            Done
          </Button>
        </div>
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
  const [purposes, setPurposes] = useState<readonly string[]>(USUAL_PURPOSES);
  const form = useFaultFocus(error);
  const submit = onValues(({ name = "", tenantName = "", scopes = "" }) =>
    onCreate({
      name,
      tenant: tenantName,
      scopes: (access === "" ? scopes : access).split(/\s+/).filter((scope) => scope !== ""),
      purposes,
    }),
  );
  return (
    <form ref={form} className="stack loose" onSubmit={submit}>
      <TextInput
        label="Name"
        name="name"
        autoComplete="off"
        required
        withAsterisk={false}
        data-autofocus
        error={fieldFault(error, "/name")}
      />
      <TextInput
        label="Tenant"
        name="tenantName"
        autoComplete="off"
        required
        withAsterisk={false}
        list="tenants"
        defaultValue={tenant?.name ?? ""}
        description="The customer whose records it works with. A new name makes a new tenant, with keys and a log of its own."
        inputWrapperOrder={["label", "input", "error", "description"]}
        error={fieldFault(error, "/tenant")}
      />
      <datalist id="tenants">
        {tenants.map(({ id, name }) => (
          <option key={id}>{name}</option>
        ))}
      </datalist>
      <NativeSelect
        label="Access"
        value={access}
        onChange={({ currentTarget }) => setAccess(currentTarget.value)}
        data={[...ACCESS]}
        error={access === "" ? null : fieldFault(error, "/scopes")}
      />
      {access === "" ? (
        <TextInput
          label="Scopes"
          name="scopes"
          autoComplete="off"
          required
          withAsterisk={false}
          placeholder="system/Observation.rs system/Patient.r"
          classNames={{ input: "input mono" }}
          error={fieldFault(error, "/scopes")}
        />
      ) : null}
      <TickList
        legend="Purposes of use"
        hint="Every read names one of these."
        choices={PURPOSES.map(({ code, says }) => ({ value: code, label: says }))}
        chosen={purposes}
        onChange={setPurposes}
        error={fieldFault(error, "/purposes")}
      />
      <Faults error={error} beside={BESIDE} />
      <Button type="submit" variant="filled" loading={isPending}>
        {isPending ? "Creating" : "Create"}
      </Button>
    </form>
  );
}
