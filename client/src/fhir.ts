// SPDX-License-Identifier: Apache-2.0
// FHIR R4 as the server speaks it: create, read, vread, update, instance history, transaction. Every call leaves an entry.
import type { Answered, Input, Part164Client } from "./client.ts";
import type { CallOptions } from "./transport.ts";

export type FhirResource = { readonly resourceType: string; readonly id?: string; readonly [name: string]: unknown };
export type FhirBundle = {
  readonly resourceType: "Bundle";
  readonly type: string;
  readonly total?: number;
  readonly entry?: readonly { readonly resource?: FhirResource; readonly [name: string]: unknown }[];
};
type Call = <T>(name: FhirName, input: Input<FhirName>, options: CallOptions | undefined) => Promise<Answered<T>>;
type FhirName =
  | "phi.record.create"
  | "phi.record.read"
  | "phi.record.read-version"
  | "phi.record.amend"
  | "phi.record.list-versions"
  | "phi.record.import";

/** Each method throws ServerFault. */
export class Fhir {
  readonly #client: Part164Client;
  readonly #call: Call;

  constructor(client: Part164Client) {
    this.#client = client;
    // The description calls every FHIR answer an object; which one, this file knows.
    this.#call = <T>(name: FhirName, input: Input<FhirName>, options: CallOptions | undefined) =>
      client.call(name, input as never, options) as Promise<Answered<T>>;
  }

  create(resource: FhirResource, options?: CallOptions): Promise<Answered<FhirResource & { readonly id: string }>> {
    return this.#call("phi.record.create", { path: { type: resource.resourceType }, body: resource }, options);
  }

  read(type: string, id: string, options?: CallOptions): Promise<Answered<FhirResource>> {
    return this.#call("phi.record.read", { path: { type, id } }, options);
  }

  /** An earlier version, by its number from 1. */
  vread(record: RecordName, version: string | number, options?: CallOptions): Promise<Answered<FhirResource>> {
    return this.#call("phi.record.read-version", { path: { ...record, version: String(version) } }, options);
  }

  /** Replaces a record if it still has the version that was read: its number, or the ETag that came with it. */
  update(
    resource: FhirResource & { readonly id: string },
    version: string | number,
    options: CallOptions = {},
  ): Promise<Answered<FhirResource>> {
    const ifMatch = typeof version === "string" && version.includes('"') ? version : `W/"${version}"`;
    return this.#call(
      "phi.record.amend",
      { path: { type: resource.resourceType, id: resource.id }, body: resource },
      { ...options, ifMatch },
    );
  }

  /** The newest hundred versions, newest first. */
  history(type: string, id: string, options?: CallOptions): Promise<Answered<FhirBundle>> {
    return this.#call("phi.record.list-versions", { path: { type, id } }, options);
  }

  /** A transaction bundle: all of its records or none. The same again is a no-op, so a lost answer costs nothing. */
  importBundle(bundle: FhirBundle, options?: CallOptions): Promise<Answered<FhirBundle>> {
    return this.#call("phi.record.import", { body: bundle }, options);
  }

  /** All records of an individual, one after the other; each is opened, and each opening is an entry. */
  async *recordsOf(individual: string, options: CallOptions & { readonly type?: string } = {}): AsyncGenerator<FhirResource> {
    const { type, ...rest } = options;
    const query = type === undefined ? {} : { type };
    for await (const { type: kind, id } of this.#client.items("phi.record.list", { path: { individual }, query }, rest))
      yield (await this.read(kind, id, rest)).value;
  }
}

export type RecordName = { readonly type: string; readonly id: string };
