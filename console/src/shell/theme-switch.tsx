// SPDX-License-Identifier: Apache-2.0
import { useMantineColorScheme, type MantineColorScheme } from "@mantine/core";
import { IconDeviceDesktop, IconMoon, IconSun, type Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Glyph } from "../part/glyph.tsx";

const THEMES: readonly (readonly [MantineColorScheme, string, Icon])[] = [
  ["light", "Light", IconSun],
  ["dark", "Dark", IconMoon],
  ["auto", "As the system", IconDeviceDesktop],
];

export function ThemeSwitch(): ReactNode {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <fieldset className="themes">
      <legend className="sr">Theme</legend>
      {THEMES.map(([value, says, icon]) => (
        <button
          key={value}
          type="button"
          aria-label={says}
          title={says}
          aria-pressed={colorScheme === value}
          onClick={() => setColorScheme(value)}
        >
          <Glyph of={icon} />
        </button>
      ))}
    </fieldset>
  );
}
