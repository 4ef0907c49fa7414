// SPDX-License-Identifier: Apache-2.0
import { Modal } from "@mantine/core";
import type { ReactNode } from "react";

export type DialogProps = {
  readonly opened: boolean;
  readonly title: string;
  readonly onClose: () => void;
  /** What is shown must be kept before it is gone: only a button of its own closes it. */
  readonly isSticky?: boolean;
  readonly size?: "md" | "lg";
  readonly children: ReactNode;
};

/** Traps the focus, gives it back, and is named by its title. */
export function Dialog({ opened, title, onClose, isSticky = false, size = "md", children }: DialogProps): ReactNode {
  return (
    <Modal.Root opened={opened} onClose={onClose} size={size} closeOnClickOutside={!isSticky} closeOnEscape={!isSticky}>
      <Modal.Overlay />
      <Modal.Content>
        <div className="dialog-head">
          <Modal.Title>{title}</Modal.Title>
          {isSticky ? null : <Modal.CloseButton aria-label="Close" title="Close (Esc)" />}
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
