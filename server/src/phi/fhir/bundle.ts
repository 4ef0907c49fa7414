// SPDX-License-Identifier: Apache-2.0
// What a transaction Bundle asks for (FHIR R4, section 3.1.0.11): entries that create (POST) or replace (PUT), all of them or none.
import { Fault, type FieldFault } from "#base/fault.ts";
import { resourceDefinition, typeDefinition, type TypeDefinition } from "./definitions.ts";
import { isNode, type Node } from "./node.ts";
import { parseReference } from "./reference.ts";
import { validateRecord, type FhirRecord } from "./validate.ts";

export type PlannedEntry = {
  /** Its place in the bundle, for the answer. */
  readonly index: number;
  readonly does: "create" | "replace";
  readonly id: string;
  /** The resource, its references to other entries made local. For a create its `id` is set. */
  readonly record: FhirRecord;
  /** The version that a replacement was made from (`ifMatch`), without the quotes of an ETag. */
  readonly ifMatch: string | undefined;
};

/**
 * The entries in the order in which to store them: patients first, because the keys of everything else hang from them, then as given.
 * The bundle is used up: ids and references are written into the resources that were parsed.
 * @throws Fault `invalid_record` or `unsupported_parameter` that names the entry.
 */
export function planTransaction(bundle: unknown, makeId: () => string): readonly PlannedEntry[] {
  if (!isNode(bundle) || bundle["resourceType"] !== "Bundle") throw refusal("/resourceType", "must be a Bundle");
  if (bundle["type"] !== "transaction") throw unsupported("Only Bundles of type transaction are taken here.");
  const entries: unknown = bundle["entry"] ?? [];
  if (!Array.isArray(entries)) throw refusal("/entry", "must be an array");
  const asked = entries.map((entry, index) => readEntry(entry, index, makeId));
  const places = placesOf(asked);
  for (const { index, record } of asked) rewrite(record, definitionOf(record, index), { places, index });
  for (const { index, record, id, does } of asked) {
    if (does === "create") Object.assign(record, { id });
    validateRecord(record, `/entry/${index}/resource`);
  }
  const planned = asked.map(({ index, does, id, record, ifMatch }): PlannedEntry => ({
    index,
    does,
    id,
    record: record as FhirRecord,
    ifMatch,
  })); // Validated above.
  return [...planned.filter(isPatient), ...planned.filter((entry) => !isPatient(entry))];
}

type Asked = Omit<PlannedEntry, "record"> & { readonly record: Node; readonly type: string; readonly fullUrl: string | undefined };

function readEntry(entry: unknown, index: number, makeId: () => string): Asked {
  const at = `/entry/${index}`;
  if (!isNode(entry)) throw refusal(at, "must be a JSON object");
  const { request, resource, fullUrl } = entry;
  if (!isNode(request)) throw refusal(`${at}/request`, "is missing");
  const { method, url } = request;
  if (method !== "POST" && method !== "PUT")
    throw unsupported(`Entry ${index} of the bundle: only POST and PUT are supported in a transaction.`);
  for (const name of ["ifNoneExist", "ifNoneMatch", "ifModifiedSince"])
    if (request[name] !== undefined) throw unsupported(`Entry ${index} of the bundle: ${name} is not supported in a transaction.`);
  if (!isNode(resource)) throw refusal(`${at}/resource`, "is missing");
  if (fullUrl !== undefined && typeof fullUrl !== "string") throw refusal(`${at}/fullUrl`, "must be a URI without spaces");
  const type = resource["resourceType"];
  if (!resourceDefinition(type)) throw refusal(`${at}/resource/resourceType`, "must be a FHIR R4 resource type that is stored here");
  const target = { at, type: String(type), url, resource };
  const common = { index, record: resource, type: String(type), fullUrl };
  if (method === "PUT") return { ...common, does: "replace", id: replacedId(target), ifMatch: ifMatchOf(request["ifMatch"], at) };
  if (url !== type) throw refusal(`${at}/request/url`, "must be the type of the resource");
  if (request["ifMatch"] !== undefined) throw refusal(`${at}/request/ifMatch`, "goes with PUT only");
  return { ...common, does: "create", id: makeId(), ifMatch: undefined };
}

