// SPDX-License-Identifier: Apache-2.0
// One form, filled in from nothing. A form that begins as a draft may be left unfinished.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useMemo, useState, type ReactNode } from "react";
import { beginsAsDraft, createSubmission, formsQuery, startFields, type Answers, type FormKind } from "../../api/form.ts";
import { Cite } from "../../part/cite.tsx";
import { LinkButton } from "../../part/link-button.tsx";
import { Questionnaire } from "../../part/question/questionnaire.tsx";
import { useDraft } from "../../part/question/use-draft.ts";
import { Empty } from "../../part/say/empty.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { PageHead } from "../../shell/page-head.tsx";
import { instantIn, localIn } from "../../time/local.ts";
import { dayOf } from "../../time/times.ts";
import { useNow, useZone } from "../../time/use-now.ts";
import { FormCrumbs } from "./form-words.tsx";

export function NewFormPage(): ReactNode {
  const { form: name } = useParams({ from: "/inside/forms/$form/new" });
  const forms = useQuery(formsQuery);
  const form = forms.data?.find((one) => one.name === name);
  return (
    <main id="main" tabIndex={-1}>
      {forms.isPending ? (
        <>
          <PageHead title="Form" />
          <Waiting lines={8} />
        </>
      ) : forms.data === undefined ? (
        <>
          <PageHead title="Form" />
          <Empty kind="failed" error={forms.error} onRetry={() => void forms.refetch()} />
        </>
      ) : form === undefined || !form.mayFile ? (
        <>
          <PageHead title="Form" />
          <Empty kind="not-yours" action={{ label: "All forms", href: "/forms" }} />
        </>
      ) : (
        <Filling key={form.name} of={form} />
      )}
    </main>
  );
}

/** What is filled in beforehand: what a link says it is about, a choice of one, that an office begins today, and that an incident is noticed now. */
function fromAddress(form: FormKind, about: string | undefined, { today, now }: { today: string; now: string | null }): Answers {
  const field = startFields(form).find(
    ({ type, name }) => type === "cite" || name === "member" || name === "person" || (type === "submission" && name === form.aboutField),
  );
  const only = startFields(form).flatMap((one) => (one.type === "choice" && one.options.length === 1 ? [one] : []));
  return {
    ...Object.fromEntries(only.map((one) => [one.name, one.options[0]?.value])),
    ...(startFields(form).some(({ name, type }) => name === "startsOn" && type === "date") ? { startsOn: today } : {}),
    ...(form.name === "incident-report" && now !== null ? { noticedAt: now } : {}),
    ...(about === undefined || field === undefined ? {} : { [field.name]: about }),
  };
}

function Filling({ of: form }: { of: FormKind }): ReactNode {
  const { about } = useSearch({ from: "/inside/forms/$form/new" });
  const client = useQueryClient();
  const navigate = useNavigate();
  const fields = useMemo(() => startFields(form), [form]);
  const [zone, nowMs] = [useZone(), useNow()];
  const today = dayOf(nowMs, zone);
  const [now] = useState(() => instantIn(localIn(new Date(nowMs).toISOString(), zone), zone));
  const initial = useMemo(() => fromAddress(form, about, { today, now }), [form, about, today, now]);
  const draft = useDraft(`new ${form.name}`, initial);
  const isDraft = beginsAsDraft(form);
  return (
    <>
      <PageHead
        crumbs={<FormCrumbs form={form} />}
        title={form.title}
        says={
          <>
            {form.says}{" "}
            {form.cites.map((cite) => (
              <span key={cite}>
                <Cite of={cite} />{" "}
              </span>
            ))}
          </>
        }
      />
      <Questionnaire
        draft={draft}
        fields={fields}
        verb={isDraft ? "Save and look it over" : "File it"}
        doing={isDraft ? "Saving" : "Filing"}
        {...(isDraft ? { laterVerb: "Save and finish later" } : {})}
        save={(answers) => createSubmission(form.name, answers)}
        onSaved={async (filed, isWhole) => {
          await Promise.all([
            client.invalidateQueries({ queryKey: ["submissions"] }),
            client.invalidateQueries({ queryKey: ["organization"] }),
          ]);
          if (isWhole) await navigate({ to: "/submissions/$submission", params: { submission: filed.id } });
          else await navigate({ to: "/forms/$form", params: { form: form.name }, search: {} });
        }}
      >
        <LinkButton to="/forms/$form" params={{ form: form.name }} search={{}} variant="subtle">
          Cancel
        </LinkButton>
      </Questionnaire>
      {isDraft ? (
        <p className="hint after-questions">
          It is a draft first. You see it whole before you submit it; drafts are under{" "}
          <Link to="/forms/$form" params={{ form: form.name }} search={{ state: "draft" }}>
            {form.plural}
          </Link>
          .
        </p>
      ) : null}
    </>
  );
}
