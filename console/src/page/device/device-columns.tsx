// SPDX-License-Identifier: Apache-2.0
// The inventory's rows: in words once, for finding, sorting and the file.
import type { Device, Key, Place } from "../../api/device.ts";
import { Cite } from "../../part/cite.tsx";
import { HrefLink } from "../../part/link-button.tsx";
import { StateChip } from "../../part/status/state-chip.tsx";
import type { Column } from "../../part/table/data-table.tsx";
import type { Narrowing } from "../../part/table/narrow.ts";
import { When } from "../../part/when.tsx";
import { COVERS_SAYS, HOLDS_SAYS, hrefOfPlace, KEY_SAYS, KIND_SAYS, PLACE_SAYS, STANDING_SAYS } from "./device-words.ts";
import { EvidenceChip, faultsSaid } from "./evidence-chip.tsx";

export const DEVICE_NARROWING: Narrowing<Device> = {
  fields: {
    name: ({ name }) => name,
    serial: ({ serial }) => serial,
    kind: ({ kind }) => KIND_SAYS[kind] ?? kind,
    custodian: ({ custodian }) => custodian.name,
    state: ({ state }) => state,
    evidence: ({ evidence }) => STANDING_SAYS[evidence.standing],
    since: ({ since }) => since,
  },
  also: {
    model: ({ model }) => model,
    asset_tag: ({ assetTag }) => assetTag,
    phi: ({ holds }) => HOLDS_SAYS[holds] ?? holds,
    owner: ({ owner }) => owner,
    checked_on: ({ evidence }) => evidence.checkedOn,
    stale_on: ({ evidence }) => evidence.staleOn,
    faults: ({ evidence }) => faultsSaid(evidence),
    id: ({ id }) => id,
  },
  filters: [
    { field: "state", label: "State", all: "All states" },
    { field: "kind", label: "Kind", all: "All kinds" },
    { field: "evidence", label: "Check", all: "All checks" },
  ],
};

export const DEVICE_COLUMNS: readonly Column<Device>[] = [
  { key: "state", head: "State", width: "9rem", stack: "1 / 1", cell: ({ state }) => <StateChip is={state} /> },
  {
    key: "name",
    head: "Device",
    stack: "2 / 1 / 3 / 3",
    cell: ({ id, name, kind, serial }) => (
      <span className="two-lines">
        <HrefLink href={`/devices/${id}`} row className="cut" title={name}>
          {name}
        </HrefLink>
        <span className="small muted cut">
          {KIND_SAYS[kind] ?? kind}, {serial}
        </span>
      </span>
    ),
  },
  {
    key: "custodian",
    head: "With",
    width: "12rem",
    stack: "3 / 1 / 4 / 3",
    cell: ({ custodian, since }) => (
      <span className="two-lines">
        <span className="cut">
          {custodian.name}
          {custodian.hasLeft ? " (left)" : ""}
        </span>
        <span className="small muted">
          since <When at={since} as="date" />
        </span>
      </span>
    ),
  },
  {
    key: "evidence",
    head: "Check",
    width: "13rem",
    stack: "4 / 1 / 5 / 3",
    cell: ({ evidence }) => (
      <span className="two-lines">
        <EvidenceChip of={evidence} />
        {evidence.standing === "failing" ? (
          <span className="small muted cut">{faultsSaid(evidence)}</span>
        ) : evidence.checkedOn === null ? null : (
          <When at={evidence.checkedOn} as="date" className="small muted" />
        )}
      </span>
    ),
  },
];

export const KEY_NARROWING: Narrowing<Key> = {
  fields: {
    kind: ({ kind }) => KEY_SAYS[kind],
    what: ({ what }) => what,
    person: ({ person }) => person?.name ?? null,
    site: ({ site }) => site,
    since: ({ since }) => since,
  },
  also: { state: ({ state }) => state, id: ({ id }) => id },
  filters: [{ field: "kind", label: "Kind", all: "All kinds" }],
};

export const KEY_COLUMNS: readonly Column<Key>[] = [
  { key: "kind", head: "Kind", width: "7rem", stack: "1 / 1", cell: ({ kind }) => <span className="muted">{KEY_SAYS[kind]}</span> },
  {
    key: "what",
    head: "What",
    stack: "2 / 1 / 3 / 3",
    cell: ({ id, what, state }) => (
      <HrefLink href={`/submissions/${id}`} row className="cut" title={what}>
        {what}
        {state === "lost" ? " (lost)" : ""}
      </HrefLink>
    ),
  },
  {
    key: "person",
    head: "With",
    width: "12rem",
    stack: "3 / 1",
    cell: ({ person }) => (person === null ? <span className="muted">nobody</span> : `${person.name}${person.hasLeft ? " (left)" : ""}`),
  },
  { key: "site", head: "Site", width: "10rem", stack: "3 / 2", cell: ({ site }) => <span className="muted cut">{site}</span> },
  {
    key: "since",
    head: "Since",
    width: "10rem",
    stack: "1 / 2",
    cell: ({ since }) => <When at={since.slice(0, 10)} as="date" className="muted" />,
  },
];

export const PLACE_NARROWING: Narrowing<Place> = {
  fields: {
    covers: ({ covers }) => COVERS_SAYS[covers],
    name: ({ name }) => name,
    standing: ({ standing }) => PLACE_SAYS[standing],
    review: ({ reviewOn }) => reviewOn,
  },
  also: { open: ({ open }) => open.join(", "), id: ({ id }) => id },
};

export const PLACE_COLUMNS: readonly Column<Place>[] = [
  {
    key: "covers",
    head: "What",
    width: "7rem",
    stack: "1 / 1",
    cell: ({ covers }) => <span className="muted">{COVERS_SAYS[covers]}</span>,
  },
  {
    key: "name",
    head: "Place",
    stack: "2 / 1 / 3 / 3",
    cell: ({ id, name, plan }) => (
      <HrefLink href={hrefOfPlace({ id, plan })} row className="cut" title={name}>
        {name}
      </HrefLink>
    ),
  },
  { key: "standing", head: "Plan or report", width: "9rem", stack: "1 / 2", cell: ({ standing }) => PLACE_SAYS[standing] },
  {
    key: "open",
    head: "Nobody answers",
    width: "15rem",
    stack: "4 / 1 / 5 / 3",
    cell: ({ open, standing }) =>
      open.length === 0 ? (
        <span className="muted">nothing open</span>
      ) : standing === "guarded" ? (
        <span className="row wrap">
          {open.map((cite) => (
            <Cite key={cite} of={cite} />
          ))}
        </span>
      ) : (
        <span className="muted">all of 164.310(a)</span>
      ),
  },
  {
    key: "review",
    head: "Again by",
    width: "10rem",
    stack: "3 / 1",
    cell: ({ reviewOn }) => (reviewOn === null ? <span className="muted">not set</span> : <When at={reviewOn} as="date" />),
  },
];
