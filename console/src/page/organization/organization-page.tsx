// SPDX-License-Identifier: Apache-2.0
// Who the organization is, who answers for it, what it has, and where PHI goes.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { IconBuildingCommunity, IconMap2, IconPencil, IconUserCheck } from "@tabler/icons-react";
import { useMemo, type ReactNode } from "react";
import { formsQuery, submissionsQuery, type FormKind, type Submission } from "../../api/form.ts";
import { organizationQuery, type Organization } from "../../api/organization.ts";
import { Facts } from "../../part/facts.tsx";
import { Glyph } from "../../part/glyph.tsx";
import { HrefLink, LinkButton } from "../../part/link-button.tsx";
import { Panel } from "../../part/panel.tsx";
import { useDirectory, type Directory } from "../../part/question/directory.ts";
import { Empty } from "../../part/say/empty.tsx";
import { StateChip } from "../../part/status/state-chip.tsx";
import { Waiting, type Column } from "../../part/table/data-table.tsx";
import { ListPanel } from "../../part/table/list-panel.tsx";
import { useList } from "../../part/table/list.tsx";
import type { Narrowing } from "../../part/table/narrow.ts";
import { When } from "../../part/when.tsx";
import { PageHead } from "../../shell/page-head.tsx";
import { Inventories } from "./inventories.tsx";
import { MapLink, PhiMapDrawing } from "./phi-map.tsx";
import { ENTITY_SAYS, RulesSaid } from "./rules-said.tsx";

export function OrganizationPage(): ReactNode {
  const organization = useQuery(organizationQuery);
  const forms = useQuery(formsQuery);
  const formOf = (name: string): FormKind | undefined => forms.data?.find((form) => form.name === name);
  const { data } = organization;
  const mayProfile = formOf("organization-profile")?.mayFile === true;
  return (
    <main id="main" tabIndex={-1}>
      <PageHead
        title="Organization"
        says="Who you are under the rules, who answers for what, and where PHI is and goes."
        actions={
          mayProfile && data !== undefined && data.profile !== null ? (
            <LinkButton to="/organization/profile">
              <Glyph of={IconPencil} />
              {data.profile.state === "draft" ? "Finish the profile" : "Change the profile"}
            </LinkButton>
          ) : undefined
        }
      />
      {organization.isPending || forms.isPending ? (
        <Waiting lines={12} />
      ) : data === undefined ? (
        <Empty kind="failed" error={organization.error} onRetry={() => void organization.refetch()} />
      ) : (
        <div className="stack loose">
          <ProfilePanel of={data} mayProfile={mayProfile} />
          <OfficialsPanel form={formOf("official-designation")} />
          <MapPanel of={data} mayFile={formOf("data-flow")?.mayFile === true} />
          <Inventories formOf={formOf} />
        </div>
      )}
    </main>
  );
}

function ProfilePanel({ of: organization, mayProfile }: { of: Organization; mayProfile: boolean }): ReactNode {
  const { name, entity, timeZone, profile, rules } = organization;
  if (profile === null) {
    return (
      <Panel title="Profile">
        <Empty
          kind="not-set-up"
          icon={IconBuildingCommunity}
          title="No profile yet"
          says="A few questions decide which rules bind you, and fill in your policies."
          cite="164.306(b)(2)"
          {...(mayProfile ? { action: { label: "Answer the questions", href: "/organization/profile" } } : {})}
        />
      </Panel>
    );
  }
  return (
    <Panel
      title="Profile"
      note={<StateChip is={profile.state} />}
      padded
      action={
        <Link to="/submissions/$submission" params={{ submission: profile.id }}>
          All answers
        </Link>
      }
    >
      <div className="stack loose">
        <Facts
          of={[
            ["Name", name],
            ["Judged as", entity === null || entity === "" ? "not yet known" : (ENTITY_SAYS[entity] ?? entity)],
            ["Time zone", timeZone],
          ]}
        />
        {rules === null ? null : <RulesSaid of={rules} />}
      </div>
    </Panel>
  );
}

const officialNarrowing = (nameOf: Directory["nameOf"]): Narrowing<Submission> => ({
  fields: {
    office: ({ title }) => title,
    person: ({ about }) => nameOf(about),
    state: ({ state }) => state,
    effective_on: ({ effectiveOn }) => effectiveOn,
  },
  also: { id: ({ id }) => id },
});

const officialColumns = (nameOf: Directory["nameOf"]): readonly Column<Submission>[] => [
  {
    key: "office",
    head: "Office",
    stack: "1 / 1",
    cell: ({ id, title }) => (
      <HrefLink href={`/submissions/${id}`} row>
        {title}
      </HrefLink>
    ),
  },
  { key: "person", head: "Person", width: "30%", stack: "2 / 1", cell: ({ about }) => <span className="cut">{nameOf(about)}</span> },
  { key: "state", head: "State", width: "9rem", stack: "1 / 2", cell: ({ state }) => <StateChip is={state} /> },
  {
    key: "effective_on",
    head: "Written down",
    width: "10rem",
    end: true,
    stack: "2 / 2",
    cell: ({ effectiveOn }) => <When at={effectiveOn} as="date" className="muted nowrap" />,
  },
];

function OfficialsPanel({ form }: { form: FormKind | undefined }): ReactNode {
  const listed = useList(submissionsQuery({ form: "official-designation", open: "true" }));
  const { nameOf } = useDirectory();
  const columns = useMemo(() => officialColumns(nameOf), [nameOf]);
  const narrowing = useMemo(() => officialNarrowing(nameOf), [nameOf]);
  const add = { label: "Designate", href: "/forms/official-designation/new" };
  return (
    <ListPanel
      of={listed}
      name="officials"
      title="Officials"
      file="officials"
      findSays="Find by office or person"
      narrowing={narrowing}
      columns={columns}
      rowKey={({ id }) => id}
      waiting={2}
      action={
        form?.mayFile === true && listed.rows.length > 0 ? (
          <LinkButton size="xs" to="/forms/$form/new" params={{ form: "official-designation" }} search={{}}>
            Designate
          </LinkButton>
        ) : undefined
      }
      empty={
        <Empty
          kind="not-set-up"
          icon={IconUserCheck}
          title="Nobody is designated yet"
          says="Security and privacy officials are named in writing, and accept."
          cite="164.308(a)(2)"
          {...(form?.mayFile === true ? { action: add } : {})}
        />
      }
    />
  );
}

function MapPanel({ of: { map }, mayFile }: { of: Organization; mayFile: boolean }): ReactNode {
  const isEmpty = map.edges.length === 0;
  return (
    <Panel title="Map of PHI" note={isEmpty ? undefined : `${map.nodes.length} places, ${map.edges.length} flows`} action={<MapLink />}>
      {isEmpty ? (
        <Empty
          kind="not-set-up"
          icon={IconMap2}
          title="No flow yet"
          says="Write down your systems and parties, then where PHI goes between them."
          cite="164.308(a)(1)(ii)(A)"
          {...(mayFile ? { action: { label: "Add a flow", href: "/forms/data-flow/new" } } : {})}
        />
      ) : (
        <PhiMapDrawing of={map} />
      )}
    </Panel>
  );
}
