// SPDX-License-Identifier: Apache-2.0
// Devices, media, keys and places: one next step, what one has oneself, then the inventory. Who works here sees their own devices only.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconDeviceLaptop } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { devicesQuery, keysQuery, placesQuery, type Device } from "../../api/device.ts";
import { formsQuery } from "../../api/form.ts";
import { HrefButton, HrefLink, LinkButton } from "../../part/link-button.tsx";
import { Panel } from "../../part/panel.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { NextStep } from "../../part/say/next-step.tsx";
import { ListPanel } from "../../part/table/list-panel.tsx";
import { listedOf, useList } from "../../part/table/list.tsx";
import { useWhole } from "../../part/table/whole.ts";
import { useMay } from "../../session/session-context.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { CheckDialog } from "./check-dialog.tsx";
import { DEVICE_COLUMNS, DEVICE_NARROWING, KEY_COLUMNS, KEY_NARROWING, PLACE_COLUMNS, PLACE_NARROWING } from "./device-columns.tsx";
import { canBeChecked, nextStep } from "./device-words.ts";
import { EvidenceChip, faultsSaid } from "./evidence-chip.tsx";
import { ImportDialog } from "./import-dialog.tsx";

export function DevicesPage(): ReactNode {
  const [isImporting, setImporting] = useState(false);
  const devices = useWhole(useList(devicesQuery()), true);
  const mayImport = useMay("program.device.import");
  const maySeePlaces = useMay("program.facility.list");
  const forms = useQuery(formsQuery);
  const mayKeep = forms.data?.find(({ name }) => name === "device")?.mayFile === true;
  const places = useQuery({ ...placesQuery, enabled: maySeePlaces });
  const isKnown = !devices.isPending && forms.data !== undefined && (!maySeePlaces || !places.isPending);
  const next = isKnown ? nextStep(devices.rows, places.data ?? [], mayKeep) : null;
  return (
    <main id="main" tabIndex={-1}>
      <PageHead
        title="Devices"
        says="What may hold PHI and can be carried or stands somewhere: who has it, what protects it, what became of it."
        actions={
          mayKeep ? (
            <>
              {mayImport ? <Button onClick={() => setImporting(true)}>Import a file</Button> : null}
              <LinkButton variant="filled" to="/forms/$form/new" params={{ form: "device" }} search={{}}>
                Add a device
              </LinkButton>
            </>
          ) : null
        }
      />
      <div className="stack loose">
        {next === null ? null : <NextStep {...next} />}
        <Mine of={devices.rows.filter(({ isMine, state }) => isMine && state !== "disposed")} />
        {maySeePlaces ? <Inventory of={devices} /> : null}
        {!maySeePlaces && !devices.isPending && devices.rows.length === 0 ? (
          <Empty kind="nothing-due" title="You have no device of ours" says="When you receive one, it stands here." />
        ) : null}
        <Keys />
        {maySeePlaces ? <Places of={places} /> : null}
      </div>
      {isImporting ? <ImportDialog onClose={() => setImporting(false)} /> : null}
    </main>
  );
}

function Mine({ of: own }: { of: readonly Device[] }): ReactNode {
  const [checking, setChecking] = useState<Device | null>(null);
  if (own.length === 0) return null;
  return (
    <Panel title="My devices" note={String(own.length)}>
      <ul className="lines" aria-label="My devices">
        {own.map((device) => (
          <li key={device.id} className="row wrap">
            <span className="two-lines">
              <HrefLink href={`/devices/${device.id}`}>{device.name}</HrefLink>
              <span className="small muted">
                {device.model}, {device.serial}
                {device.evidence.standing === "failing" ? `: ${faultsSaid(device.evidence)}` : ""}
              </span>
            </span>
            <span className="push row">
              <EvidenceChip of={device.evidence} />
              {canBeChecked(device) ? (
                <Button size="xs" onClick={() => setChecking(device)} aria-label={`Check ${device.name}`}>
                  Check
                </Button>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {checking === null ? null : <CheckDialog of={checking} onClose={() => setChecking(null)} />}
    </Panel>
  );
}

function Inventory({ of }: { of: ReturnType<typeof useList<Device>> }): ReactNode {
  return (
    <ListPanel
      of={of}
      title="Inventory"
      file="devices"
      findSays="Find by name, serial number or person"
      narrowing={DEVICE_NARROWING}
      columns={DEVICE_COLUMNS}
      rowKey={({ id }) => id}
      height="tall"
      keys
      empty={
        <Empty
          kind="not-set-up"
          icon={IconDeviceLaptop}
          title="Nothing is in the inventory"
          says="Laptops, telephones, disks, printers, stores of paper: whatever may hold PHI, with who has it."
          cite="164.310(d)(2)(iii)"
          action={{ label: "Add a device", href: "/forms/device/new" }}
        />
      }
    />
  );
}

function Keys(): ReactNode {
  const may = useMay("program.key.list");
  const keys = useQuery({ ...keysQuery, enabled: may });
  if (!may) return null;
  return (
    <ListPanel
      of={listedOf(keys, keys.data)}
      name="keys"
      title="Keys that are out, visitors who are here"
      file="keys-and-visitors"
      findSays="Find by key, person or site"
      narrowing={KEY_NARROWING}
      columns={KEY_COLUMNS}
      rowKey={({ id }) => id}
      action={<HrefButton href="/forms/visitor-and-maintenance/new">Write down</HrefButton>}
      empty={
        <Empty
          kind="nothing-due"
          title="No key is out and nobody is visiting"
          says="Visits, keys handed out and repairs of doors and locks are written down here."
        />
      }
    />
  );
}

function Places({
  of: places,
}: {
  of: ReturnType<typeof useQuery<Awaited<ReturnType<NonNullable<typeof placesQuery.queryFn>>>>>;
}): ReactNode {
  return (
    <ListPanel
      of={listedOf(places, places.data)}
      name="places"
      title="Places and how they are guarded"
      file="places"
      findSays="Find by place"
      narrowing={PLACE_NARROWING}
      columns={PLACE_COLUMNS}
      rowKey={({ id }) => id}
      action={<HrefButton href="/forms/facility-plan/new">Add a plan or report</HrefButton>}
      empty={<Empty kind="nothing-due" title="No place is known" says="Sites, and the providers that run systems for us, stand here." />}
    />
  );
}
