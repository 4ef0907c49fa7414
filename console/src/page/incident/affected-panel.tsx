// SPDX-License-Identifier: Apache-2.0
// Whose PHI it was: found in the ledger by who came to it and when. Ids alone: who they are stays with the records.
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { affectedQuery, countResidents, findAffected, setAside, type Affected, type BreachDetail } from "../../api/incident.ts";
import { Dialog } from "../../part/float/dialog.tsx";
import { Panel } from "../../part/panel.tsx";
import { useDirectory } from "../../part/question/directory.ts";
import { Empty } from "../../part/say/empty.tsx";
import { Faults, fieldFault } from "../../part/say/faults.tsx";
import { List, useList, type Listed } from "../../part/table/list.tsx";
import type { Column } from "../../part/table/data-table.tsx";
import { When } from "../../part/when.tsx";
import { useMay, useSession } from "../../session/session-context.ts";
import { instantIn } from "../../time/local.ts";
import { plural } from "../../time/times.ts";
import { useZone } from "../../time/use-now.ts";

export function AffectedPanel({ of: breach }: { of: BreachDetail }): ReactNode {
  const may = useMay("program.affected-individual.find");
  const [isFinding, setFinding] = useState(false);
  const { id } = breach.assessment;
  const listed = useList({ ...affectedQuery(id), enabled: may });
  if (!may) return null;
  return (
    <Panel
      title="Affected individuals"
      note={breach.affected === 0 ? undefined : plural(breach.affected, "individual")}
      action={
        <Button size="xs" onClick={() => setFinding(true)}>
          Find in the ledger
        </Button>
      }
    >
      <List
        of={listed}
        label="Affected individuals"
        columns={columns(id)}
        rowKey={({ tenant, individual }) => `${tenant} ${individual}`}
        waiting={2}
        empty={
          <Empty
            kind="nothing-due"
            title="Nobody is on the list"
            says="The ledger knows who came to whose records: ask it for a person and a time."
          />
        }
      />
      <Residents of={listed} />
      {isFinding ? <FindDialog breach={id} onClose={() => setFinding(false)} /> : null}
    </Panel>
  );
}

const COUNTED_MAX = 5000;

/** Where they live decides whether the media of a State are told [164.406(a)]: counted among the records, and nothing else leaves them. */
function Residents({ of: listed }: { of: Listed<Affected> }): ReactNode {
  const { tenant } = useSession();
  const may = useMay("phi.individual.count-residents");
  const count = useMutation({
    mutationFn: async () => {
      const all = (await listed.readAll()).filter((one) => one.isAffected && one.tenant === tenant?.id).map(({ individual }) => individual);
      const found = new Map<string, number>();
      for (let n = 0; n < all.length; n += COUNTED_MAX) {
        const { residents, unknown, missing } = await countResidents(all.slice(n, n + COUNTED_MAX));
        for (const one of [...residents, { state: "not known", count: unknown + missing }])
          found.set(one.state, (found.get(one.state) ?? 0) + one.count);
      }
      return [...found].filter(([, n]) => n > 0);
    },
  });
  if (!may || tenant === null || listed.rows.length === 0) return null;
  return (
    <div className="in row wrap no-print">
      <Button size="xs" loading={count.isPending} onClick={() => count.mutate()}>
        Count where they live
      </Button>
      {count.data === undefined ? null : (
        <output className="num">
          {count.data.map(([state, n]) => `${state} ${n.toLocaleString("en-US")}`).join(", ") || "None of them is here."}
        </output>
      )}
      <Faults error={count.error} beside={[]} />
    </div>
  );
}

const columns = (breach: string): readonly Column<Affected>[] => [
  {
    key: "individual",
    head: "Individual",
    stack: "1 / 1",
    cell: ({ individual, isAffected }) => <code className={isAffected ? "mono cut" : "mono cut muted"}>{individual}</code>,
  },
  {
    key: "entries",
    head: "Entries",
    width: "9rem",
    stack: "2 / 1",
    cell: ({ entries, firstAt, source }) => (
      <span className="two-lines">
        <span className="num">{source === "hand" ? "named by hand" : entries.toLocaleString("en-US")}</span>
        {firstAt === null ? null : <When at={firstAt} as="moment" className="small muted" />}
      </span>
    ),
  },
  { key: "aside", head: "Affected", width: "7rem", end: true, stack: "1 / 2", cell: (row) => <Aside breach={breach} of={row} /> },
];

function Aside({ breach, of: { tenant, individual, isAffected } }: { breach: string; of: Affected }): ReactNode {
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: () => setAside(breach, { tenant, individuals: [individual], isAffected: !isAffected }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["submission"] }),
  });
  return (
    <Button
      size="xs"
      variant="subtle"
      loading={change.isPending}
      onClick={() => change.mutate()}
      aria-label={`${isAffected ? "Set aside" : "Put back"} ${individual}`}
    >
      {isAffected ? "Set aside" : "Put back"}
    </Button>
  );
}

function FindDialog({ breach, onClose }: { breach: string; onClose: () => void }): ReactNode {
  const { tenants } = useSession();
  const { people } = useDirectory();
  const zone = useZone();
  const client = useQueryClient();
  const [tenant, setTenant] = useState(tenants[0]?.id ?? "");
  const [actor, setActor] = useState("");
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const find = useMutation({
    mutationFn: () =>
      findAffected(breach, {
        tenant,
        from: instantIn(from, zone) ?? "",
        to: instantIn(to, zone) ?? "",
        ...(actor === "" ? {} : { actor }),
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["submission"] }),
  });
  return (
    <Dialog opened onClose={onClose} title="Who came to whose records">
      <form
        className="stack loose"
        onSubmit={(event) => {
          event.preventDefault();
          find.mutate();
        }}
      >
        <NativeSelect
          label="In the records of"
          value={tenant}
          onChange={({ currentTarget }) => setTenant(currentTarget.value)}
          data={tenants.map(({ id, name }) => ({ value: id, label: name }))}
          error={fieldFault(find.error, "/tenant")}
        />
        <NativeSelect
          label="Whose acts"
          value={actor}
          onChange={({ currentTarget }) => setActor(currentTarget.value)}
          data={[
            { value: "", label: "Everybody’s" },
            ...people.filter(({ isUser }) => isUser).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <TextInput
          type="datetime-local"
          label="From"
          value={from}
          required
          withAsterisk={false}
          onChange={({ currentTarget }) => setFrom(currentTarget.value)}
          error={fieldFault(find.error, "/from")}
        />
        <TextInput
          type="datetime-local"
          label="To"
          value={to}
          required
          withAsterisk={false}
          onChange={({ currentTarget }) => setTo(currentTarget.value)}
          error={fieldFault(find.error, "/to")}
        />
        <Faults error={find.error} beside={["/tenant", "/from", "/to"]} />
        {find.data === undefined ? null : (
          <output>
            {plural(find.data.found, "individual")} found, {find.data.added} new on the list of {find.data.affected}.
          </output>
        )}
        <div className="row">
          <Button type="submit" variant="filled" loading={find.isPending}>
            Find and put on the list
          </Button>
          <Button onClick={onClose}>Done</Button>
        </div>
      </form>
    </Dialog>
  );
}
