// SPDX-License-Identifier: Apache-2.0
// What this server can do, in FHIR's words. Made from what is stored and offered, so that it cannot promise more.
import type { Parts } from "#gate/parts.ts";
import { storedTypes } from "#phi/fhir/definitions.ts";
import type { App } from "./app.ts";

const INTERACTIONS = ["create", "read", "vread", "update", "history-instance"];

export function addFhirMetadata(app: App, { config }: Parts): void {
  const base = `${config.PART164_ORIGIN.origin}/fhir/R4`;
  const capability = {
    resourceType: "CapabilityStatement",
    status: "active",
    date: "2026-11-22",
    kind: "instance",
    software: { name: "Part164" },
    implementation: { description: "Part164 records", url: base },
    fhirVersion: "4.0.1",
    format: ["application/fhir+json"],
    rest: [
      {
        mode: "server",
        security: {
          service: [{ coding: [{ system: "http://terminology.hl7.org/CodeSystem/restful-security-service", code: "SMART-on-FHIR" }] }],
        },
        resource: storedTypes()
          .filter((type) => !["Bundle", "Parameters", "OperationOutcome"].includes(type))
          .map((type) => ({
            type,
            interaction: INTERACTIONS.map((code) => ({ code })),
            versioning: "versioned-update",
            readHistory: true,
            updateCreate: false,
          })),
        interaction: [{ code: "transaction" }],
      },
    ],
  };
  const smart = {
    token_endpoint: `${config.PART164_ORIGIN.origin}/oauth/token`,
    grant_types_supported: ["client_credentials"],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
    capabilities: ["client-confidential-symmetric", "permission-v2"],
  };
  app.get("/fhir/R4/metadata", (c) => c.json(capability, 200, { "content-type": "application/fhir+json; charset=utf-8" }));
  app.get("/fhir/R4/.well-known/smart-configuration", (c) => c.json(smart));
}
