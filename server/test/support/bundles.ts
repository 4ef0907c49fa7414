// SPDX-License-Identifier: Apache-2.0
// FHIR bundles to import: third parties' synthetic ones where they are (never committed), and our own everywhere.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PATIENT } from "./site.ts";

const SAMPLES = fileURLToPath(new URL("../../../../shared/samples/fhir/", import.meta.url));

export type Bundles = { readonly files: readonly string[]; readonly individuals: number; readonly records: number; readonly from: string };

type Bundle = { readonly entry: readonly { readonly resource: { readonly resourceType: string } }[] };

/** The samples of Synthea's, or bundles made into `folder`. Counts are of the files' own content, not of what an import says. */
export function bundlesFor(folder: string): Bundles {
  const own = !existsSync(SAMPLES);
  const files = own
    ? Array.from({ length: 4 }, (_, n) => written(join(folder, `made-0${n}.json`), n))
    : readdirSync(SAMPLES)
        .filter((name) => /^patient-0.*\.json$/.test(name))
        .map((name) => join(SAMPLES, name));
  const types = files.flatMap((file) =>
    (JSON.parse(readFileSync(file, "utf8")) as Bundle).entry.map(({ resource }) => resource.resourceType),
  );
  const individuals = types.filter((type) => type === "Patient").length;
  return { files, individuals, records: types.length, from: own ? "bundles made here" : "Synthea's samples" };
}

/** One individual with forty observations, as a transaction. */
function written(path: string, n: number): string {
  const [about, ...others] = Array.from({ length: 41 }, () => `urn:uuid:${crypto.randomUUID()}`);
  const patient = { ...PATIENT, identifier: [{ system: "http://fernhollow.example/mrn", value: `MRN-${n}` }] };
  const observation = { resourceType: "Observation", status: "final", code: { text: "Heart rate" }, subject: { reference: about } };
  const entry = [
    { fullUrl: about, resource: patient, request: { method: "POST", url: "Patient" } },
    ...others.map((fullUrl, at) => ({
      fullUrl,
      resource: { ...observation, valueQuantity: { value: 60 + at, unit: "/min" } },
      request: { method: "POST", url: "Observation" },
    })),
  ];
  writeFileSync(path, JSON.stringify({ resourceType: "Bundle", type: "transaction", entry }));
  return path;
}
