// SPDX-License-Identifier: Apache-2.0
import type { Input, ItemOf } from "@part164/client/client.ts";
import { listQuery } from "./list.ts";
import { ask, server } from "./server.ts";

export type KeptDocument = ItemOf<"program.document.list">;
type Upload = NonNullable<Input<"program.document.upload">["query"]>;
export type DocumentKind = Upload["kind"];
type MediaType = Upload["mediaType"];

export const documentsQuery = (kind?: string) => ({
  ...listQuery<KeptDocument>(["documents", kind ?? ""], (turn, signal) =>
    ask("program.document.list", { query: { ...turn, limit: 200, ...(kind === undefined ? {} : { kind }) } }, { signal }),
  ),
  staleTime: 15_000,
});

/** What the server keeps, by the ends of names: browsers do not know every type. */
const TYPES: Readonly<Record<string, MediaType>> = {
  pdf: "application/pdf",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  txt: "text/plain",
  csv: "text/csv",
  md: "text/markdown",
  json: "application/json",
  zip: "application/zip",
};
export const ACCEPTED = Object.keys(TYPES)
  .map((end) => `.${end}`)
  .join(",");

/** The type to keep a file under, or null if it is none that is kept. */
export const mediaTypeOf = (name: string): MediaType | null => TYPES[name.split(".").at(-1)?.toLowerCase() ?? ""] ?? null;

export type NewDocument = {
  readonly file: File;
  readonly mediaType: MediaType;
  readonly kind: DocumentKind;
  readonly effectiveOn?: string;
};

/** Sends the file as it is. */
export const uploadDocument = ({ file, ...query }: NewDocument) =>
  ask("program.document.upload", { query, body: file }, { documentName: file.name });

/** Where the browser downloads it from. */
export const documentHref = (document: string): string => server.href("program.document.download", { path: { document } });

/** Holds it with a reason, whatever its age; null lifts the hold. */
export const holdDocument = (document: string, hold: string | null) => ask("program.document.hold", { path: { document }, body: { hold } });
