// SPDX-License-Identifier: Apache-2.0
// The palette is fed by the shell and by the page that is open; a page's own actions come first.
import { useEffect, useSyncExternalStore } from "react";

export type PageAction = { readonly id: string; readonly label: string; readonly description?: string; readonly onAct: () => void };

let actions: readonly PageAction[] = [];
const listeners = new Set<() => void>();

function set(next: readonly PageAction[]): void {
  actions = next;
  for (const listener of listeners) listener();
}

/** Offers a page's actions while it is open. Pass a stable list (useMemo). */
export function useOfferActions(offered: readonly PageAction[]): void {
  useEffect(() => {
    set(offered);
    return () => set([]);
  }, [offered]);
}

export function usePageActions(): readonly PageAction[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => actions,
  );
}
