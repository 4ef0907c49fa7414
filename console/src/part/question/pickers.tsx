// SPDX-License-Identifier: Apache-2.0
// Questions whose answer is one of what is known elsewhere: a person, something that was filed, a paragraph of the rule.
import { NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useId, type ReactNode } from "react";
import { formsQuery, submissionsQuery, type FieldOf } from "../../api/form.ts";
import { organizationQuery } from "../../api/organization.ts";
import { casesQuery } from "../../api/privacy.ts";
import { requirementsQuery } from "../../api/requirement.ts";
import { useMay } from "../../session/session-context.ts";
import { useList } from "../table/list.tsx";
import { useWhole } from "../table/whole.ts";
import { date, dayOf } from "../../time/times.ts";
import { useZone } from "../../time/use-now.ts";
import { useDirectory } from "./directory.ts";
import type { InputProps } from "./question-input.tsx";
import { type Choice, toldApart } from "./told-apart.ts";

/** One of many. What is chosen and no longer among them stays chosen, and says so. */
export function Pick({ props, choices, isPending }: { props: InputProps; choices: readonly Choice[]; isPending: boolean }): ReactNode {
  const { field, value, onValue, error, isFixed = false, shared } = props;
  const chosen = typeof value === "string" ? value : "";
  const isKnown = chosen === "" || choices.some((one) => one.value === chosen);
  const none = isPending ? "Loading" : choices.length === 0 ? "Nothing to choose from yet" : field.isOptional === true ? "None" : "Choose";
  return (
    <NativeSelect
      {...shared}
      error={error}
      value={chosen}
      disabled={isFixed}
      onChange={({ currentTarget }) => onValue(currentTarget.value === "" ? undefined : currentTarget.value)}
      data={[
        { value: "", label: none },
        ...choices,
        ...(isKnown ? [] : [{ value: chosen, label: `${chosen.slice(0, 8)} (no longer among these)` }]),
      ]}
    />
  );
}

export function PersonInput(props: InputProps): ReactNode {
  const { people, isPending } = useDirectory();
  const known = people.filter(({ isUser }) => props.field.type === "member" || isUser);
  return <Pick props={props} choices={toldApart(known.map(({ id, name }) => ({ id, title: name })))} isPending={isPending} />;
}

export function SubmissionInput(props: InputProps & { field: FieldOf<"submission"> }): ReactNode {
  const form = props.field.form ?? "";
  const { states, answer } = props.field.offers ?? {};
  const asked = answer === undefined ? {} : { answer: `${answer.field}=${answer.is.join(",")}` };
  const listed = useWhole(useList({ ...submissionsQuery({ form, open: "true", ...asked }), staleTime: 5_000 }));
  const offered = listed.rows.filter(({ state }) => states === undefined || states.includes(state));
  const [zone, ends] = [useZone(), useEnds(form)];
  const kinds = useQuery(formsQuery);
  const kind = kinds.data?.find(({ name }) => name === form);
  const isNone = !listed.isPending && offered.length === 0;
  const hint =
    isNone && kind?.mayFile === true ? (
      <>
        {props.shared.description}{" "}
        <a href={`/forms/${form}/new`} target="_blank" rel="noreferrer">
          Add one in a new tab
        </a>
        , then{" "}
        <button type="button" className="as-link" onClick={listed.again}>
          read the list again
        </button>
        .
      </>
    ) : (
      props.shared.description
    );
  const choices = toldApart(
    offered.map(({ id, title, receivedAt }) => ({
      id,
      title,
      apart: [ends.get(id), `filed ${date(dayOf(Date.parse(receivedAt), zone))}`],
    })),
  ).sort((a, b) => a.label.localeCompare(b.label));
  return <Pick props={{ ...props, shared: { ...props.shared, description: hint } }} choices={choices} isPending={listed.isPending} />;
}

/** Of flows of PHI: from where to where each goes, as the map has it. */
function useEnds(form: string): ReadonlyMap<string, string> {
  const may = useMay("program.organization.read");
  const { data } = useQuery({ ...organizationQuery, enabled: may && form === "data-flow" });
  const names = new Map(data?.map.nodes.map(({ id, name }) => [id, name]));
  return new Map(data?.map.edges.map(({ id, from, to }) => [id, `${names.get(from) ?? "?"} to ${names.get(to) ?? "?"}`]));
}

/** A case of individuals by its code, the newest first; what runs before what is over, which says so. */
export function CaseInput({ forms, ...props }: InputProps & { forms: readonly string[] }): ReactNode {
  const listed = useWhole(useList({ ...casesQuery, staleTime: 5_000 }));
  const choices = listed.rows
    .filter(({ form }) => forms.includes(form))
    .sort((a, b) => Number(b.isRunning) - Number(a.isRunning))
    .map(({ id, code, kind, receivedOn, isRunning, state }) => ({
      value: id,
      label: `${code}, ${kind}${receivedOn === null ? "" : `, received ${date(receivedOn)}`}${isRunning ? "" : ` · ${state}`}`,
    }));
  return <Pick props={props} choices={choices} isPending={listed.isPending} />;
}

/** A paragraph, typed or chosen from those that may be meant; the server says whether it fits the form. */
export function CiteInput({ value, onValue, error, isFixed = false, shared }: InputProps): ReactNode {
  const may = useMay("report.requirement.list");
  const { data } = useQuery({ ...requirementsQuery, enabled: may });
  const list = useId();
  const typed = typeof value === "string" ? value : "";
  const title = data?.items.find(({ cite }) => cite === typed)?.title;
  return (
    <>
      <TextInput
        {...shared}
        error={error}
        value={typed}
        readOnly={isFixed}
        list={list}
        autoComplete="off"
        spellCheck={false}
        placeholder="164.312(b)"
        classNames={{ input: "input mono-input" }}
        description={title === undefined ? shared.description : title}
        onChange={({ currentTarget }) =>
          onValue(currentTarget.value === "" ? undefined : currentTarget.value.replaceAll(/\s|§|45\s*CFR/g, ""))
        }
      />
      <datalist id={list}>
        {data?.items.map(({ cite, title: says }) => (
          <option key={cite} value={cite}>
            {says}
          </option>
        ))}
      </datalist>
    </>
  );
}
