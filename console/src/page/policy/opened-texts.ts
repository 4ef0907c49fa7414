// SPDX-License-Identifier: Apache-2.0
// Which texts were open on this page's watch. In memory: it reminds an approver, it proves nothing.
import { useSyncExternalStore } from "react";

let opened: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

export function noteOpened(version: string): void {
  if (opened.has(version)) return;
  opened = new Set([...opened, version]);
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function useOpened(): ReadonlySet<string> {
  return useSyncExternalStore(subscribe, () => opened);
}
