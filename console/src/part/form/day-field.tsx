// SPDX-License-Identifier: Apache-2.0
import { TextInput } from "@mantine/core";
import type { ReactNode } from "react";

/** A calendar day in the organization's zone, "2026-11-29"; empty is undefined. */
export function DayField({
  label,
  value,
  onValue,
  hint,
  error,
  max,
}: {
  label: string;
  value: string | undefined;
  onValue: (day: string | undefined) => void;
  hint?: string;
  error?: string | null;
  max?: string;
}): ReactNode {
  return (
    <TextInput
      type="date"
      label={label}
      value={value ?? ""}
      {...(hint === undefined ? {} : { description: hint })}
      {...(error === undefined ? {} : { error })}
      {...(max === undefined ? {} : { max })}
      onChange={({ currentTarget }) => onValue(currentTarget.value === "" ? undefined : currentTarget.value)}
      classNames={{ root: "field short" }}
    />
  );
}
