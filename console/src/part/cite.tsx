// SPDX-License-Identifier: Apache-2.0
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

/** A paragraph of the rule, always a link into it. */
export function Cite({ of }: { of: string }): ReactNode {
  return (
    <Link className="cite" to="/requirements/$cite" params={{ cite: of }} search={{}} title={`45 CFR ${of}`}>
      {of}
    </Link>
  );
}
