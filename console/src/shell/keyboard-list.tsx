// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from "react";
import { Dialog } from "../part/float/dialog.tsx";
import { Facts } from "../part/facts.tsx";
import { keysAreOn, setKeys } from "./keys.ts";
import { Tick } from "../part/form/tick.tsx";

const KEYS: readonly (readonly [string, readonly string[]])[] = [
  ["Search or jump anywhere", ["Ctrl K"]],
  ["Find on this page", ["/"]],
  ["Next row", ["j"]],
  ["Row before", ["k"]],
  ["Open the row", ["Enter"]],
  ["Close the detail", ["Esc"]],
  ["This list", ["?"]],
];

/** What the keys do, and the switch that turns single keys off (WCAG 2.2, 2.1.4). */
export function KeyboardList({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactNode {
  const [on, setOn] = useState(keysAreOn);
  const change = (value: boolean): void => {
    setKeys(value);
    setOn(value);
  };
  return (
    <Dialog opened={opened} onClose={onClose} title="Keyboard">
      <div className="stack loose">
        <Facts
          of={KEYS.map(([says, keys]) => [
            says,
            <span className="row" key={says}>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </span>,
          ])}
        />
        <Tick
          label="Single keys act"
          hint="Turn this off if a dictation or scanning tool sends keys of its own. Ctrl K and Esc always act."
          checked={on}
          onChecked={change}
        />
      </div>
    </Dialog>
  );
}
