// SPDX-License-Identifier: Apache-2.0
// One question, drawn by its type. The words are the form's; help stands below, a fault beside.
import { Textarea, TextInput } from "@mantine/core";
import { useId, type ReactNode } from "react";
import type { FieldOf, FormField, Option } from "../../api/form.ts";
import { Tick } from "../form/tick.tsx";
import { TickList } from "../form/tick-list.tsx";
import { DocumentInput } from "./document-input.tsx";
import { InstantInput } from "./instant-input.tsx";
import { PointsInput } from "./points-input.tsx";
import { RowsInput } from "./rows-input.tsx";
import { CaseInput, CiteInput, PersonInput, Pick, SubmissionInput } from "./pickers.tsx";

export type InputProps = {
  readonly field: FormField;
  readonly value: unknown;
  readonly onValue: (value: unknown) => void;
  readonly error: string | null;
  /** One of several beside each other: it takes no more room than it must. */
  readonly isCompact?: boolean;
  /** It stays as it is: what the submission is about. */
  readonly isFixed?: boolean | undefined;
  readonly shared: { readonly label: ReactNode; readonly description: ReactNode; readonly name: string };
};

/** More choices than these are a list that opens. */
const TICKS_MAX = 9;

export function QuestionInput({ field, value, onValue, error, isFixed = false, isCompact = false }: Omit<InputProps, "shared">): ReactNode {
  const isOptional = field.isOptional === true || field.type === "steps";
  const aside = [...(isOptional ? ["optional"] : []), ...(field.type === "number" ? [field.unit] : [])].join(", ");
  const label = (
    <>
      {field.label}
      {aside === "" ? null : <span className="field-required"> ({aside})</span>}
    </>
  );
  const description = isFixed ? "Stays as it is. For another, file another one." : field.help;
  const props: InputProps = { field, value, onValue, error, isFixed, isCompact, shared: { label, description, name: field.name } };
  return (
    <div className="question-input" data-invalid={error === null ? undefined : ""}>
      <Drawn {...props} />
    </div>
  );
}

function Drawn(props: InputProps): ReactNode {
  const { field, value, onValue, error, shared } = props;
  const text = typeof value === "string" ? value : "";
  const onText = ({ currentTarget }: { currentTarget: { value: string } }): void =>
    onValue(currentTarget.value === "" ? undefined : currentTarget.value);
  switch (field.type) {
    case "line":
      return <TextInput {...shared} error={error} value={text} maxLength={field.lengthMax ?? 200} autoComplete="off" onChange={onText} />;
    case "text":
      return <LongText {...props} />;
    case "address":
      return <TextInput {...shared} error={error} value={text} type="url" autoComplete="off" placeholder="https://" onChange={onText} />;
    case "date":
      return <TextInput {...shared} error={error} value={text} type="date" classNames={{ root: "field short" }} onChange={onText} />;
    case "number":
      return <NumberInput {...props} />;
    case "yes-no":
      return <OneOf {...props} options={YES_NO} isRow />;
    case "choice":
      return props.isCompact === true || field.options.length > TICKS_MAX ? (
        <Pick props={props} choices={field.options} isPending={false} />
      ) : (
        <OneOf {...props} options={field.options} />
      );
    case "choices":
    case "steps":
      return <Several {...props} field={field} />;
    case "cite":
      return <CiteInput {...props} />;
    case "member":
    case "user":
      return <PersonInput {...props} />;
    case "submission":
      return field.forms === undefined ? <SubmissionInput {...props} field={field} /> : <CaseInput {...props} forms={field.forms} />;
    case "document":
      return <DocumentInput {...props} />;
    case "instant":
      return <InstantInput {...props} />;
    case "points":
      return <PointsInput {...props} field={field} />;
    case "rows":
      return <RowsInput {...props} field={field} question={QuestionInput} />;
  }
}

const ROWS_MIN = 3;
const COLUMNS = 72;

/** Grows with what is typed. */
function LongText({ field, value, onValue, error, shared }: InputProps): ReactNode {
  const text = typeof value === "string" ? value : "";
  const rows = text.split("\n").reduce((sum, line) => sum + 1 + Math.floor(line.length / COLUMNS), 0);
  const least = field.type === "text" ? field.lengthMin : undefined;
  const left = least === undefined ? 0 : least - text.trim().length;
  return (
    <Textarea
      {...shared}
      error={error}
      value={text}
      rows={Math.min(24, Math.max(ROWS_MIN, rows + 1))}
      inputWrapperOrder={["label", "description", "input", "error"]}
      description={
        least !== undefined && left > 0 && text !== "" ? `${field.help ?? ""} ${left} more characters.`.trim() : shared.description
      }
      onChange={({ currentTarget }) => onValue(currentTarget.value === "" ? undefined : currentTarget.value)}
    />
  );
}

function NumberInput({ value, onValue, error, shared }: InputProps): ReactNode {
  return (
    <TextInput
      {...shared}
      error={error}
      inputMode="numeric"
      autoComplete="off"
      classNames={{ root: "field short" }}
      value={typeof value === "number" || typeof value === "string" ? String(value) : ""}
      onChange={({ currentTarget: { value: typed } }) =>
        onValue(typed === "" ? undefined : /^\d{1,9}$/.test(typed.trim()) ? Number(typed) : typed)
      }
    />
  );
}

const YES_NO: readonly Option[] = [
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
];

function OneOf({
  field,
  value,
  onValue,
  error,
  shared,
  isFixed = false,
  options,
  isRow = false,
}: InputProps & { options: readonly Option[]; isRow?: boolean }): ReactNode {
  const id = useId();
  const described = [shared.description === undefined ? null : `${id}-help`, error === null ? null : `${id}-fault`].filter(Boolean);
  return (
    <fieldset className="field" aria-describedby={described.length === 0 ? undefined : described.join(" ")}>
      <legend className="label">{shared.label}</legend>
      {shared.description === undefined ? null : (
        <p className="hint" id={`${id}-help`}>
          {shared.description}
        </p>
      )}
      <div className={isRow ? "ticks in-row" : "ticks"}>
        {options.map((option) => (
          <Tick
            key={option.value}
            label={option.label}
            hint={option.help}
            oneOf={`${id}-${field.name}`}
            checked={value === option.value}
            onChecked={() => (isFixed ? undefined : onValue(option.value))}
          />
        ))}
      </div>
      {error === null ? null : (
        <p className="field-error" id={`${id}-fault`} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}

function Several({ field, value, onValue, error, shared }: InputProps & { field: FieldOf<"choices"> | FieldOf<"steps"> }): ReactNode {
  const options = field.type === "steps" ? field.steps : field.options;
  const chosen = Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
  return (
    <TickList
      legend={field.isOptional === true ? `${field.label} (optional)` : field.label}
      {...(typeof shared.description === "string" ? { hint: shared.description } : {})}
      choices={options.map(({ value: one, label, help }) => ({ value: one, label, ...(help === undefined ? {} : { hint: help }) }))}
      chosen={chosen}
      onChange={(next) => onValue(options.map((option) => option.value).filter((one) => next.includes(one)))}
      error={error}
    />
  );
}
