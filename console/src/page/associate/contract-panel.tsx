// SPDX-License-Identifier: Apache-2.0
// One contract: its days and promises, what it says provision by provision, its file, and what can be done with it now.
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Contract } from "../../api/associate.ts";
import { documentHref } from "../../api/document.ts";
import type { FieldOf, FormKind, Move } from "../../api/form.ts";
import { Facts } from "../../part/facts.tsx";
import { Panel } from "../../part/panel.tsx";
import { AnswerValue } from "../../part/question/answer-value.tsx";
import { pointsIn } from "../../part/question/answers.ts";
import { StateChip } from "../../part/status/state-chip.tsx";
import { When } from "../../part/when.tsx";
import { MovesPanel } from "../form/submission-page.tsx";
import { KIND_SAYS } from "./associate-words.ts";

type Props = { readonly of: Contract; readonly form: FormKind; readonly onMove: (of: Contract, move: Move) => void };

export function ContractPanel({ of: contract, form, onMove }: Props): ReactNode {
  const { answers } = contract;
  const day = (name: string): ReactNode => (typeof answers[name] === "string" ? <When key={name} at={answers[name]} as="date" /> : null);
  const said = (name: string): ReactNode => {
    const field = form.fields.find((one) => one.name === name);
    return field === undefined || answers[name] === undefined ? null : <AnswerValue key={name} field={field} value={answers[name]} />;
  };
  return (
    <>
      <Panel
        title={KIND_SAYS[String(answers["kind"])] ?? "Contract"}
        action={<StateChip is={contract.state} />}
        padded
        footer={
          <Link to="/submissions/$submission" params={{ submission: contract.id }}>
            All of it, with its history
          </Link>
        }
      >
        <Facts
          of={[
            ["Title", contract.title],
            ["Signed", day("signedOn")],
            ["In effect from", day("startsOn")],
            ["Last day", day("endsOn") ?? "Until somebody ends it"],
            ["At its last day", answers["endsOn"] === undefined ? null : said("renewal")],
            ["Notice of an incident", said("noticeHours") ?? "No hours named"],
            ["Agent", said("agent")],
            ["Services", said("services")],
            ["What PHI", said("kinds")],
            [
              "The contract itself",
              typeof answers["document"] === "string" ? (
                <a key="file" href={documentHref(answers["document"])} download>
                  Download the file
                </a>
              ) : (
                "Not there yet"
              ),
            ],
            ["Why it ended", said("endedBecause")],
            ["PHI back by", day("returnBy")],
            ["What became of the PHI", said("returned")],
          ]}
        />
      </Panel>
      <MovesPanel of={{ ...contract, history: [], submittedByName: null }} onMove={(move) => onMove(contract, move)} />
      <Provisions of={contract} form={form} />
    </>
  );
}

const ASKED = ["provisions", "passedOn", "dataUse", "allowed"];
const TITLE: Readonly<Record<string, string>> = { allowed: "It also allows", passedOn: "Of subcontractors it says" };

function Provisions({ of: { answers }, form }: { of: Contract; form: FormKind }): ReactNode {
  const fields = form.fields.filter(
    (field): field is FieldOf<"points"> & typeof field =>
      field.type === "points" && ASKED.includes(field.name) && answers[field.name] !== undefined,
  );
  return fields.map((field) => {
    const given = pointsIn(answers[field.name]);
    const lacking =
      field.name === "allowed" ? 0 : field.points.filter(({ value }) => given[value]?.is === "no" || given[value] === undefined).length;
    return (
      <Panel
        key={field.name}
        title={TITLE[field.name] ?? "It says"}
        note={lacking === 0 ? `${field.points.length} provisions` : `${lacking} of ${field.points.length} missing`}
      >
        <ul className="lines provisions" aria-label={TITLE[field.name] ?? "Provisions"}>
          {field.points.map(({ value, label, help }) => {
            const { is, note } = given[value] ?? {};
            return (
              <li key={value} data-missing={is === "no" ? "" : undefined}>
                <span>
                  {label} <span className="small muted nowrap">{help}</span>
                </span>
                <span className="said">
                  <strong>{field.choices.find((one) => one.value === is)?.label ?? "Not answered"}</strong>
                  {note === undefined ? null : <span className="small muted lines-kept">{note}</span>}
                </span>
              </li>
            );
          })}
        </ul>
      </Panel>
    );
  });
}
