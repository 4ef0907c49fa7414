// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, TextInput } from "@mantine/core";
import { IconEye, IconEyeOff } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { Glyph } from "../glyph.tsx";

export type SecretProps = {
  readonly label: string;
  readonly name: string;
  readonly autoComplete: "current-password" | "new-password";
  readonly error?: ReactNode;
  readonly value?: string;
  readonly onValue?: (value: string) => void;
};

/** A password field that can show what was typed. Pasting is welcome: password managers paste. */
export function Secret({ label, name, autoComplete, error, value, onValue }: SecretProps): ReactNode {
  const [shown, setShown] = useState(false);
  return (
    <TextInput
      label={label}
      name={name}
      type={shown ? "text" : "password"}
      autoComplete={autoComplete}
      required
      withAsterisk={false}
      spellCheck={false}
      error={error}
      {...(value === undefined ? {} : { value })}
      {...(onValue === undefined ? {} : { onChange: (event: { currentTarget: { value: string } }) => onValue(event.currentTarget.value) })}
      rightSection={
        <ActionIcon
          onClick={() => setShown(!shown)}
          aria-label={shown ? "Hide password" : "Show password"}
          aria-pressed={shown}
          title={shown ? "Hide password" : "Show password"}
        >
          <Glyph of={shown ? IconEyeOff : IconEye} />
        </ActionIcon>
      }
      rightSectionPointerEvents="all"
      classNames={{ section: "reveal", input: "input" }}
    />
  );
}
