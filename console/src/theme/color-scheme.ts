// SPDX-License-Identifier: Apache-2.0
// The chosen theme: an attribute on <html> that tokens.css reads, and one word in storage. Nothing else is ever stored.
import type { MantineColorScheme, MantineColorSchemeManager } from "@mantine/core";

const KEY = "part164-theme";

function stored(): MantineColorScheme | undefined {
  try {
    const value = localStorage.getItem(KEY);
    return value === "light" || value === "dark" ? value : undefined;
  } catch {
    return undefined; // Storage may be refused by the browser; the theme then follows the system.
  }
}

function show(value: MantineColorScheme): void {
  const root = document.documentElement;
  if (value === "auto") delete root.dataset.theme;
  else root.dataset.theme = value;
}

function keep(value: MantineColorScheme): void {
  try {
    if (value === "auto") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, value);
  } catch {
    // Not kept, but shown.
  }
}

/** Light, dark, or as the system ("auto"); other tabs follow at once. */
export function colorSchemeManager(): MantineColorSchemeManager {
  let listener: ((event: StorageEvent) => void) | undefined;
  const unsubscribe = (): void => {
    if (listener !== undefined) window.removeEventListener("storage", listener);
    listener = undefined;
  };
  return {
    get: (fallback) => stored() ?? fallback,
    set: (value) => {
      keep(value);
      show(value);
    },
    subscribe: (onUpdate) => {
      listener = (event) => {
        if (event.key !== KEY) return;
        const value = stored() ?? "auto";
        show(value);
        onUpdate(value);
      };
      window.addEventListener("storage", listener);
    },
    unsubscribe,
    clear: () => {
      keep("auto");
      show("auto");
    },
  };
}
