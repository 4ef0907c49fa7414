// SPDX-License-Identifier: Apache-2.0
// A risk from chosen lines: rated here and put on the register at once, or kept as a draft to be rated later.
import { useQuery } from "@tanstack/react-query";
import { useMemo, type ReactNode } from "react";
import { formsQuery, startFields, type Answers } from "../../api/form.ts";
import { decide, type Library } from "../../api/risk.ts";
import { Dialog } from "../../part/float/dialog.tsx";
import { Questionnaire } from "../../part/question/questionnaire.tsx";
import { useDraft } from "../../part/question/use-draft.ts";
import { Empty } from "../../part/say/empty.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { plural } from "../../time/times.ts";
import { LevelChip } from "./level-chip.tsx";
import { AboutLines, type DecideProps } from "./no-matter-dialog.tsx";
import { levelIn } from "./risk-words.ts";

/** What the lines say already, and what the server makes of them. */
const BY_LINE: readonly string[] = ["name", "asset", "system", "flow", "party", "site", "threat", "ownThreat"];

export function RiskDialog(props: DecideProps & { readonly library: Library }): ReactNode {
  const { analysis, lines, isChange, library, onDecided, onClose } = props;
  const forms = useQuery(formsQuery);
  const form = forms.data?.find(({ name }) => name === "risk-entry");
  const fields = useMemo(() => (form === undefined ? [] : startFields(form).filter(({ name }) => !BY_LINE.includes(name))), [form]);
  const initial = useMemo((): Answers => {
    const slugs = new Set(lines.map(({ threat }) => threat));
    const [only] = slugs.size === 1 ? library.threats.filter(({ slug }) => slugs.has(slug)) : [];
    return only === undefined ? {} : { vulnerability: only.vulnerabilities.join(" ") };
  }, [lines, library]);
  const draft = useDraft(`risk ${analysis.id}`, initial);
  const refs = lines.map(({ asset, threat }) => ({ asset, threat }));
  return (
    <Dialog opened onClose={onClose} title={lines.length === 1 ? "A risk" : plural(lines.length, "risk")} size="lg">
      <div className="stack loose">
        <AboutLines lines={lines} />
        {form === undefined ? (
          forms.isPending ? (
            <Waiting lines={6} />
          ) : (
            <Empty kind="failed" error={forms.error} onRetry={() => void forms.refetch()} />
          )
        ) : (
          <Questionnaire
            draft={draft}
            fields={fields}
            verb="Put on the register"
            doing="Filing"
            laterVerb="Keep as a draft"
            save={(answers) => decide(analysis.id, { decision: "risk", lines: refs, answers, isChange }, analysis.version)}
            onSaved={onDecided}
          >
            <Scores answers={draft.answers} library={library} />
          </Questionnaire>
        )}
      </div>
    </Dialog>
  );
}

/** The scores that the choices come to. */
function Scores({ answers, library }: { answers: Answers; library: Library }): ReactNode {
  const scored = (likelihood: unknown, impact: unknown) => {
    const score = Number(likelihood) * Number(impact);
    return Number.isInteger(score) && score > 0 ? { score, level: levelIn(library, score) } : null;
  };
  return (
    <output className="row wrap push">
      Without safeguards <LevelChip of={scored(answers["inherentLikelihood"], answers["inherentImpact"])} /> Today{" "}
      <LevelChip of={scored(answers["likelihood"], answers["impact"])} />
    </output>
  );
}
