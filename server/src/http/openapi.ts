// SPDX-License-Identifier: Apache-2.0
// OpenAPI 3.1 made from the operations themselves. golden/openapi.json holds what it was; the client is generated from it.
import { z } from "zod";
import { FAULTS } from "#base/fault.ts";
import { PURPOSES } from "#access/purpose.ts";
import type { Operation } from "#gate/operation.ts";
import { type Step, STEPS, TokenFault } from "./steps.ts";

type Json = Record<string, unknown>;

const PROBLEM: Json = {
  type: "object",
  required: ["type", "title", "status", "code", "detail", "request"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string", enum: Object.keys(FAULTS) },
    detail: { type: "string" },
    request: { type: "string", format: "uuid" },
    fields: {
      type: "array",
      items: { type: "object", required: ["at", "says"], properties: { at: { type: "string" }, says: { type: "string" } } },
    },
  },
};

const FAULT_ANSWER: Json = {
  description: "A fault.",
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
};

/** The description of these operations and of the undoored steps. What is no JSON (metrics, FHIR's own descriptions) is not in it. */
export function openApi(operations: readonly Operation[]): Json {
  const paths: Record<string, Json> = {};
  for (const step of STEPS) paths[step.route.path] = { [step.route.method.toLowerCase()]: describeStep(step) };
  for (const operation of [...operations].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const { method, path } = operation.route;
    paths[path] = { ...paths[path], [method.toLowerCase()]: describe(operation) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Part164", version: "1", license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    paths,
    components: {
      schemas: { Problem: PROBLEM },
      securitySchemes: {
        client: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "/oauth/token", scopes: {} } } },
        application: { type: "http", scheme: "basic", description: "An application's id and secret, for /oauth/token alone." },
        session: { type: "apiKey", in: "cookie", name: "part164_session" },
      },
    },
    security: [{ client: [] }, { session: [] }],
  };
}

function describe(operation: Operation): Json {
  const input = schemaOf(operation.input, "input");
  const parts = (input["properties"] ?? {}) as Record<string, Json>; // Zod's own output for an object.
  const isFhir = operation.route.path.startsWith("/fhir/");
  const type = isFhir ? "application/fhir+json" : "application/json";
  const hasBody = operation.route.method !== "GET" && operation.route.method !== "DELETE";
  return {
    operationId: operation.name,
    summary: operation.says,
    description: `Serves ${operation.cites.join(", ")}.`,
    tags: [operation.name.split(".").slice(0, 2).join(".")],
    parameters: [...parameters(parts["path"], "path"), ...parameters(parts["query"], "query"), ...headers(operation, isFhir)],
    ...(hasBody
      ? { requestBody: { required: true, content: operation.takesFile === true ? FILE : { [type]: { schema: parts["body"] ?? {} } } } }
      : {}),
    responses: { ...answerOf(operation, isFhir), default: FAULT_ANSWER },
  };
}

const FILE = { "application/octet-stream": { schema: { type: "string", contentMediaType: "application/octet-stream" } } };

/** By its status: JSON, a file, or nothing. */
function answerOf({ says, output, status: always, file }: Operation, isFhir: boolean): Json {
  const status = always ?? 200;
  const answer: Json = { description: says, headers: { "Ledger-Entry": { schema: { type: "string", format: "uuid" } } } };
  if (file !== undefined) return { "200": { ...answer, content: { [file]: { schema: { type: "string", contentMediaType: file } } } } };
  if (output instanceof z.ZodUndefined) return { "204": answer };
  if (isFhir) return { [status]: { ...answer, content: { "application/fhir+json": { schema: { type: "object" } } } } };
  return { [status]: { ...answer, content: { "application/json": { schema: schemaOf(output, "output") } } } };
}

function describeStep({ name, says, isConsoles, input, takes, output }: Step): Json {
  const fault = takes === "application/json" ? FAULT_ANSWER : oauthFault();
  return {
    operationId: name,
    summary: says,
    tags: ["entrance"],
    security: takes === "application/json" ? [] : [{}, { application: [] }],
    parameters: isConsoles ? [{ name: "Part164-Console", in: "header", required: true, schema: { type: "string", enum: ["1"] } }] : [],
    ...(input === null ? {} : { requestBody: { required: true, content: { [takes]: { schema: schemaOf(input, "input") } } } }),
    responses: {
      "200": { description: says, content: { "application/json": { schema: schemaOf(output, "output") } } },
      default: fault,
    },
  };
}

function oauthFault(): Json {
  return {
    description: "A fault as RFC 6749, section 5.2, has it; a problem document where the server itself is at fault.",
    content: {
      "application/json": { schema: schemaOf(TokenFault, "output") },
      "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
    },
  };
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Json;
  return rest;
}

function parameters(schema: Json | undefined, place: "path" | "query"): Json[] {
  const properties = (schema?.["properties"] ?? {}) as Record<string, Json>;
  const required = (schema?.["required"] ?? []) as string[];
  return Object.entries(properties).map(([name, one]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: one,
  }));
}

function headers(operation: Operation, isFhir: boolean): Json[] {
  const list: Json[] = [];
  if (operation.needsPurpose === true)
    list.push({ name: "Purpose-Of-Use", in: "header", required: false, schema: { type: "string", enum: Object.keys(PURPOSES) } });
  if (operation.effect === "write")
    list.push({ name: "Idempotency-Key", in: "header", required: !isFhir, schema: { type: "string", minLength: 8, maxLength: 128 } });
  if (operation.takesFile === true)
    list.push({
      name: "Document-Name",
      in: "header",
      required: true,
      schema: { type: "string", description: "The file's name, percent-encoded." },
    });
  if (operation.route.method === "PUT") list.push({ name: "If-Match", in: "header", required: true, schema: { type: "string" } });
  return list;
}
