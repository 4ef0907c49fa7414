// SPDX-License-Identifier: Apache-2.0
// Why threats do not matter here: one reason for all the lines that are chosen.
import { Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { decide, type AnalysisDetail } from "../../api/risk.ts";
import { Dialog } from "../../part/float/dialog.tsx";
import { Form } from "../../part/form/form.tsx";
import { fieldFault } from "../../part/say/faults.tsx";
import { plural } from "../../time/times.ts";
import type { ShownLine } from "./risk-words.ts";

export type DecideProps = {
  readonly analysis: AnalysisDetail;
  readonly lines: readonly ShownLine[];
  /** Some of them were decided already. */
  readonly isChange: boolean;
  readonly onDecided: () => void;
  readonly onClose: () => void;
};

const SHOWN = 4;

/** Which lines it is about. */
export function AboutLines({ lines }: Pick<DecideProps, "lines">): ReactNode {
  const more = lines.length - SHOWN;
  return (
    <div className="muted">
      <ul>
        {lines.slice(0, SHOWN).map(({ key, assetName, threatSays }) => (
          <li key={key}>
            {assetName}: {threatSays}
          </li>
        ))}
      </ul>
      {more > 0 ? `And ${plural(more, "more", "more")}.` : null}
    </div>
  );
}

export function NoMatterDialog({ analysis, lines, isChange, onDecided, onClose }: DecideProps): ReactNode {
  const refs = lines.map(({ asset, threat }) => ({ asset, threat }));
  const send = useMutation({
    mutationFn: ({ why = "" }: Readonly<Record<string, string>>) =>
      decide(analysis.id, { decision: "no-matter", lines: refs, why, isChange }, analysis.version),
    onSuccess: onDecided,
  });
  return (
    <Dialog opened onClose={onClose} title="Does not matter here">
      <Form
        error={send.error}
        beside={["/why"]}
        verb="It does not matter"
        doing="Writing it down"
        isPending={send.isPending}
        onValues={send.mutate}
      >
        <AboutLines lines={lines} />
        <Textarea
          label="Because"
          description="At least ten characters. An auditor reads it in the report."
          name="why"
          required
          withAsterisk={false}
          minLength={10}
          maxLength={5000}
          rows={3}
          data-autofocus
          error={fieldFault(send.error, "/why")}
        />
      </Form>
    </Dialog>
  );
}
