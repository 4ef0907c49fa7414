// SPDX-License-Identifier: Apache-2.0
// Single-key shortcuts. They rest while somebody types or a dialog is open, and can be turned off (WCAG 2.2, 2.1.4).

const OFF = "part164-keys";
const TYPING = "input:not([type=checkbox]), select, textarea, [contenteditable=true]";
const handlers = new Map<string, (() => void)[]>();

/** Takes a key ("j", "/", "?", "Escape") until the returned function is called. The last taker wins. */
export function onKey(key: string, act: () => void): () => void {
  const list = handlers.get(key) ?? [];
  handlers.set(key, [...list, act]);
  return () => {
    handlers.set(
      key,
      (handlers.get(key) ?? []).filter((other) => other !== act),
    );
  };
}

/** Whether single keys act. Escape always does. */
export function keysAreOn(): boolean {
  try {
    return localStorage.getItem(OFF) !== "off";
  } catch {
    return true;
  }
}

export function setKeys(on: boolean): void {
  try {
    if (on) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "off");
  } catch {
    // The browser refuses storage: the keys stay on.
  }
}

/** Listens for the whole page; called once. */
export function listenForKeys(): () => void {
  const listen = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : null;
    if (target?.matches(TYPING) === true || document.querySelector("[role=dialog]") !== null) return;
    if (event.key !== "Escape" && !keysAreOn()) return;
    const act = handlers.get(event.key)?.at(-1);
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  document.addEventListener("keydown", listen);
  return () => document.removeEventListener("keydown", listen);
}
