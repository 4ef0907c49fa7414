// SPDX-License-Identifier: Apache-2.0
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { FormKind } from "../../api/form.ts";

export const ROOM_SAYS: Readonly<Record<string, string>> = {
  organization: "Organization",
  decisions: "Decisions",
  changes: "Changes",
  workforce: "Workforce",
  evaluation: "Evaluation",
  registers: "Registers",
};

/** Forms that are filled in on a page of their own. */
export const OWN_PAGE: Readonly<Record<string, "/organization/profile">> = { "organization-profile": "/organization/profile" };

/** "in use" to "In use". */
export function capital(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

export function FormCrumbs({ form }: { form: Pick<FormKind, "name" | "plural"> | undefined }): ReactNode {
  return (
    <>
      <Link to="/forms">Forms</Link>
      {form === undefined ? null : (
        <>
          <span aria-hidden="true">/</span>
          <Link to="/forms/$form" params={{ form: form.name }} search={{}}>
            {form.plural}
          </Link>
        </>
      )}
    </>
  );
}
