// SPDX-License-Identifier: Apache-2.0
import { useEffect, type RefObject } from "react";
import { onKey } from "../../shell/keys.ts";

/** j and k move between the row links of a table; Enter then opens, as it does on any link. */
export function useRowKeys(table: RefObject<HTMLElement | null>, enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return;
    const move = (step: 1 | -1): void => {
      const links = [...(table.current?.querySelectorAll<HTMLElement>("[data-row-link]") ?? [])];
      const here = links.findIndex((link) => link === document.activeElement);
      const current = here === -1 ? links.findIndex((link) => link.closest("[aria-current]") !== null) : here;
      const next = links[Math.min(links.length - 1, Math.max(0, current === -1 ? 0 : current + step))];
      next?.focus();
    };
    const stops = [onKey("j", () => move(1)), onKey("k", () => move(-1))];
    return () => stops.forEach((stop) => stop());
  }, [table, enabled]);
}
