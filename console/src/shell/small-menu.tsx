// SPDX-License-Identifier: Apache-2.0
import { Drawer } from "@mantine/core";
import type { ReactNode } from "react";
import { SideBar } from "./side-bar.tsx";

/** The side bar under 1024 px: a drawer that traps the focus and gives it back. */
export function SmallMenu({ onClose, onKeyboardList }: { onClose: () => void; onKeyboardList: () => void }): ReactNode {
  return (
    <Drawer.Root opened onClose={onClose} size="17rem" padding={0}>
      <Drawer.Overlay />
      <Drawer.Content aria-label="Menu">
        <div className="drawer-side">
          <SideBar onKeyboardList={onKeyboardList} onGo={onClose} />
        </div>
      </Drawer.Content>
    </Drawer.Root>
  );
}
