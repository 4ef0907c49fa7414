// SPDX-License-Identifier: Apache-2.0
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

/** The mark: two leaves under a root. */
export function Mark(): ReactNode {
  return (
    <svg className="mark" viewBox="0 0 20 20" aria-hidden="true">
      <rect className="mark-ground" width="20" height="20" rx="5" />
      <path className="mark-line" d="M10 7v3M5.5 13v-3h9v3" />
      <rect className="mark-node" x="8" y="4" width="4" height="4" rx="1" />
      <rect className="mark-node" x="3.5" y="12.5" width="4" height="4" rx="1" />
      <rect className="mark-node" x="12.5" y="12.5" width="4" height="4" rx="1" />
    </svg>
  );
}

export function Brand(): ReactNode {
  return (
    <Link className="brand" to="/">
      <Mark />
      Part164
    </Link>
  );
}
