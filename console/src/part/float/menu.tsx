// SPDX-License-Identifier: Apache-2.0
// A menu button as the ARIA Authoring Practices describe it. The kit's own menu floats anywhere and weighs as much as a page;
// this one opens above or below its button, which is all the side bar needs.
import { IconCheck, type Icon } from "@tabler/icons-react";
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from "react";
import { Glyph } from "../glyph.tsx";

export type MenuItem = {
  readonly id: string;
  readonly label: string;
  readonly icon?: Icon;
  /** One of several, and whether it is the one; absent for an act. */
  readonly isChosen?: boolean;
  readonly onAct: () => void;
};
export type MenuProps = {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly side: "above" | "below";
  readonly className: string;
  readonly children: ReactNode;
};

/** `children` is what the button shows; `label` names the menu. */
export function Menu({ label, items, side, className, children }: MenuProps): ReactNode {
  const [opened, setOpened] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const close = (): void => {
    setOpened(false);
    button.current?.focus();
  };
  useOutside(box, opened, () => setOpened(false));
  useEffect(() => {
    if (opened) itemsIn(box.current).at(0)?.focus();
  }, [opened]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const target = event.key === "Tab" || !opened ? undefined : nextFocus(box.current, event.key);
    if (event.key === "Tab") setOpened(false);
    if (event.key === "Escape" && opened) close();
    if (!opened && event.target === button.current && (event.key === "ArrowDown" || event.key === "ArrowUp")) setOpened(true);
    target?.focus();
    if (target !== undefined || (opened && event.key === "Escape")) event.preventDefault();
  };
  return (
    <div className="menu-box" ref={box} onKeyDown={onKeyDown} role="presentation">
      <button
        type="button"
        className={className}
        ref={button}
        aria-haspopup="menu"
        aria-expanded={opened}
        aria-controls={opened ? id : undefined}
        onClick={() => setOpened(!opened)}
      >
        {children}
      </button>
      {opened ? (
        <div className="menu" id={id} role="menu" aria-label={label} data-side={side}>
          {items.map((item) => (
            <button
              key={item.id}
              type="button"
              tabIndex={-1}
              {...(item.isChosen === undefined ? { role: "menuitem" } : { role: "menuitemradio", "aria-checked": item.isChosen })}
              onClick={() => {
                close();
                item.onAct();
              }}
            >
              {item.isChosen === true ? (
                <Glyph of={IconCheck} />
              ) : item.icon === undefined ? (
                <span className="icon" />
              ) : (
                <Glyph of={item.icon} />
              )}
              {item.label}
            </button>
          ))}
        </div>
      ) : null}
    </div>
  );
}

function itemsIn(box: HTMLElement | null): readonly HTMLElement[] {
  return [...(box?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];
}

/** Arrow keys go round, Home and End jump, a letter goes to the next item that begins with it. */
function nextFocus(box: HTMLElement | null, key: string): HTMLElement | undefined {
  const items = itemsIn(box);
  const here = items.findIndex((item) => item === document.activeElement);
  if (key === "ArrowDown") return items[(here + 1) % items.length];
  if (key === "ArrowUp") return items.at(here <= 0 ? -1 : here - 1);
  if (key === "Home") return items.at(0);
  if (key === "End") return items.at(-1);
  if (key.length !== 1 || key === " ") return undefined;
  const after = [...items.slice(here + 1), ...items.slice(0, here + 1)];
  return after.find((item) => item.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()));
}

function useOutside(box: RefObject<HTMLElement | null>, enabled: boolean, onOutside: () => void): void {
  useEffect(() => {
    if (!enabled) return;
    const listen = (event: PointerEvent): void => {
      if (event.target instanceof Node && box.current?.contains(event.target) !== true) onOutside();
    };
    document.addEventListener("pointerdown", listen);
    return () => document.removeEventListener("pointerdown", listen);
  });
}
