// SPDX-License-Identifier: Apache-2.0
// A question for a moment: typed as day and time where the organization is, kept with its offset, so that hours can be counted from it.
import { TextInput } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { instantIn, localIn, offsetName } from "../../time/local.ts";
import { useZone } from "../../time/use-now.ts";
import type { InputProps } from "./question-input.tsx";

export function InstantInput({ value, onValue, error, shared }: InputProps): ReactNode {
  const zone = useZone();
  const kept = typeof value === "string" ? value : "";
  const [typed, setTyped] = useState(() => localIn(kept, zone));
  const there = instantIn(typed, zone); // What was written down elsewhere is shown as it was here, offset and all.
  return (
    <TextInput
      {...shared}
      error={error}
      type="datetime-local"
      value={typed}
      classNames={{ root: "field short" }}
      description={
        <>
          {shared.description === undefined ? null : <>{shared.description} </>}
          {zone === undefined ? null : `In ${zone.replaceAll("_", " ")}${there === null ? "" : `, ${offsetName(there)}`}.`}
        </>
      }
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        onValue(instantIn(currentTarget.value, zone) ?? undefined);
      }}
    />
  );
}
