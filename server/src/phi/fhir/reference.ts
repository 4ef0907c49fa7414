// SPDX-License-Identifier: Apache-2.0
// The forms of Reference.reference (FHIR R4, section 2.3.0).
import { isResourceType } from "./definitions.ts";

export type ParsedReference =
  /** "Patient/<id>", perhaps of one version. */
  | { readonly kind: "local"; readonly type: string; readonly id: string; readonly version: string | undefined }
  /** "#<id>" of a contained resource; an empty id is the container. */
  | { readonly kind: "contained"; readonly id: string }
  /** An address of another server; its type where it ends as a FHIR address does. */
  | { readonly kind: "elsewhere"; readonly type: string | undefined }
  /** urn:uuid or urn:oid: another entry of the same bundle. */
  | { readonly kind: "entry" }
  /** "Patient?identifier=...": to be found by a search. Not supported. */
  | { readonly kind: "conditional" };

const LOCAL = /^([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})(?:\/_history\/([A-Za-z0-9.-]{1,64}))?$/;
const TAIL = /\/([A-Z][A-Za-z]+)\/[A-Za-z0-9.-]{1,64}(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/;

/** What a reference's text means, or undefined if it is none that FHIR knows. */
export function parseReference(text: string): ParsedReference | undefined {
  const [, type, id, version] = LOCAL.exec(text) ?? [];
  if (type !== undefined && id !== undefined) return isResourceType(type) ? { kind: "local", type, id, version } : undefined;
  if (text.startsWith("#")) return { kind: "contained", id: text.slice(1) };
  if (/^urn:(?:uuid|oid):\S+$/.test(text)) return { kind: "entry" };
  if (/^[A-Z][A-Za-z]+\?/.test(text)) return { kind: "conditional" };
  if (!/^https?:\/\/\S+$/.test(text)) return undefined;
  const named = TAIL.exec(text)?.[1];
  return { kind: "elsewhere", type: named !== undefined && isResourceType(named) ? named : undefined };
}
