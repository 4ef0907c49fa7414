// SPDX-License-Identifier: Apache-2.0
// What submissions prove: one safeguard for each form that says so. The form is the data, the submissions are the state, this reads both.
import { MS_PER_DAY } from "#base/clock.ts";
import type { Parts } from "#gate/parts.ts";
import type { FormDefinition } from "#program/form/form.ts";
import { openContent } from "#program/form/submission.ts";
import { allForms } from "#program/form/registry.ts";
import { sql } from "#store/sql.ts";
import { programHasBegun } from "../program-has-begun.ts";
import { type Check, DAILY, fail, type Look, pass, safeguard } from "../safeguard.ts";

type Proof = NonNullable<FormDefinition["proves"]>[number];

/** Answers are sealed: of more than these, the newest are opened. */
const OPENED_MAX = 500;

async function look(parts: Parts, form: FormDefinition, { states, freshDays, where }: Proof): Promise<Look> {
  const since = freshDays === null ? new Date(0) : new Date(parts.clock.now().getTime() - freshDays * MS_PER_DAY);
  const rows = await parts.db.in({ role: "part164_app", tenant: parts.installation }).rows<Parameters<typeof openContent>[1]>(sql`
      select id, form, version, sealed from program.submission
       where form = ${form.name} and state = any(${[...states]}) and updated_at >= ${since} order by updated_at desc, id desc limit ${OPENED_MAX}`);
  const said = where === undefined ? [] : await Promise.all(rows.map(async (row) => (await openContent(parts, row)).answers[where.field]));
  const count = where === undefined ? rows.length : said.filter((answer) => answer === where.is).length;
  const within = freshDays === null ? "" : ` in ${freshDays} days`;
  return count > 0 ? pass(`${count} ${states.join(" or ")}${within}.`) : fail(`None is ${states.join(" or ")}${within}.`);
}

/** One check for each set of states and time that a form names. */
function checkOf(form: FormDefinition, proof: Proof): Check {
  const within = proof.freshDays === null ? "" : `, no more than ${proof.freshDays} days ago`;
  return {
    name: checkName(form, proof),
    says: `At least one is on record: ${form.title.toLowerCase()}${asOf(proof)}, ${proof.states.join(" or ")}${within}.`,
    mendedBy: ["program.submission.move", "program.submission.create"],
    advice: { title: `File: ${form.title.toLowerCase()}`, how: form.says, href: `/forms/${form.name}` },
    ...DAILY,
    look: (parts) => look(parts, form, proof),
  };
}

const checkName = ({ name }: FormDefinition, { states, where }: Proof): string =>
  `${[name, ...(where === undefined ? [] : [where.is])].join("-")}-is-${states.join("-or-")}`.replaceAll(" ", "-");

const asOf = ({ where }: Proof): string => (where === undefined ? "" : ` as ${where.is.replaceAll("-", " ")}`);

/** What is proved by some of the submissions only is a safeguard of its own: what others prove does not wait for it. */
function safeguardsOf(form: FormDefinition) {
  return [...Map.groupBy(form.proves ?? [], ({ where }) => where?.is ?? null)].map(([is, proves]) => safeguardOf(form, is, proves));
}

function safeguardOf(form: FormDefinition, is: string | null, proves: readonly Proof[]) {
  const checks = new Map(proves.map((proof) => [checkName(form, proof), checkOf(form, proof)]));
  return safeguard({
    name: ["form", form.name, ...(is === null ? [] : [is])].join("-"),
    title: is === null ? form.plural : `${form.plural}: ${is.replaceAll("-", " ")}`,
    says: form.says,
    proves: proves.map(({ cite, aspect }) => ({ cite, aspect })),
    checks: [...checks.values()],
    begins: programHasBegun,
  });
}

export const formSafeguards = [...(await allForms()).values()].flatMap(safeguardsOf);
