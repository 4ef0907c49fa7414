// SPDX-License-Identifier: Apache-2.0
import type { Associate } from "../../api/associate.ts";
import { HrefLink } from "../../part/link-button.tsx";
import type { Column } from "../../part/table/data-table.tsx";
import type { Narrowing } from "../../part/table/narrow.ts";
import { When } from "../../part/when.tsx";
import { contractSays, REVIEW_SAYS, ROLE_SAYS } from "./associate-words.ts";
import { ContractChip, ReviewChip } from "./standing-chip.tsx";

export const ASSOCIATES: Narrowing<Associate> = {
  fields: {
    name: ({ name }) => name,
    role: ({ role }) => ROLE_SAYS[role] ?? role,
    contract: (one) => contractSays(one).says,
    ends_on: ({ contract }) => contract.endsOn,
    review: ({ review }) => REVIEW_SAYS[review.is],
    notice_hours: ({ noticeHours }) => noticeHours,
  },
  also: {
    service: ({ service }) => service,
    phi_passes: ({ passes }) => (passes ? "yes" : "no"),
    tier: ({ tier }) => tier,
    review_due_on: ({ review }) => review.dueOn,
    agent: ({ agent }) => agent,
    missing: ({ missing }) => missing.join(" "),
    next: ({ next }) => next?.says ?? null,
    id: ({ id }) => id,
  },
  filters: [
    { field: "role", label: "Where in the chain", all: "Up and down" },
    { field: "contract", label: "Contract", all: "All contracts" },
    { field: "review", label: "Review", all: "All reviews" },
  ],
};

export const ASSOCIATE_COLUMNS: readonly Column<Associate>[] = [
  {
    key: "name",
    head: "Who",
    stack: "1 / 1 / 2 / 3",
    cell: ({ id, name, service }) => (
      <span className="two-lines">
        <HrefLink href={`/associates/${id}`} row className="cut" title={name}>
          {name}
        </HrefLink>
        <span className="small muted cut">{service}</span>
      </span>
    ),
  },
  {
    key: "role",
    head: "To us",
    width: "9rem",
    stack: "3 / 1",
    cell: ({ role }) => <span className="muted">{ROLE_SAYS[role] ?? role}</span>,
  },
  { key: "contract", head: "Contract", width: "15rem", stack: "2 / 1 / 3 / 3", cell: (one) => <ContractChip of={one} /> },
  {
    key: "ends_on",
    head: "Last day",
    width: "8.5rem",
    stack: "hide",
    cell: ({ contract }) =>
      contract.endsOn === null ? <span className="muted">none set</span> : <When at={contract.endsOn} as="date" className="nowrap" />,
  },
  { key: "review", head: "Review", width: "10.5rem", stack: "3 / 2", cell: (one) => <ReviewChip of={one} /> },
  {
    key: "notice_hours",
    head: "Notice within",
    width: "8rem",
    end: true,
    stack: "hide",
    cell: ({ noticeHours }) =>
      noticeHours === null ? <span className="muted">not said</span> : <span className="num">{noticeHours} h</span>,
  },
];
