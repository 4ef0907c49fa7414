// SPDX-License-Identifier: Apache-2.0
import { readFile, stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { Fault, FAULTS } from "#base/fault.ts";
import { listTenants, tenantNamed } from "#access/tenant.ts";
import { systemAct } from "#ledger/act.ts";
import { planTransaction } from "#phi/fhir/bundle.ts";
import { individualOf } from "#phi/fhir/compartment.ts";
import { BUNDLE_LIMITS, parseJson } from "#phi/fhir/parse-json.ts";
import type { TenantId } from "#base/id.ts";
import { answer, callAsOperator, type CliSite, type Command, required } from "../command.ts";

type Rejected = { file: string; reason: string };

export const importFhir: Command = {
  name: "import fhir",
  usage: "import fhir FILE... --tenant NAME [--json]",
  says: "Imports FHIR R4 transaction bundles, each file whole or not at all. The same file again changes nothing.",
  options: { tenant: { type: "string" }, json: { type: "boolean" } },
  words: { min: 1, max: 10_000 },
  async run(site, invocation, io) {
    const name = required(invocation, "tenant");
    const total = { individuals: 0, records: 0 };
    const rejected: Rejected[] = [];
    for (const word of invocation.words) {
      try {
        const { individuals, records, repeated } = await importFile(site, name, resolve(invocation.folder, word));
        total.individuals += individuals;
        total.records += records;
        io.err(`${basename(word)}: ${repeated ? "imported before" : counted(records, "record")}\n`);
      } catch (error) {
        rejected.push({ file: word, reason: reasonOf(error) });
        io.err(`${basename(word)}: rejected: ${reasonOf(error)}\n`);
      }
    }
    await site.parts.ledger.keeper.settle();
    const rejections = rejected.length === 0 ? "" : ` ${rejected.length} of ${invocation.words.length} files rejected.`;
    answer(
      io,
      invocation,
      { ...total, rejected },
      `${counted(total.individuals, "individual")}, ${counted(total.records, "record")} imported.${rejections}\n`,
    );
    return rejected.length > 0 ? 1 : 0;
  },
};

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

/** The tenant, made and recorded if it is new. */
async function tenantOf({ parts }: CliSite, name: string): Promise<TenantId> {
  const recording = await parts.ledger.recorder.prepare(parts.installation);
  const { id } = await parts.db.transaction({ role: "part164_app" }, async (tx) => {
    const tenant = await tenantNamed(parts, tx, name);
    if (tenant.isNew)
      await recording.recordIn(tx, systemAct(parts.installation, "access.tenant.create", { detail: { tenant: tenant.id } }));
    return tenant;
  });
  recording.committed();
  return id;
}

async function importFile(
  site: CliSite,
  tenant: string,
  path: string,
): Promise<{ individuals: number; records: number; repeated: boolean }> {
  const { size } = await stat(path);
  if (size > BUNDLE_LIMITS.bytes) throw new Fault("too_large", { detail: `A bundle has ${BUNDLE_LIMITS.bytes} bytes at most.` });
  const bytes = await readFile(path);
  const body = parseJson(bytes, BUNDLE_LIMITS);
  const isBundle = typeof body === "object" && body !== null && "resourceType" in body && body.resourceType === "Bundle";
  if (!isBundle) throw new Fault("invalid_record", { detail: "it is not a FHIR bundle" });
  const known = (await listTenants(site.parts)).find(({ name }) => name === tenant);
  if (known === undefined) refuseForNewTenant(bytes, () => site.parts.makeId()); // A tenant stays for good: what is rejected makes none.
  const { output, headers } = await callAsOperator(site, "phi.record.import", {
    input: { body },
    bytes,
    tenant: known?.id ?? (await tenantOf(site, tenant)),
  });
  const { entry } = JSON.parse((output as { text: string }).text) as { entry: { response: { location: string } }[] }; // The operation's own output.
  const individuals = entry.filter(({ response }) => response.location.startsWith("Patient/")).length;
  return { individuals, records: entry.length, repeated: headers["part164-imported"] === "before" };
}

/** What the import itself would refuse in a tenant that holds nothing yet. It is parsed anew, because planning uses the bundle up. */
function refuseForNewTenant(bytes: Uint8Array, makeId: () => string): void {
  const plan = planTransaction(parseJson(bytes, BUNDLE_LIMITS), makeId);
  if (plan.some(({ does }) => does !== "create"))
    throw new Fault("unsupported_parameter", { detail: "it replaces records, and the tenant has none" });
  const own = new Set(plan.filter(({ record }) => record.resourceType === "Patient").map(({ id }) => id));
  for (const { index, record } of plan) {
    const individual = individualOf(record);
    if (individual !== null && !own.has(individual))
      throw new Fault("invalid_record", { fields: [{ at: `/entry/${index}`, says: "names an individual that is not here" }] });
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Fault)
    return [error.detail ?? FAULTS[error.code].says, ...error.fields.map(({ at, says }) => `${at} ${says}`)].join("; ");
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return "there is no such file";
  if (error instanceof Error && "code" in error && (error.code === "EISDIR" || error.code === "EACCES")) return "it cannot be read";
  return "it cannot be read as a FHIR bundle";
}
