// SPDX-License-Identifier: Apache-2.0
// What submissions prove: one safeguard for each form that says so. The form is the data, the submissions are the state, this reads both.
import { MS_PER_DAY } from "#base/clock.ts";
import type { Parts } from "#gate/parts.ts";
import type { FormDefinition } from "#program/form/form.ts";
import { allForms } from "#program/form/registry.ts";
import { sql } from "#store/sql.ts";
import { programHasBegun } from "../program-has-begun.ts";
import { type Check, DAILY, fail, type Look, pass, safeguard } from "../safeguard.ts";

type Proof = NonNullable<FormDefinition["proves"]>[number];

async function look({ db, clock, installation }: Parts, form: FormDefinition, { states, freshDays }: Proof): Promise<Look> {
  const since = freshDays === null ? new Date(0) : new Date(clock.now().getTime() - freshDays * MS_PER_DAY);
  const { count } = await db.in({ role: "part164_app", tenant: installation }).one<{ count: number }>(sql`
    select count(*) as count from program.submission where form = ${form.name} and state = any(${[...states]}) and updated_at >= ${since}`);
  const within = freshDays === null ? "" : ` in ${freshDays} days`;
  return count > 0 ? pass(`${count} ${states.join(" or ")}${within}.`) : fail(`None is ${states.join(" or ")}${within}.`);
}

/** One check for each set of states and time that a form names. */
function checkOf(form: FormDefinition, proof: Proof): Check {
  const within = proof.freshDays === null ? "" : `, no more than ${proof.freshDays} days ago`;
  return {
    name: checkName(form, proof),
    says: `At least one is on record: ${form.title.toLowerCase()}, ${proof.states.join(" or ")}${within}.`,
    mendedBy: ["program.submission.move", "program.submission.create"],
    advice: { title: `File: ${form.title.toLowerCase()}`, how: form.says, href: `/forms/${form.name}` },
    ...DAILY,
    look: (parts) => look(parts, form, proof),
  };
}

const checkName = ({ name }: FormDefinition, { states }: Proof): string => `${name}-is-${states.join("-or-")}`.replaceAll(" ", "-");

function safeguardOf(form: FormDefinition) {
  const proves = form.proves ?? [];
  const checks = new Map(proves.map((proof) => [checkName(form, proof), checkOf(form, proof)]));
  return safeguard({
    name: `form-${form.name}`,
    title: form.plural,
    says: form.says,
    proves: proves.map(({ cite, aspect }) => ({ cite, aspect })),
    checks: [...checks.values()],
    begins: programHasBegun,
  });
}

export const formSafeguards = [...(await allForms()).values()].filter(({ proves = [] }) => proves.length > 0).map(safeguardOf);
