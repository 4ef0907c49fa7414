// SPDX-License-Identifier: Apache-2.0
// Proposing an edit of the source. Faults come back by line, and lead to it.
import { Button, TextInput, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState, type ReactNode } from "react";
import { proposePolicy, type PolicyText } from "../../api/policy.ts";
import { Tick } from "../../part/form/tick.tsx";
import { UnsavedGuard } from "../../part/form/unsaved-guard.tsx";
import { Panel } from "../../part/panel.tsx";
import { useDraft } from "../../part/question/use-draft.ts";
import { Empty } from "../../part/say/empty.tsx";
import { fieldFault, Faults, problemFrom } from "../../part/say/faults.tsx";
import { Notice } from "../../part/say/notice.tsx";
import { lineOf } from "./policy-words.ts";

export function PolicyEdit({ of: text }: { of: PolicyText }): ReactNode {
  if (text.source === null) {
    return (
      <Panel title="Propose an edit">
        <Empty
          kind="nothing-due"
          title="Its source is not here"
          says="The repository does not have this commit any more. What was approved is kept, but it was filled in already."
        />
      </Panel>
    );
  }
  return <Editing of={text} source={text.source} />;
}

function Editing({ of: text, source }: { of: PolicyText; source: string }): ReactNode {
  const client = useQueryClient();
  const navigate = useNavigate();
  const area = useRef<HTMLTextAreaElement>(null);
  const isSaved = useRef(false);
  const [isTried, setTried] = useState(false);
  const draft = useDraft(`policy ${text.id}`, { source, summary: "", material: undefined });
  const typed = { source: String(draft.answers["source"] ?? ""), summary: String(draft.answers["summary"] ?? "") };
  const material = draft.answers["material"];
  const propose = useMutation({
    mutationFn: () =>
      proposePolicy({ policy: text.policy, text: typed.source, summary: typed.summary.trim(), isMaterial: material === "yes" }),
    onSuccess: async ({ proposed }) => {
      isSaved.current = true;
      await Promise.all(["policies", "policy"].map((key) => client.invalidateQueries({ queryKey: [key] })));
      const own = proposed.find(({ policy }) => policy === text.policy);
      await navigate({
        to: "/policies/$policy",
        params: { policy: text.policy },
        search: own === undefined ? {} : { version: own.id, view: "changes" },
      });
    },
  });
  const faults = propose.error === null ? [] : problemFrom(propose.error).fields.filter(({ at }) => lineOf(at) !== null);
  const summaryFault = isTried && typed.summary.trim().length < 3 ? "Say what changes, and why." : fieldFault(propose.error, "/summary");
  const materialFault = isTried && material === undefined ? "Say whether it is material." : null;
  const goTo = (line: number): void => {
    const node = area.current;
    if (node === null) return;
    const lines = typed.source.split("\n");
    const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    node.focus();
    node.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    node.scrollTop = (node.scrollHeight * (line - 4)) / lines.length;
  };
  return (
    <Panel title="Propose an edit" note="Markdown, before it is filled in" padded>
      <form
        className="stack loose"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (typed.summary.trim().length >= 3 && material !== undefined && !propose.isPending) propose.mutate();
        }}
      >
        <UnsavedGuard isDirty={draft.isDirty} mayLeave={() => isSaved.current} />
        {faults.length === 0 ? null : (
          <Notice tone="harm" title={faults.length === 1 ? "One fault in the text." : `${faults.length} faults in the text.`}>
            <ul className="lint">
              {faults.map(({ at, says }) => (
                <li key={`${at} ${says}`}>
                  <button type="button" className="as-link" onClick={() => goTo(lineOf(at) ?? 1)}>
                    Line {lineOf(at)}
                  </button>
                  {at.includes(text.policy) ? "" : ` of ${at.replace(/^\//, "").replace(/:\d+$/, "")}`}: {says}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        <Textarea
          ref={area}
          label="Source"
          description="Raise “version” at the top. Names in braces are filled in from the profile and from the parameters at the top."
          rows={28}
          spellCheck
          classNames={{ input: "input source" }}
          value={typed.source}
          onChange={({ currentTarget }) => draft.set("source", currentTarget.value)}
        />
        <TextInput
          label="What changes, and why"
          maxLength={500}
          value={typed.summary}
          error={summaryFault}
          onChange={({ currentTarget }) => draft.set("summary", currentTarget.value)}
        />
        <fieldset className="field">
          <legend className="label">Is the change material?</legend>
          <div className="ticks">
            <Tick
              label="Yes"
              hint="Everybody acknowledges it anew."
              oneOf="material"
              checked={material === "yes"}
              onChecked={() => draft.set("material", "yes")}
            />
            <Tick
              label="No"
              hint="Wording only; earlier acknowledgements stand."
              oneOf="material"
              checked={material === "no"}
              onChecked={() => draft.set("material", "no")}
            />
          </div>
          {materialFault === null ? null : (
            <p className="field-error" role="alert">
              {materialFault}
            </p>
          )}
        </fieldset>
        <Faults error={faults.length > 0 ? null : propose.error} beside={["/summary"]} />
        <div className="row">
          <Button
            type="submit"
            variant="filled"
            loading={propose.isPending}
            {...(typed.source === source ? { "aria-disabled": true, title: "Nothing differs yet." } : {})}
          >
            Propose
          </Button>
        </div>
      </form>
    </Panel>
  );
}
