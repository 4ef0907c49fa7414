// SPDX-License-Identifier: Apache-2.0
// An answer as it is read: words of options instead of values, names instead of ids, links where there is something behind them.
import { Link } from "@tanstack/react-router";
import { IconSquare, IconSquareCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { submissionQuery, type FormField, type Option } from "../../api/form.ts";
import { Cite } from "../cite.tsx";
import { Glyph } from "../glyph.tsx";
import { When } from "../when.tsx";
import { isEmpty } from "./answers.ts";
import { useDirectory } from "./directory.ts";

export function AnswerValue({ field, value }: { field: FormField; value: unknown }): ReactNode {
  if (isEmpty(value)) return <span className="muted">Not answered</span>;
  const text = String(value);
  switch (field.type) {
    case "choice":
      return labelIn(field.options, text);
    case "choices":
      return Array.isArray(value) ? value.map((one) => labelIn(field.options, String(one))).join(", ") : text;
    case "yes-no":
      return value === "yes" ? "Yes" : "No";
    case "date":
      return <When at={text} as="date" />;
    case "number":
      return <span className="num">{`${Number(value).toLocaleString("en-US")} ${field.unit}`}</span>;
    case "cite":
      return <Cite of={text} />;
    case "address":
      return /^https?:\/\//.test(text) ? (
        <a href={text} target="_blank" rel="noreferrer noopener">
          {text}
        </a>
      ) : (
        text
      );
    case "member":
    case "user":
      return <PersonName id={text} />;
    case "submission":
      return <SubmissionTitle id={text} />;
    case "document":
      return <code className="whole">{text}</code>;
    case "steps":
      return <Steps of={field.steps} value={value} />;
    default:
      return <span className="lines-kept">{text}</span>;
  }
}

const labelIn = (options: readonly Option[], value: string): string => options.find((one) => one.value === value)?.label ?? value;

export function PersonName({ id }: { id: string | null }): ReactNode {
  return useDirectory().nameOf(id);
}

function SubmissionTitle({ id }: { id: string }): ReactNode {
  const { data } = useQuery({ ...submissionQuery(id), staleTime: 60_000 });
  return (
    <Link to="/submissions/$submission" params={{ submission: id }}>
      {data?.title ?? id.slice(0, 8)}
    </Link>
  );
}

type Ticked = { readonly step: string; readonly by?: string | null; readonly at?: string };

function Steps({ of: steps, value }: { of: readonly Option[]; value: unknown }): ReactNode {
  const { nameOf } = useDirectory();
  const ticked = (Array.isArray(value) ? value : []).map((one): Ticked => (typeof one === "string" ? { step: one } : (one as Ticked))); // As the server stamps them.
  return (
    <ul className="step-list">
      {steps.map(({ value: step, label }) => {
        const done = ticked.find((one) => one.step === step);
        return (
          <li key={step}>
            <Glyph of={done === undefined ? IconSquare : IconSquareCheck} />
            <span>
              {label}
              <span className="sr">{done === undefined ? ", open" : ", done"}</span>
              {done?.at === undefined ? null : (
                <span className="small muted">
                  {" "}
                  {nameOf(done.by ?? null)}, <When at={done.at} as="moment" />
                </span>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
