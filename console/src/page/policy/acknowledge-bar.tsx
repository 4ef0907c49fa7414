// SPDX-License-Identifier: Apache-2.0
// Reading, one by one: acknowledge what is open, go to the next, see how far one is.
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { acknowledgePolicy, policiesQuery, type Policy, type PolicyText } from "../../api/policy.ts";
import { LinkButton } from "../../part/link-button.tsx";
import { Faults } from "../../part/say/faults.tsx";
import { isUnread, nextUnread, progressOf } from "./policy-words.ts";

export function AcknowledgeBar({ of: text, policies }: { of: PolicyText; policies: readonly Policy[] }): ReactNode {
  const client = useQueryClient();
  const navigate = useNavigate();
  const own = policies.find(({ policy }) => policy === text.policy);
  const next = nextUnread(policies, text.policy);
  const { done, all } = progressOf(policies);
  const acknowledge = useMutation({
    mutationFn: () => acknowledgePolicy({ id: text.id, sha256: text.sha256 }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: policiesQuery.queryKey });
      void client.invalidateQueries({ queryKey: ["acknowledgements"] });
      if (next === undefined) await navigate({ to: "/policies" });
      else await navigate({ to: "/policies/$policy", params: { policy: next.policy }, search: {} });
    },
  });
  return (
    <section className="acknowledge no-print" aria-label="Acknowledgement">
      <Faults error={acknowledge.error} />
      <div className="row wrap">
        <span>
          <strong className="num">
            {done} of {all}
          </strong>{" "}
          <span className="muted">acknowledged</span>
        </span>
        <progress max={all} value={done} aria-label="Policies acknowledged by you" />
        <span className="push row wrap">
          {own !== undefined && isUnread(own) ? (
            <Button variant="filled" onClick={() => acknowledge.mutate()} loading={acknowledge.isPending}>
              {next === undefined ? "I have read it, and acknowledge it" : "I have read it, and acknowledge it: next"}
            </Button>
          ) : null}
          {next === undefined ? null : (
            <LinkButton to="/policies/$policy" params={{ policy: next.policy }} search={{}}>
              {own !== undefined && isUnread(own) ? "Skip for now" : "Next unread"}
            </LinkButton>
          )}
        </span>
      </div>
    </section>
  );
}
