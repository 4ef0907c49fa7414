// SPDX-License-Identifier: Apache-2.0
import { Button, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, type ReactNode } from "react";
import { moveSubmission, type Answers, type Filed } from "../../api/form.ts";
import { organizationQuery } from "../../api/organization.ts";
import { requirementsQuery } from "../../api/requirement.ts";
import { UnsavedGuard } from "../../part/form/unsaved-guard.tsx";
import { Panel } from "../../part/panel.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { fieldFault, Faults } from "../../part/say/faults.tsx";
import { Notice } from "../../part/say/notice.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { useMay } from "../../session/session-context.ts";
import { isVacated } from "../requirement/requirement-words.ts";
import { RulesSaid } from "./rules-said.tsx";

export type ProfileResultProps = {
  readonly held: Filed | null;
  readonly answers: Answers;
  readonly isDirty: boolean;
  readonly save: () => Promise<Filed>;
  readonly onAnswer: (name: string, value: unknown) => void;
  readonly onBack: () => void;
};

/** Whom a paragraph binds that does not bind such an organization. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  "covered-entity": ["business-associate"],
  "business-associate": ["covered-entity", "group-health-plan"],
};

/** What adopting does, said before it is done: gaps are the truth of a first day, not a failure. */
function WhatFollows({ entity }: { entity: string | null }): ReactNode {
  const may = useMay("report.requirement.list");
  const { data } = useQuery({ ...requirementsQuery, enabled: may });
  const others = OTHERS[entity ?? ""] ?? [];
  const bound = data?.items.filter((item) => !isVacated(item) && !others.includes(item.appliesTo)).length;
  return (
    <Notice
      tone="act"
      title={`Once you adopt this, ${bound === undefined ? "" : `${bound} `}paragraphs of Part 164 are judged as binding you.`}
    >
      Most start as gaps: nothing has been shown for them yet. Home leads through them, one step at a time.
    </Notice>
  );
}

/** What the saved answers come to. The advice of counsel is asked for here, where it is known whether it is needed. */
export function ProfileResult({ held, answers, isDirty, save, onAnswer, onBack }: ProfileResultProps): ReactNode {
  const client = useQueryClient();
  const navigate = useNavigate();
  const isDone = useRef(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const organization = useQuery({ ...organizationQuery, staleTime: 0 });
  const rules = organization.data?.rules ?? null;
  const needsCounsel = rules !== null && rules.counsel.length > 0;
  const advice = typeof answers["counselAdvice"] === "string" ? answers["counselAdvice"] : "";
  useEffect(() => heading.current?.focus(), []);
  const keep = useMutation({ mutationFn: save });
  const adopt = useMutation({
    mutationFn: async () => {
      const current = isDirty || held === null ? await save() : held;
      return moveSubmission(current, { move: "adopt" });
    },
    onSuccess: async () => {
      isDone.current = true;
      await Promise.all(
        ["organization", "submission", "submissions", "session", "requirements", "requirement", "home"].map((key) =>
          client.invalidateQueries({ queryKey: [key] }),
        ),
      );
      await navigate({ to: "/organization" });
    },
  });
  const notYet = needsCounsel && advice.trim() === "" ? "Write down what counsel advised first." : undefined;
  return (
    <div className="questions">
      <UnsavedGuard isDirty={isDirty} mayLeave={() => isDone.current} />
      <h2 tabIndex={-1} ref={heading} className="sr">
        What your answers come to
      </h2>
      <Panel title="What your answers come to" padded>
        {organization.isPending ? (
          <Waiting lines={4} />
        ) : rules === null ? (
          <Empty kind="failed" error={organization.error} onRetry={() => void organization.refetch()} />
        ) : (
          <div className="stack loose">
            <RulesSaid of={rules} />
            <WhatFollows entity={rules.entity} />
          </div>
        )}
      </Panel>
      <Textarea
        label={needsCounsel ? "What counsel advised, who and when" : "What counsel advised, who and when (optional)"}
        description="This tells what the rules say of such answers; it is not legal advice."
        rows={3}
        value={advice}
        error={fieldFault(adopt.error, "/answers/counselAdvice")}
        onChange={({ currentTarget }) => onAnswer("counselAdvice", currentTarget.value === "" ? undefined : currentTarget.value)}
      />
      <Faults error={adopt.error ?? keep.error} beside={["/answers/counselAdvice"]} />
      <div className="row wrap">
        <Button
          variant="filled"
          loading={adopt.isPending}
          onClick={() => (notYet === undefined && !adopt.isPending ? adopt.mutate() : undefined)}
          {...(notYet === undefined ? {} : { "aria-disabled": true, title: notYet })}
        >
          {adopt.isPending ? "Adopting" : "Adopt"}
        </Button>
        <Button
          onClick={() =>
            keep.mutate(undefined, {
              onSuccess: () => {
                isDone.current = true;
                void navigate({ to: "/organization" });
              },
            })
          }
        >
          Save and finish later
        </Button>
        <Button variant="subtle" onClick={onBack}>
          Back
        </Button>
      </div>
      {notYet === undefined ? null : <p className="hint">{notYet}</p>}
    </div>
  );
}
