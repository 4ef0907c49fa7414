// SPDX-License-Identifier: Apache-2.0
import { Link } from "@tanstack/react-router";
import { useContext, type ReactNode } from "react";
import { SessionContext } from "../session/session-context.ts";

/** A paragraph of the rule, a link into it; for somebody who may not enter Requirements, its words alone. */
export function Cite({ of }: { of: string }): ReactNode {
  const session = useContext(SessionContext);
  if (session !== null && !session.may.includes("report.requirement.read"))
    return (
      <span className="cite" title={`45 CFR ${of}`}>
        {of}
      </span>
    );
  return (
    <Link className="cite" to="/requirements/$cite" params={{ cite: of }} search={{}} title={`45 CFR ${of}`}>
      {of}
    </Link>
  );
}
