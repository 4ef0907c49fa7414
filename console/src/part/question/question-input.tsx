// SPDX-License-Identifier: Apache-2.0
// One question, drawn by its type. The words are the form's; help stands below, a fault beside.
import { Textarea, TextInput } from "@mantine/core";
import { useId, type ReactNode } from "react";
import type { FieldOf, FormField, Option } from "../../api/form.ts";
import { Tick } from "../form/tick.tsx";
import { TickList } from "../form/tick-list.tsx";
import { DocumentInput } from "./document-input.tsx";
import { CiteInput, PersonInput, SubmissionInput } from "./pickers.tsx";

export type InputProps = {
  readonly field: FormField;
  readonly value: unknown;
  readonly onValue: (value: unknown) => void;
  readonly error: string | null;
  /** It stays as it is: what the submission is about. */
  readonly isFixed?: boolean | undefined;
  readonly shared: { readonly label: ReactNode; readonly description: ReactNode; readonly name: string };
};

export function QuestionInput({ field, value, onValue, error, isFixed = false }: Omit<InputProps, "shared">): ReactNode {
  const isOptional = field.isOptional === true || field.type === "steps";
  const label = (
    <>
      {field.label}
      {isOptional ? <span className="field-required"> (optional)</span> : null}
    </>
  );
  const description = isFixed ? "Stays as it is. For another, file another one." : field.help;
  const props: InputProps = { field, value, onValue, error, isFixed, shared: { label, description, name: field.name } };
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
      return <NumberInput {...props} field={field} />;
    case "yes-no":
      return <OneOf {...props} options={YES_NO} isRow />;
    case "choice":
      return <OneOf {...props} options={field.options} />;
    case "choices":
    case "steps":
      return <Several {...props} field={field} />;
    case "cite":
      return <CiteInput {...props} />;
    case "member":
    case "user":
      return <PersonInput {...props} />;
    case "submission":
      return <SubmissionInput {...props} field={field} />;
    case "document":
      return <DocumentInput {...props} />;
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

function NumberInput({ field, value, onValue, error, shared }: InputProps & { field: FieldOf<"number"> }): ReactNode {
  return (
    <TextInput
      {...shared}
      label={
        <>
          {shared.label} <span className="field-required">({field.unit})</span>
        </>
      }
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
      legend={field.label}
      {...(typeof shared.description === "string" ? { hint: shared.description } : {})}
      choices={options.map(({ value: one, label, help }) => ({ value: one, label, ...(help === undefined ? {} : { hint: help }) }))}
      chosen={chosen}
      onChange={(next) => onValue(options.map((option) => option.value).filter((one) => next.includes(one)))}
      error={error}
    />
  );
}
