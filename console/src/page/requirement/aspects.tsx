// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { IconPlayerPlay } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { ORGANIZATION_LOG } from "../../api/log.ts";
import { runCheck, type Aspect, type CheckResult, type RequirementDetail } from "../../api/requirement.ts";
import { Empty } from "../../part/say/empty.tsx";
import { Faults } from "../../part/say/faults.tsx";
import { Glyph } from "../../part/glyph.tsx";
import { ProofBadge } from "../../part/status/proof-badge.tsx";
import { useMay } from "../../session/session-context.ts";
import { Status } from "../../part/status/verdict.tsx";
import { When } from "../../part/when.tsx";
import { span } from "../../time/times.ts";

const STATE_SAYS: Readonly<Record<Aspect["state"], string>> = {
  holds: "Holds",
  fails: "Fails",
  unproven: "Not proven",
  unbound: "Nothing checks this yet",
  "not-applicable": "Not applicable",
};

/** What must be true for the paragraph, and the checks that show it; each result is one step from its entry. */
export function Aspects({ of: { aspects, cite } }: { of: RequirementDetail }): ReactNode {
  if (aspects.length === 0) {
    return (
      <section>
        <h3>Checks</h3>
        <Empty
          kind="not-set-up"
          title="No check yet"
          says="No safeguard answers for this paragraph. It stays not assessed until one does."
        />
      </section>
    );
  }
  return (
    <section>
      <h3>Checks and evidence</h3>
      {aspects.map((aspect) => (
        <div className="aspect" key={aspect.name}>
          <div className="row">
            <span>{aspect.says}</span>
            <span className={aspect.state === "fails" ? "push small harm nowrap" : "push small muted nowrap"}>
              {STATE_SAYS[aspect.state]}
            </span>
          </div>
          <ul>
            {aspect.checks.map((check) => (
              <CheckLine key={check.check} of={check} cite={cite} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function CheckLine({ of: check, cite }: { of: CheckResult; cite: string }): ReactNode {
  const client = useQueryClient();
  const mayRun = useMay("report.check.run");
  const run = useMutation({
    mutationFn: () => runCheck(check.check),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["requirement", cite] }),
        client.invalidateQueries({ queryKey: ["requirements"] }),
        client.invalidateQueries({ queryKey: ["home"] }),
      ]),
  });
  return (
    <li className="checkline">
      <span>{check.says}</span>
      <span className="row">
        <Status is={check.status} />
      </span>
      <span className="small muted">
        {check.observed.replace(/\.$/, "")}
        {check.observed === "" ? "" : ". "}
        {check.at === null ? "Never run." : <When at={check.at} />}
        {check.at === null ? "" : `, counts for ${span(check.freshForMs)}`}
      </span>
      <span className="row">
        {check.event === null ? null : (
          <ProofBadge
            event={check.event}
            log={ORGANIZATION_LOG}
            state={check.index === null ? "recorded" : "in-checkpoint"}
            index={check.index}
          />
        )}
        {mayRun ? (
          <Button
            size="xs"
            variant="subtle"
            className="no-print"
            onClick={() => run.mutate()}
            loading={run.isPending}
            aria-label={`Run the check: ${check.says}`}
          >
            <Glyph of={IconPlayerPlay} size={14} />
            {run.isPending ? "Running" : "Run"}
          </Button>
        ) : null}
      </span>
      {run.isError ? (
        <div className="wide">
          <Faults error={run.error} />
        </div>
      ) : null}
      {run.isSuccess && !run.isPending ? <output className="wide small muted">Ran just now. The result is in the ledger.</output> : null}
    </li>
  );
}
