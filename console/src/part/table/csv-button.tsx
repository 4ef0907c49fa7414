// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { IconDownload } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Glyph } from "../glyph.tsx";
import { save } from "../save.ts";
import { Faults } from "../say/faults.tsx";

export type CsvButtonProps = {
  /** Of the file, without its end. */
  readonly file: string;
  /** Says which list's, where a page has several. */
  readonly label?: string;
  readonly title?: string;
  readonly size?: "xs" | "sm";
  readonly read: () => string | Promise<string>;
};

/** Saves a list as it is narrowed, all of its pages. Never given to a list of individuals or records: that file would be a disclosure. */
export function CsvButton({ file, label, title, size = "xs", read }: CsvButtonProps): ReactNode {
  const exported = useMutation({ mutationFn: async () => read(), onSuccess: (text) => save(`${file}.csv`, text, "text/csv") });
  return (
    <>
      <Button
        size={size}
        className="no-print"
        onClick={() => exported.mutate()}
        loading={exported.isPending}
        {...(title === undefined ? {} : { title })}
        {...(label === undefined ? {} : { "aria-label": `Export CSV: ${label}` })}
      >
        <Glyph of={IconDownload} size={14} />
        Export CSV
      </Button>
      <Faults error={exported.error} />
    </>
  );
}
