// SPDX-License-Identifier: Apache-2.0
// One individual. Everything is covered until it is opened with a purpose; what was opened shows the entry it left.
import { NativeSelect } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { PURPOSES, type Purpose } from "../../api/fhir.ts";
import { individualsQuery, recordsQuery, type Individual } from "../../api/individual.ts";
import type { TenantName } from "../../api/session.ts";
import { Waiting } from "../../part/table/data-table.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { Glyph } from "../../part/glyph.tsx";
import { useMay, useSession } from "../../session/session-context.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { short } from "../ledger/entry-words.ts";
import { AboutPanel, TrailPanel } from "./about-panels.tsx";
import { inTypeOrder } from "./fhir-facts.ts";
import { RecordSection } from "./record-section.tsx";
import { useOpened } from "./use-opened.ts";

export function IndividualPage(): ReactNode {
  const { individual } = useParams({ from: "/inside/individuals/$individual" });
  const { tenant } = useSession();
  if (tenant === null) {
    return (
      <main id="main" tabIndex={-1}>
        <PageHead title="Individual" />
        <Empty kind="not-yours" action={{ label: "See individuals", href: "/individuals" }} />
      </main>
    );
  }
  return <Known key={`${tenant.id} ${individual}`} id={individual} tenant={tenant} />;
}

/**
 * What kinds of records there are comes from the list of individuals when it was just looked at; else from the records' own list,
 * read to its end. Each of these readings is an entry, so neither is done without need.
 */
function Known({ id, tenant }: { id: string; tenant: TenantName }): ReactNode {
  const list = useInfiniteQuery({ ...individualsQuery(tenant.id), enabled: false });
  const known = list.data?.pages.flatMap((page) => page.items).find((one) => one.id === id);
  const all = useInfiniteQuery({ ...recordsQuery(id), enabled: known === undefined });
  const { hasNextPage, isFetching, fetchNextPage } = all;
  useEffect(() => {
    if (known === undefined && hasNextPage && !isFetching) void fetchNextPage();
  }, [known, hasNextPage, isFetching, fetchNextPage]);
  const seen = all.data?.pages.flatMap((page) => page.items) ?? [];
  const types = known?.types ?? countTypes(seen.map((record) => record.type));
  if (all.isError) {
    return (
      <main id="main" tabIndex={-1}>
        <PageHead title="Individual" />
        <Empty kind="failed" error={all.error} onRetry={() => void all.refetch()} />
      </main>
    );
  }
  return (
    <Sheet id={id} tenant={tenant} known={known} types={types}>
      {known === undefined && (all.isPending || all.hasNextPage) ? <Waiting lines={6} /> : null}
    </Sheet>
  );
}

function countTypes(types: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries([...Map.groupBy(types, (type) => type)].map(([type, own]) => [type, own.length]));
}

type SheetProps = {
  id: string;
  tenant: TenantName;
  known: Individual | undefined;
  types: Readonly<Record<string, number>>;
  children: ReactNode;
};

function Sheet({ id, tenant, known, types, children }: SheetProps): ReactNode {
  const { session } = useSession();
  const openings = useOpened(session.idleMin);
  const mayReadLedger = useMay("ledger.entry.list");
  const [purpose, setPurpose] = useState<Purpose | null>(null);
  const [isWanted, setWanted] = useState(false);
  const select = useRef<HTMLSelectElement>(null);
  const needPurpose = (): Purpose | null => {
    if (purpose !== null) return purpose;
    setWanted(true);
    select.current?.focus();
    return null;
  };
  const choose = (value: string): void => {
    setPurpose(PURPOSES.find(({ code }) => code === value)?.code ?? null);
    setWanted(false);
  };
  return (
    <>
      {purpose === "ETREAT" ? <EmergencyBand /> : null}
      <main id="main" tabIndex={-1}>
        <PageHead
          crumbs={
            <>
              <Link to="/individuals">Individuals</Link>
              <span aria-hidden="true">/</span>
              <span>{tenant.name}</span>
            </>
          }
          title={
            <>
              Individual <span className="pseudonym">{known?.pseudonym ?? short(id)}</span>
            </>
          }
          says="Everything is covered until you open it. Opening needs a purpose and leaves an entry in the ledger."
        />
        <div className="individual">
          <div>
            <section className="panel purpose no-print" aria-label="Purpose">
              <NativeSelect
                ref={select}
                label="Purpose for opening"
                value={purpose ?? ""}
                onChange={({ currentTarget }) => choose(currentTarget.value)}
                data={[{ value: "", label: "Choose a purpose" }, ...PURPOSES.map(({ code, says }) => ({ value: code, label: says }))]}
                error={isWanted ? "Choose a purpose first." : null}
              />
              <p className="hint">
                Open only what this purpose needs. An open record covers itself after {session.idleMin} minutes, and when you leave the
                page.
              </p>
            </section>
            {children}
            {Object.entries(types)
              .toSorted(([one], [other]) => inTypeOrder(one, other))
              .map(([type, count]) => (
                <RecordSection
                  key={type}
                  individual={id}
                  type={type}
                  count={count}
                  log={tenant.id}
                  openings={openings}
                  needPurpose={needPurpose}
                />
              ))}
          </div>
          <div className="no-print">
            <AboutPanel id={id} tenant={tenant} known={known} types={types} />
            {mayReadLedger ? <TrailPanel id={id} log={tenant.id} opened={openings.count} /> : null}
          </div>
        </div>
      </main>
    </>
  );
}

function EmergencyBand(): ReactNode {
  return (
    <output className="band">
      <Glyph of={IconAlertTriangle} />
      <strong>Emergency treatment</strong>
      <span>
        Every record you open now is marked as emergency in the ledger, under your name. Choose another purpose when the emergency is over.
      </span>
    </output>
  );
}
