// SPDX-License-Identifier: Apache-2.0
// What was decided about a paragraph: an addressable specification is never met without that record; what does not apply has its reason.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { formsQuery } from "../../api/form.ts";
import { ORGANIZATION_LOG } from "../../api/log.ts";
import type { RequirementDetail } from "../../api/requirement.ts";
import { Cite } from "../../part/cite.tsx";
import { Facts } from "../../part/facts.tsx";
import { LinkButton } from "../../part/link-button.tsx";
import { ProofBadge } from "../../part/status/proof-badge.tsx";
import { DueDay } from "../../part/status/verdict.tsx";
import { useMay } from "../../session/session-context.ts";

const CHOICE_SAYS: Readonly<Record<string, string>> = {
  implement: "We implement it as written.",
  alternative: "We implement an equivalent alternative measure.",
  "not-reasonable": "Neither: not reasonable and appropriate here, and the standard is met without it.",
};

export function DecisionSection({ of: requirement }: { of: RequirementDetail }): ReactNode {
  const mayList = useMay("program.form.list");
  const forms = useQuery({ ...formsQuery, enabled: mayList });
  const mayFile = (form: string): boolean => forms.data?.some(({ name, mayFile: may }) => name === form && may) === true;
  const { cite, designation, decision, exclusion } = requirement;
  if (designation === "addressable") {
    return (
      <section>
        <h3>Decision</h3>
        {decision === null ? (
          <p>
            None is recorded. Addressable does not mean optional: until somebody decides and says why, this is at most partly met (
            <Cite of="164.306(d)" />
            ).
          </p>
        ) : (
          <>
            <p>{CHOICE_SAYS[decision.choice] ?? decision.choice}</p>
            <Record of={decision} />
          </>
        )}
        {mayFile("addressable-decision") ? (
          <p className="decide">
            <LinkButton size="xs" to="/forms/$form/new" params={{ form: "addressable-decision" }} search={{ about: cite }}>
              {decision === null ? "Decide" : "Decide again"}
            </LinkButton>
          </p>
        ) : null}
      </section>
    );
  }
  if (exclusion === null) return null;
  return (
    <section>
      <h3>Does not apply</h3>
      <p>It is left out, for a reason that somebody else approved.</p>
      <Record of={exclusion} />
    </section>
  );
}

function Record({
  of: { submission, reviewOn, event },
}: {
  of: { submission: string; reviewOn: string | null; event: string };
}): ReactNode {
  return (
    <Facts
      of={[
        [
          "On record",
          <Link key="record" to="/submissions/$submission" params={{ submission }}>
            Its reasons
          </Link>,
        ],
        ["Again by", reviewOn === null ? null : <DueDay key="review" on={reviewOn} />],
        ["Approved in", <ProofBadge key="entry" event={event} log={ORGANIZATION_LOG} state="recorded" index={null} />],
      ]}
    />
  );
}
