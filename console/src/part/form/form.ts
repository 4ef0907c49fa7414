// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, type RefObject, type SubmitEvent } from "react";

/** Takes a submit and gives the typed values, trimmed, by field name. The fields keep what was typed, also when it fails. */
export function onValues(act: (values: Readonly<Record<string, string>>) => void): (event: SubmitEvent<HTMLFormElement>) => void {
  return (event) => {
    event.preventDefault();
    const entries = [...new FormData(event.currentTarget).entries()];
    act(
      Object.fromEntries(
        entries.map(([name, value]) => [
          name,
          typeof value === "string" && !name.toLowerCase().includes("password") ? value.trim() : String(value),
        ]),
      ),
    );
  };
}

/** A form whose first wrong field takes the focus when the server refuses it. */
export function useFaultFocus(error: unknown): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (error !== null && error !== undefined) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [error]);
  return form;
}
