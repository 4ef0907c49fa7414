// SPDX-License-Identifier: Apache-2.0
import { NativeSelect, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import type { Member, Work } from "../../api/member.ts";
import { Tick } from "../../part/form/tick.tsx";
import { fieldFault } from "../../part/say/faults.tsx";
import { KIND_SAYS } from "./member-columns.tsx";

export const WORK_AT = ["/kind", "/position", "/supervisor", "/seesPhi"];

/** What somebody does: asked when they join, and when it changes. */
export function WorkFields({
  work,
  onWork,
  people,
  error,
}: {
  work: Work;
  onWork: (work: Work) => void;
  people: readonly Member[];
  error: unknown;
}): ReactNode {
  return (
    <>
      <div className="two-fields">
        <TextInput
          label="Position"
          value={work.position}
          maxLength={120}
          autoComplete="off"
          required
          withAsterisk={false}
          error={fieldFault(error, "/position")}
          onChange={({ currentTarget }) => onWork({ ...work, position: currentTarget.value })}
        />
        <NativeSelect
          label="As"
          value={work.kind}
          error={fieldFault(error, "/kind")}
          onChange={({ currentTarget }) => onWork({ ...work, kind: currentTarget.value as Member["kind"] })} // One of its own options.
          data={Object.entries(KIND_SAYS).map(([value, label]) => ({ value, label }))}
        />
      </div>
      <NativeSelect
        label="Supervisor"
        value={work.supervisor ?? ""}
        error={fieldFault(error, "/supervisor")}
        onChange={({ currentTarget }) => onWork({ ...work, supervisor: currentTarget.value === "" ? null : currentTarget.value })}
        data={[{ value: "", label: "Nobody" }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <Tick
        label="The work needs PHI"
        hint="Then clearance and training come before any access."
        checked={work.seesPhi}
        onChecked={(seesPhi) => onWork({ ...work, seesPhi })}
      />
    </>
  );
}
