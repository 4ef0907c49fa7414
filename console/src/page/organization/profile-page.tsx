// SPDX-License-Identifier: Apache-2.0
// The organization's profile in four steps. The last shows what the answers come to, as the server derives it, before it is adopted.
import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMemo, useState, type ReactNode } from "react";
import {
  amendSubmission,
  createSubmission,
  formsQuery,
  startFields,
  submissionQuery,
  type Answers,
  type Filed,
  type FormField,
  type FormKind,
  type SubmissionDetail,
} from "../../api/form.ts";
import { organizationQuery } from "../../api/organization.ts";
import { LinkButton } from "../../part/link-button.tsx";
import { faultsIn } from "../../part/question/answers.ts";
import { Questionnaire } from "../../part/question/questionnaire.tsx";
import { useDraft } from "../../part/question/use-draft.ts";
import { Empty } from "../../part/say/empty.tsx";
import { Notice } from "../../part/say/notice.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { PageHead } from "../../shell/page-head.tsx";
import { ProfileResult } from "./profile-result.tsx";

const NAME = "organization-profile";

/** Which questions stand together. What the form asks and is not named here comes in the third step. */
const STEPS: readonly { readonly says: string; readonly names: readonly string[] }[] = [
  { says: "What you do", names: ["about", "does", "providesCare", "sendsTransactions", "forCoveredEntity", "forAssociate"] },
  { says: "Special cases", names: ["isPlan", "isClearinghouse", "isHybrid", "isConsumerOnly", "isDeidentifiedOnly"] },
  { says: "People and names", names: [] },
];
const RESULT = STEPS.length;

function fieldsOf(fields: readonly FormField[], step: number): readonly FormField[] {
  const named = STEPS.flatMap(({ names }) => names);
  const asked = fields.filter(({ name }) => name !== "about" && name !== "counselAdvice");
  const own = STEPS[step]?.names ?? [];
  return own.length > 0 ? asked.filter(({ name }) => own.includes(name)) : asked.filter(({ name }) => !named.includes(name));
}

export function ProfilePage(): ReactNode {
  const organization = useQuery({ ...organizationQuery, refetchOnMount: "always" });
  const forms = useQuery(formsQuery);
  const known = organization.data?.profile ?? null;
  const profile = useQuery({ ...submissionQuery(known?.id ?? ""), enabled: known !== null, refetchOnMount: "always" });
  const form = forms.data?.find(({ name }) => name === NAME);
  const isReady = organization.isFetchedAfterMount && (known === null || profile.isFetchedAfterMount) && !forms.isPending;
  const error = organization.error ?? profile.error ?? forms.error;
  // What was found at first is what is worked on: saving changes what is found, and must not begin the page anew.
  const [begun, setBegun] = useState<{ readonly found: SubmissionDetail | null } | null>(null);
  if (begun === null && isReady && error === null) setBegun({ found: profile.data ?? null });
  return (
    <main id="main" tabIndex={-1}>
      <PageHead
        crumbs={<Link to="/organization">Organization</Link>}
        title="Organization’s profile"
        says="These answers decide which rules bind you, and fill in your policies. Nothing counts until it is adopted."
      />
      {begun === null && error !== null ? (
        <Empty kind="failed" error={error} onRetry={() => void organization.refetch()} />
      ) : begun === null ? (
        <Waiting lines={8} />
      ) : form === undefined || !form.mayFile ? (
        <Empty kind="not-yours" action={{ label: "Organization", href: "/organization" }} />
      ) : (
        <Wizard form={form} found={begun.found} />
      )}
    </main>
  );
}

function Wizard({ form, found }: { form: FormKind; found: SubmissionDetail | null }): ReactNode {
  const client = useQueryClient();
  const navigate = useNavigate();
  const fields = useMemo(() => startFields(form), [form]);
  const initial = useMemo((): Answers => ({ ...found?.answers, about: "organization" }), [found]);
  const [held, setHeld] = useState<Filed | null>(found?.state === "draft" ? found : null);
  const [saved, setSaved] = useState<Answers>(initial);
  const [step, setStep] = useState(0);
  const draft = useDraft("profile", saved);
  const isComplete = (one: number): boolean => faultsIn(fieldsOf(fields, one), draft.answers).size === 0;
  const save = async (): Promise<Filed> => {
    const whole = Object.fromEntries(Object.entries(draft.answers).filter(([, value]) => value !== undefined));
    const filed = held === null ? await createSubmission(NAME, whole) : await amendSubmission(held, whole);
    setHeld(filed);
    setSaved(draft.answers);
    await Promise.all(["organization", "submission", "submissions"].map((key) => client.invalidateQueries({ queryKey: [key] })));
    return filed;
  };
  const own = fieldsOf(fields, step);
  /** The result is of what was saved: until then, the step that is wanting, or the last, whose button saves. */
  const resultOr = (): number => {
    const wanting = STEPS.findIndex((_, one) => !isComplete(one));
    return wanting !== -1 ? wanting : draft.isDirty || held === null ? RESULT - 1 : RESULT;
  };
  return (
    <>
      {found !== null && found.state !== "draft" ? (
        <div className="before-questions">
          <Notice tone="act" title="The profile in force stays in force until this one is adopted.">
            Its answers are filled in below.
          </Notice>
        </div>
      ) : null}
      <nav className="steps-nav" aria-label="Steps">
        {[...STEPS.map(({ says }) => says), "Result"].map((says, n) => (
          <button
            key={says}
            type="button"
            aria-current={n === step ? "step" : undefined}
            onClick={() => setStep(n === RESULT ? resultOr() : n)}
          >
            <span className="muted num">{n + 1}</span>
            {says}
            {n < RESULT && isComplete(n) ? <span className="sr">, answered</span> : null}
          </button>
        ))}
      </nav>
      {step === RESULT ? (
        <ProfileResult
          held={held}
          answers={draft.answers}
          isDirty={draft.isDirty}
          save={save}
          onAnswer={draft.set}
          onBack={() => setStep(RESULT - 1)}
        />
      ) : (
        <Questionnaire
          key={step}
          draft={draft}
          fields={own}
          verb={step === RESULT - 1 ? "See what they come to" : "Next"}
          doing="Saving"
          laterVerb="Save and finish later"
          save={async (_answers, isWhole) => {
            if (isWhole && step < RESULT - 1) return { isSaved: false };
            await save();
            return { isSaved: true };
          }}
          onSaved={async (_saved, isWhole) => {
            if (!isWhole) return navigate({ to: "/organization" });
            setStep(step + 1);
            window.scrollTo(0, 0);
          }}
        >
          {step === 0 ? (
            <LinkButton to="/organization" variant="subtle">
              Cancel
            </LinkButton>
          ) : (
            <Button variant="subtle" onClick={() => setStep(step - 1)}>
              Back
            </Button>
          )}
        </Questionnaire>
      )}
    </>
  );
}
