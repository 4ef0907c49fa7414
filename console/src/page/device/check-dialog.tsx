// SPDX-License-Identifier: Apache-2.0
// A minute for one device: what its settings show, signed at once.
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState, type ReactNode } from "react";
import type { Device } from "../../api/device.ts";
import { createSubmission, formsQuery, moveSubmission, startFields, type Answers } from "../../api/form.ts";
import { Dialog } from "../../part/float/dialog.tsx";
import { answersToSend, faultsIn } from "../../part/question/answers.ts";
import { answerFaults } from "../../part/question/questionnaire.tsx";
import { Questions, useFocusOnFault } from "../../part/question/questions.tsx";
import { Faults } from "../../part/say/faults.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { dayOf } from "../../time/times.ts";
import { useNow, useZone } from "../../time/use-now.ts";
import { looksOf } from "./device-words.ts";

const NONE: ReadonlyMap<string, string> = new Map();
const KNOWN = ["device", "looks"];

type Props = { readonly of: Pick<Device, "id" | "name" | "kind">; readonly onClose: () => void };

export function CheckDialog({ of: device, onClose }: Props): ReactNode {
  const forms = useQuery(formsQuery);
  const client = useQueryClient();
  const form = forms.data?.find(({ name }) => name === "workstation-check");
  const fields = useMemo(() => (form === undefined ? [] : startFields(form)), [form]);
  const day = dayOf(useNow(), useZone());
  const [answers, setAnswers] = useState<Answers>({ device: device.id, looks: looksOf(device.kind), checkedOn: day });
  const [own, setOwn] = useState(NONE);
  const sign = useMutation({
    mutationFn: async () => {
      const filed = await createSubmission("workstation-check", answersToSend(fields, answers));
      await moveSubmission(filed, { move: "sign" });
    },
    onSuccess: async () => {
      await Promise.all(["submission", "submissions", "tasks", "requirements"].map((key) => client.invalidateQueries({ queryKey: [key] })));
      onClose();
    },
  });
  const faults = useMemo(() => (own.size > 0 ? own : answerFaults(sign.error)), [own, sign.error]);
  const ref = useFocusOnFault(faults);
  return (
    <Dialog opened onClose={onClose} title={`Check ${device.name}`} size="lg">
      {form === undefined ? (
        <Waiting lines={6} />
      ) : (
        <form
          ref={ref}
          className="stack loose"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            const found = faultsIn(fields, answers);
            setOwn(found);
            if (found.size === 0 && !sign.isPending) sign.mutate();
          }}
        >
          <p className="muted">Look at its settings and write down what they show, good or not. It is signed under your name.</p>
          <Questions
            fields={fields.filter(({ name }) => !KNOWN.includes(name))}
            answers={answers}
            onAnswer={(name, value) => setAnswers((old) => ({ ...old, [name]: value }))}
            faults={faults}
          />
          <Faults error={own.size > 0 ? null : sign.error} beside={[...faults.keys()].map((name) => `/answers/${name}`)} />
          <div className="row">
            <Button type="submit" variant="filled" loading={sign.isPending}>
              Sign
            </Button>
            <Button onClick={onClose}>Not now</Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
