// SPDX-License-Identifier: Apache-2.0
// Devices and media, keys that are out, and places. All hang under what was filed, so that a move reads them again.
import type { ItemOf } from "@part164/client/client.ts";
import { queryOptions } from "@tanstack/react-query";
import { listQuery } from "./list.ts";
import { ask, type Answer } from "./server.ts";

export type Device = ItemOf<"program.device.list">;
export type DeviceDetail = Answer<"program.device.read">;
export type Place = ItemOf<"program.facility.list">;
export type Key = ItemOf<"program.key.list">;
export type ImportRow = Answer<"program.device.preview-import">["rows"][number];
export type Imported = Answer<"program.device.import">;

export const devicesQuery = (filter: { readonly custodian?: string; readonly open?: "true" } = {}) =>
  listQuery<Device>(["submissions", "devices", filter], (turn, signal) =>
    ask("program.device.list", { query: { ...filter, ...turn, limit: 200 } }, { signal }),
  );

/** One device, and who had it on a day. */
export const deviceQuery = (id: string, on: string | undefined) =>
  queryOptions({
    queryKey: ["submission", "device", id, on ?? ""],
    queryFn: ({ signal }): Promise<DeviceDetail> =>
      ask("program.device.read", { path: { submission: id }, query: on === undefined ? {} : { on } }, { signal }),
  });

export const placesQuery = queryOptions({
  queryKey: ["submissions", "places"],
  queryFn: async ({ signal }): Promise<readonly Place[]> => (await ask("program.facility.list", {}, { signal })).items,
});

export const keysQuery = queryOptions({
  queryKey: ["submissions", "keys"],
  queryFn: async ({ signal }): Promise<readonly Key[]> => (await ask("program.key.list", {}, { signal })).items,
});

const typeOf = (file: File) => (file.name.toLowerCase().endsWith(".json") ? ("application/json" as const) : ("text/csv" as const));

/** What the file would change; changes nothing. */
export const previewImport = (file: File) =>
  ask("program.device.preview-import", { query: { mediaType: typeOf(file) }, body: file }, { documentName: file.name });

export const importDevices = (file: File) =>
  ask("program.device.import", { query: { mediaType: typeOf(file) }, body: file }, { documentName: file.name });
