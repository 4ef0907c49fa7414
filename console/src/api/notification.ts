// SPDX-License-Identifier: Apache-2.0
import type { ItemOf } from "@part164/client/client.ts";
import { listQuery } from "./list.ts";
import { ask } from "./server.ts";

export type Mail = ItemOf<"program.notification.list">;

export const mailQuery = {
  ...listQuery<Mail>(["notifications"], (turn, signal) => ask("program.notification.list", { query: { ...turn, limit: 100 } }, { signal })),
  staleTime: 15_000,
};
