// SPDX-License-Identifier: Apache-2.0
// Searches for one person's activity: each with its reason, approved by somebody else. Whom one is about never sees it here.
import { useMemo, type ReactNode } from "react";
import { Link } from "@tanstack/react-router";
import { IconPlus, IconUserSearch } from "@tabler/icons-react";
import { submissionsQuery, type Submission } from "../../api/form.ts";
import { Glyph } from "../../part/glyph.tsx";
import { HrefLink, LinkButton } from "../../part/link-button.tsx";
import { useDirectory } from "../../part/question/directory.ts";
import { Empty } from "../../part/say/empty.tsx";
import { StateChip } from "../../part/status/state-chip.tsx";
import type { Column } from "../../part/table/data-table.tsx";
import { ListPanel } from "../../part/table/list-panel.tsx";
import { useList } from "../../part/table/list.tsx";
import type { Narrowing } from "../../part/table/narrow.ts";
import { When } from "../../part/when.tsx";
import { useMay } from "../../session/session-context.ts";
import { PageHead } from "../../shell/page-head.tsx";

const FORM = "for-cause-audit";
const NEW = { label: "Ask for a search", icon: IconPlus, href: `/forms/${FORM}/new` } as const;

export function ForCausePage(): ReactNode {
  const { nameOf } = useDirectory();
  const mayFile = useMay("program.submission.create");
  const listed = useList(submissionsQuery({ form: FORM }));
  const narrowing = useMemo(() => narrowingWith(nameOf), [nameOf]);
  const columns = useMemo(() => columnsWith(nameOf), [nameOf]);
  return (
    <main id="main" tabIndex={-1}>
      <PageHead
        crumbs={<Link to="/activity">Activity review</Link>}
        title="Searches for cause"
        says="One person’s activity, for a stated reason, no more than that reason needs. Somebody else approves; each look is recorded."
        {...(mayFile && listed.rows.length > 0
          ? {
              actions: (
                <LinkButton variant="filled" to="/forms/$form/new" params={{ form: FORM }} search={{}}>
                  <Glyph of={IconPlus} />
                  {NEW.label}
                </LinkButton>
              ),
            }
          : {})}
      />
      <ListPanel
        of={listed}
        title="Searches"
        file="searches-for-cause"
        findSays="Find by reason, person or state"
        narrowing={narrowing}
        columns={columns}
        rowKey={({ id }) => id}
        keys
        empty={
          <Empty
            kind="not-set-up"
            icon={IconUserSearch}
            title="No search yet"
            says="Whoever suspects a look without need asks here, or at the line for reports."
            cite="164.308(a)(1)(ii)(D)"
            {...(mayFile ? { action: NEW } : {})}
          />
        }
      />
    </main>
  );
}

const narrowingWith = (nameOf: (id: string | null) => string): Narrowing<Submission> => ({
  fields: {
    state: ({ state }) => state,
    reason: ({ title }) => title,
    whose: ({ about }) => nameOf(about),
    asked_by: ({ submittedBy }) => nameOf(submittedBy),
    asked_at: ({ receivedAt }) => receivedAt,
  },
  also: { id: ({ id }) => id },
  filters: [{ field: "state", label: "State", all: "All states" }],
});

const columnsWith = (nameOf: (id: string | null) => string): readonly Column<Submission>[] => [
  { key: "state", head: "State", width: "9.5rem", stack: "1 / 1", cell: ({ state }) => <StateChip is={state} /> },
  {
    key: "reason",
    head: "Reason",
    stack: "2 / 1 / 3 / 3",
    cell: ({ id, title, state }) => (
      <HrefLink href={state === "approved" ? `/activity/for-cause/${id}` : `/submissions/${id}`} row className="cut" title={title}>
        {title}
      </HrefLink>
    ),
  },
  { key: "whose", head: "Whose activity", width: "13rem", stack: "3 / 1 / 4 / 3", says: true, cell: ({ about }) => nameOf(about) },
  {
    key: "asked_at",
    head: "Asked",
    width: "13rem",
    stack: "4 / 1 / 5 / 3",
    says: true,
    cell: ({ receivedAt, submittedBy }) => (
      <span className="two-lines">
        <When at={receivedAt} as="date" />
        <span className="small muted cut">{nameOf(submittedBy)}</span>
      </span>
    ),
  },
];
