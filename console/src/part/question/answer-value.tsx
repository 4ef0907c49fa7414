// SPDX-License-Identifier: Apache-2.0
// An answer as it is read: words of options instead of values, names instead of ids, links where there is something behind them.
import { Link } from "@tanstack/react-router";
import { IconSquare, IconSquareCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { submissionQuery, type FieldOf, type FormField, type Option } from "../../api/form.ts";
import { documentHref, documentsQuery } from "../../api/document.ts";
import { useMay } from "../../session/session-context.ts";
import { Cite } from "../cite.tsx";
import { useList } from "../table/list.tsx";
import { useWhole } from "../table/whole.ts";
import { Glyph } from "../glyph.tsx";
import { When } from "../when.tsx";
import { isEmpty, pointsIn, rowsIn } from "./answers.ts";
import { useDirectory } from "./directory.ts";
import { Written } from "./written.tsx";

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
      return <span className="num">{counted(Number(value), field.unit)}</span>;
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
      return <DocumentName id={text} />;
    case "steps":
      return <Steps of={field.steps} value={value} />;
    case "instant":
      return <When at={text} as="moment" />;
    case "points":
      return <Points of={field} value={value} />;
    case "rows":
      return <Rows of={field} value={value} />;
    case "text":
      return field.help?.startsWith("Markdown.") === true ? <Written text={text} /> : <span className="lines-kept">{text}</span>;
    default:
      return <span className="lines-kept">{text}</span>;
  }
}

/** "1 recipient", "72 hours". */
const counted = (count: number, unit: string): string => `${count.toLocaleString("en-US")} ${count === 1 ? unit.replace(/s$/, "") : unit}`;

const labelIn = (options: readonly Option[], value: string): string => options.find((one) => one.value === value)?.label ?? value;

export function PersonName({ id }: { id: string | null }): ReactNode {
  return useDirectory().nameOf(id);
}

/** What was filed, by its title, as a link. */
export function SubmissionTitle({ id }: { id: string }): ReactNode {
  const { data, isPending } = useQuery({ ...submissionQuery(id), staleTime: 60_000 });
  return (
    <Link to="/submissions/$submission" params={{ submission: id }}>
      {data?.title ?? (isPending ? "Loading" : `Number ${id.slice(0, 8)}`)}
    </Link>
  );
}

/** A document by its file's name, for those who may see what is kept; it downloads. */
function DocumentName({ id }: { id: string }): ReactNode {
  const may = useMay("program.document.list");
  return may ? <KeptDocument id={id} /> : <code className="whole">{id}</code>;
}

function KeptDocument({ id }: { id: string }): ReactNode {
  const found = useWhole(useList(documentsQuery())).rows.find((one) => one.id === id);
  return (
    <a href={documentHref(id)} download>
      {found?.name ?? "Document"}
    </a>
  );
}

/** Each point with its answer; what was left out says so. */
function Points({ of: { points, choices }, value }: { of: FieldOf<"points">; value: unknown }): ReactNode {
  const said = pointsIn(value);
  return (
    <dl className="points-said">
      {points.map(({ value: point, label }) => {
        const { is, note } = said[point] ?? {};
        return (
          <div key={point} data-open={is === undefined ? "" : undefined}>
            <dt>{label}</dt>
            <dd>
              {is === undefined ? <span className="muted">Not answered</span> : labelIn(choices, is)}
              {note === undefined ? null : <p className="small muted lines-kept">{note}</p>}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function Rows({ of: { columns }, value }: { of: FieldOf<"rows">; value: unknown }): ReactNode {
  return (
    <div className="rows-said">
      <table>
        <thead>
          <tr>
            {columns.map(({ name, label }) => (
              <th key={name} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rowsIn(value).map((row, n) => (
            // Rows have no names of their own, and are not moved.
            <tr key={n}>
              {columns.map((column) => (
                <td key={column.name} data-head={column.label}>
                  {isEmpty(row[column.name]) ? null : <AnswerValue field={column} value={row[column.name]} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
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
