// SPDX-License-Identifier: Apache-2.0
// One device: what it is, who had it when, what checks showed, what was done with it.
import { ActionIcon, Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { IconPencil, IconPrinter } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { deviceQuery, type DeviceDetail } from "../../api/device.ts";
import { formsQuery, submissionQuery, type FormKind, type Move, type SubmissionDetail } from "../../api/form.ts";
import { Facts } from "../../part/facts.tsx";
import { Glyph } from "../../part/glyph.tsx";
import { HrefButton, HrefLink, LinkButton } from "../../part/link-button.tsx";
import { Panel } from "../../part/panel.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { Notice } from "../../part/say/notice.tsx";
import { StateChip } from "../../part/status/state-chip.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { When } from "../../part/when.tsx";
import { PageHead } from "../../shell/page-head.tsx";
import { MoveDialog } from "../form/move-dialog.tsx";
import { History, MovesPanel } from "../form/submission-page.tsx";
import { CheckDialog } from "./check-dialog.tsx";
import { canBeChecked, HOLDS_SAYS, KIND_SAYS, MOVEMENT_SAYS } from "./device-words.ts";
import { EvidenceChip, faultsSaid } from "./evidence-chip.tsx";

export function DevicePage(): ReactNode {
  const { device: id } = useParams({ from: "/inside/devices/$device" });
  const { on } = useSearch({ from: "/inside/devices/$device" });
  const found = useQuery({ ...deviceQuery(id, on), placeholderData: (before) => before });
  const submission = useQuery(submissionQuery(id));
  const forms = useQuery(formsQuery);
  const form = forms.data?.find(({ name }) => name === "device");
  return (
    <main id="main" tabIndex={-1}>
      {found.data !== undefined && submission.data !== undefined && form !== undefined ? (
        <Whole of={found.data} submission={submission.data} form={form} />
      ) : (
        <>
          <PageHead title="Device" />
          {found.isPending || submission.isPending || forms.isPending ? (
            <Waiting lines={8} />
          ) : (
            <Empty kind="failed" error={found.error ?? submission.error ?? forms.error} onRetry={() => void found.refetch()} />
          )}
        </>
      )}
    </main>
  );
}

type Props = { readonly of: DeviceDetail; readonly submission: SubmissionDetail; readonly form: FormKind };

function Whole({ of: detail, submission, form }: Props): ReactNode {
  const [moving, setMoving] = useState<Move | null>(null);
  const [isChecking, setChecking] = useState(false);
  const { device } = detail;
  return (
    <>
      <PageHead
        crumbs={<Link to="/devices">Devices</Link>}
        title={device.name}
        says={`${KIND_SAYS[device.kind] ?? device.kind}. ${HOLDS_SAYS[device.holds] ?? ""}.`}
        actions={
          <>
            <ActionIcon aria-label="Print" title="Print" onClick={() => window.print()}>
              <Glyph of={IconPrinter} />
            </ActionIcon>
            {submission.mayAmend ? (
              <LinkButton to="/submissions/$submission/edit" params={{ submission: device.id }}>
                <Glyph of={IconPencil} />
                Amend
              </LinkButton>
            ) : null}
            {canBeChecked(device) ? (
              <Button variant="filled" onClick={() => setChecking(true)}>
                Check it
              </Button>
            ) : null}
          </>
        }
      />
      <div className="beside">
        <div>
          <CustodyPanel of={detail} />
          <ChecksPanel of={detail} />
          <MovementsPanel of={detail} />
          <History of={submission} form={form} />
        </div>
        <div>
          {device.state === "lost" ? (
            <Notice
              tone="harm"
              title="An incident was reported with its loss."
              action={<HrefButton href="/incidents">Incidents</HrefButton>}
            >
              Whether it is a breach is judged there.
            </Notice>
          ) : null}
          <StandingPanel of={detail} />
          <MovesPanel of={{ ...submission, moves: submission.moves.filter(({ move }) => move !== "dispose") }} onMove={setMoving} />
        </div>
      </div>
      {isChecking ? <CheckDialog of={device} onClose={() => setChecking(false)} /> : null}
      {moving === null ? null : (
        <MoveDialog
          of={submission}
          move={moving}
          asked={form.fields.filter(({ name }) => moving.asks.includes(name))}
          onClose={() => setMoving(null)}
        />
      )}
    </>
  );
}

function StandingPanel({ of: { device } }: { of: DeviceDetail }): ReactNode {
  const { evidence } = device;
  return (
    <Panel title="Where it stands" padded>
      <Facts
        of={[
          ["State", <StateChip key="state" is={device.state} />],
          ["Check", <EvidenceChip key="evidence" of={evidence} />],
          ["Found", evidence.faults.length === 0 ? null : faultsSaid(evidence)],
          ["Checked", evidence.checkedOn === null ? null : <When key="checked" at={evidence.checkedOn} as="date" />],
          ["Counts until", evidence.staleOn === null ? null : <When key="stale" at={evidence.staleOn} as="date" />],
          ["With", `${device.custodian.name}${device.custodian.hasLeft ? " (left)" : ""}`],
          ["Serial", <code key="serial">{device.serial}</code>],
          ["Asset tag", device.assetTag],
          ["Model", device.model],
          ["Whose", device.owner === "own" ? "Its user’s own" : "Ours"],
        ]}
      />
    </Panel>
  );
}

function CustodyPanel({ of: { device, custody, onDay } }: { of: DeviceDetail }): ReactNode {
  const { on } = useSearch({ from: "/inside/devices/$device" });
  const navigate = useNavigate();
  return (
    <Panel title="Who had it" note="164.310(d)(2)(iii)">
      <div className="in row wrap no-print">
        <TextInput
          type="date"
          label="On which day"
          value={on ?? ""}
          onChange={({ currentTarget: { value } }) =>
            void navigate({
              to: "/devices/$device",
              params: { device: device.id },
              search: value === "" ? {} : { on: value },
              replace: true,
            })
          }
        />
        {on === undefined ? null : <output>{onDay === null ? "It was not ours yet." : onDay.name}</output>}
      </div>
      <ol className="lines" aria-label="Who had it">
        {custody.toReversed().map(({ custodian, from, to, state, by }) => (
          <li key={`${from} ${custodian.id} ${state}`} className="row wrap">
            <span>
              {custodian.name}
              {state === "in storage" ? ", in storage" : ""}
            </span>
            <span className="push small muted">
              <When at={from} as="date" /> {to === null ? "until now" : <>to {<When at={to} as="date" />}</>}
              {by === null || by.name === "" ? "" : `, written by ${by.name}`}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function ChecksPanel({ of: { checks } }: { of: DeviceDetail }): ReactNode {
  return (
    <Panel title="Checks" note={checks.length === 0 ? "none yet" : String(checks.length)}>
      <ul className="lines" aria-label="Checks">
        {checks.map(({ id, state, checkedOn, isFromFile }) => (
          <li key={id} className="row wrap">
            <HrefLink href={`/submissions/${id}`}>{checkedOn === null ? "Not finished" : <When at={checkedOn} as="date" />}</HrefLink>
            <span className="muted small">{isFromFile ? "from a file" : "by hand"}</span>
            <span className="push">
              <StateChip is={state} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function MovementsPanel({ of: { movements, device } }: { of: DeviceDetail }): ReactNode {
  const isHere = device.state === "in use" || device.state === "in storage";
  return (
    <Panel
      title="Moved, used again, disposed of"
      note={movements.length === 0 ? "nothing yet" : undefined}
      action={
        isHere ? (
          <span className="no-print">
            <HrefButton href={`/forms/media-disposal/new?about=${device.id}`}>Write down</HrefButton>
          </span>
        ) : undefined
      }
    >
      <ul className="lines" aria-label="Movements">
        {movements.map(({ id, state, kind, method, on }) => (
          <li key={id} className="row wrap">
            <HrefLink href={`/submissions/${id}`}>
              {MOVEMENT_SAYS[kind] ?? kind}
              {method === null ? "" : ` (${method})`}
            </HrefLink>
            {on === null ? null : <When at={on} as="date" className="small muted" />}
            <span className="push">
              <StateChip is={state} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