function replacedId({ at, type, url, resource }: { at: string; type: string; url: unknown; resource: Node }): string {
  const parsed = typeof url === "string" ? parseReference(url) : undefined;
  if (parsed?.kind === "conditional") throw unsupported(`${at}: a PUT by search is not supported in a transaction.`);
  if (parsed?.kind !== "local" || parsed.version !== undefined || parsed.type !== type)
    throw refusal(`${at}/request/url`, "must be Type/id of the resource");
  if (resource["id"] !== parsed.id) throw refusal(`${at}/resource/id`, "must be the id that the request names");
  return parsed.id;
}

function ifMatchOf(value: unknown, at: string): string | undefined {
  if (value === undefined) return undefined;
  const version = typeof value === "string" ? /^(?:W\/)?"([A-Za-z0-9.-]{1,64})"$/.exec(value)?.[1] : undefined;
  if (version === undefined) throw refusal(`${at}/request/ifMatch`, 'must be an ETag: W/"version"');
  return version;
}

/** Where each entry will be, by its fullUrl. */
function placesOf(asked: readonly Asked[]): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  const targets = new Set<string>();
  for (const { index, fullUrl, type, id } of asked) {
    const place = `${type}/${id}`;
    if (targets.has(place)) throw refusal(`/entry/${index}/request/url`, "must not name what another entry names");
    targets.add(place);
    if (fullUrl === undefined) continue;
    if (places.has(fullUrl)) throw refusal(`/entry/${index}/fullUrl`, "must not be that of another entry");
    places.set(fullUrl, place);
  }
  return places;
}

type Rewriting = { readonly places: ReadonlyMap<string, string>; readonly index: number };
const ADDRESSES = new Set(["uri", "url", "canonical", "oid", "uuid"]);

/** Puts the place of an entry wherever the resource names its fullUrl: references, and properties that are addresses. */
function rewrite(node: Node, type: TypeDefinition, rewriting: Rewriting): void {
  for (const [name, value] of Object.entries(node)) {
    const property = type.properties.get(name);
    if (!property || property.beside) continue;
    if (type.name === "Reference" && name === "reference") Object.assign(node, { reference: resolved(value, rewriting) });
    else if (ADDRESSES.has(property.type))
      Object.assign(node, { [name]: Array.isArray(value) ? value.map((each) => swapped(each, rewriting)) : swapped(value, rewriting) });
    else if (!property.primitive) for (const each of Array.isArray(value) ? value : [value]) rewriteWithin(each, property.type, rewriting);
  }
}

function rewriteWithin(value: unknown, type: string, rewriting: Rewriting): void {
  if (!isNode(value)) return; // Validation will say so.
  const definition = type === "Resource" ? resourceDefinition(value["resourceType"]) : typeDefinition(type);
  if (definition) rewrite(value, definition, rewriting);
}

function swapped(value: unknown, { places }: Rewriting): unknown {
  return typeof value === "string" ? (places.get(value) ?? value) : value;
}

function resolved(value: unknown, rewriting: Rewriting): unknown {
  const place = swapped(value, rewriting);
  if (typeof place !== "string") return place;
  const kind = parseReference(place)?.kind;
  if (kind === "conditional")
    throw unsupported(`Entry ${rewriting.index} of the bundle: references by search are not supported; name the record or another entry.`);
  if (kind === "entry") throw refusal(`/entry/${rewriting.index}/resource`, "refers to an entry that the bundle does not hold");
  return place;
}

function definitionOf(record: Node, index: number): TypeDefinition {
  const found = resourceDefinition(record["resourceType"]);
  if (!found) throw refusal(`/entry/${index}/resource/resourceType`, "must be a FHIR R4 resource type that is stored here");
  return found;
}

function isPatient({ record }: PlannedEntry): boolean {
  return record.resourceType === "Patient";
}

function refusal(at: string, says: string): Fault {
  const fields: FieldFault[] = [{ at, says }];
  return new Fault("invalid_record", { fields });
}

function unsupported(detail: string): Fault {
  return new Fault("unsupported_parameter", { detail });
}
