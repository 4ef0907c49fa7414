// SPDX-License-Identifier: Apache-2.0
// Amending. If somebody else saved meanwhile, what they changed is shown beside what was typed here, and nothing typed is lost.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useMemo, useState, type ReactNode } from "react";
import {
  amendSubmission,
  formsQuery,
  startFields,
  submissionQuery,
  type Answers,
  type Filed,
  type FormKind,
  type SubmissionDetail,
} from "../../api/form.ts";
import { LinkButton } from "../../part/link-button.tsx";
import { answersToEdit, merge, type Merged } from "../../part/question/answers.ts";
import { Questionnaire } from "../../part/question/questionnaire.tsx";
import { useDraft } from "../../part/question/use-draft.ts";
import { Empty } from "../../part/say/empty.tsx";
import { problemFrom } from "../../part/say/faults.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { PageHead } from "../../shell/page-head.tsx";
import { useDirectory } from "../../part/question/directory.ts";
import { Conflict } from "./conflict.tsx";
import { titleWith } from "./filed-rows.tsx";
import { FormCrumbs, isKey } from "./form-words.tsx";

export function EditPage(): ReactNode {
  const { submission: id } = useParams({ from: "/inside/submissions/$submission/edit" });
  const submission = useQuery({ ...submissionQuery(id), refetchOnMount: "always" }); // Begun from what it says now.
  const forms = useQuery(formsQuery);
  const form = forms.data?.find(({ name }) => name === submission.data?.form);
  return (
    <main id="main" tabIndex={-1}>
      {submission.data === undefined || form === undefined || !submission.isFetchedAfterMount ? (
        <>
          <PageHead title="Amend" />
          {submission.isFetching || forms.isPending ? (
            <Waiting lines={8} />
          ) : (
            <Empty kind="failed" error={submission.error ?? forms.error} onRetry={() => void submission.refetch()} />
          )}
        </>
      ) : !submission.data.mayAmend ? (
        <>
          <PageHead title="Amend" />
          <Empty
            kind="nothing-due"
            title="Its content stands"
            says={`It is ${submission.data.state}: its answers do not change any more.`}
            action={{ label: "Look at it", href: `/submissions/${id}` }}
          />
        </>
      ) : (
        <Amending key={id} of={submission.data} form={form} />
      )}
    </main>
  );
}

/** What a submission is about does not change; the server refuses it. */
function fixedIn(fields: FormKind["fields"], { about, answers }: SubmissionDetail): ReadonlySet<string> {
  return new Set(about === null ? [] : fields.filter(({ name }) => answers[name] === about).map(({ name }) => name));
}

const ASKED_FOR = "Is asked for before it goes on.";

function Amending({ of: first, form }: { of: SubmissionDetail; form: FormKind }): ReactNode {
  const [seen, setSeen] = useState(first);
  const [met, setMet] = useState<{ merged: Merged; base: Answers; theirs: SubmissionDetail } | null>(null);
  const client = useQueryClient();
  const navigate = useNavigate();
  const directory = useDirectory();
  const fields = useMemo(() => {
    const open = form.amendOnly[seen.state];
    return startFields(form).filter(({ name }) => (open === undefined || open.includes(name)) && !isKey(form, name)); // The rest stands as it is.
  }, [form, seen.state]);
  const base = useMemo(() => answersToEdit(form.fields, seen.answers), [form.fields, seen.answers]);
  const draft = useDraft(`edit ${first.id}`, base);
  const { at } = useSearch({ from: "/inside/submissions/$submission/edit" });
  const [marked] = useState(() => new Map(fields.flatMap(({ name }): [string, string][] => (name === at ? [[name, ASKED_FOR]] : []))));
  const later = Object.fromEntries(Object.entries(base).filter(([name]) => fields.every((field) => field.name !== name)));
  const open = met?.merged.conflicts.length ?? 0;
  const save = async (answers: Answers): Promise<Filed | undefined> => {
    try {
      return await amendSubmission(seen, { ...later, ...answers });
    } catch (error) {
      if (problemFrom(error).code !== "version_conflict") throw error;
      const theirs = await client.fetchQuery({ ...submissionQuery(first.id), staleTime: 0 });
      const merged = merge(fields, { base, mine: draft.answers, theirs: answersToEdit(form.fields, theirs.answers) });
      setMet({ merged, base, theirs });
      setSeen(theirs);
      draft.replace(merged.answers);
      return undefined;
    }
  };
  return (
    <>
      <PageHead
        crumbs={
          <>
            <FormCrumbs form={form} />
            <span aria-hidden="true">/</span>
            <Link to="/submissions/$submission" params={{ submission: first.id }}>
              {titleWith(form, seen, directory)}
            </Link>
          </>
        }
        title={`Amend: ${titleWith(form, seen, directory)}`}
        says={`${form.title}, version ${seen.version}. What it said before stays in its history.`}
      />
      {met === null ? null : (
        <Conflict
          key={met.theirs.version}
          fields={fields}
          met={met}
          mine={draft.answers}
          onChoose={(answers) => {
            draft.replace({ ...draft.answers, ...answers });
            setMet({ ...met, merged: { ...met.merged, conflicts: [] } });
          }}
        />
      )}
      <Questionnaire
        draft={draft}
        fields={fields}
        fixed={fixedIn(fields, seen)}
        marked={marked}
        verb="Save"
        doing="Saving"
        {...(seen.state === "draft" ? { laterVerb: "Save and finish later" } : {})}
        notYet={open > 0 ? "Choose above first, where you both changed the same." : undefined}
        save={save}
        onSaved={async (_saved, isWhole) => {
          await Promise.all(["submission", "submissions", "organization"].map((key) => client.invalidateQueries({ queryKey: [key] })));
          if (isWhole && form.name === "breach-assessment") await navigate({ to: "/breaches/$breach", params: { breach: first.id } });
          else if (isWhole) await navigate({ to: "/submissions/$submission", params: { submission: first.id } });
          else await navigate({ to: "/forms/$form", params: { form: form.name }, search: {} });
        }}
      >
        <LinkButton to="/submissions/$submission" params={{ submission: first.id }} variant="subtle">
          Cancel
        </LinkButton>
      </Questionnaire>
    </>
  );
}
