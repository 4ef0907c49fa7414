// SPDX-License-Identifier: Apache-2.0
import type { ItemOf } from "@part164/client/client.ts";
import { listQuery } from "./list.ts";
import { ask, type Answer } from "./server.ts";

export type Task = ItemOf<"program.task.list">;
export type CalendarAddress = Answer<"program.calendar.make">;

/** Open tasks, soonest first. */
export const tasksQuery = (whose: "mine" | "all") => ({
  ...listQuery<Task>(["tasks", whose], (turn, signal) => ask("program.task.list", { query: { ...turn, whose, limit: 200 } }, { signal })),
  staleTime: 30_000,
});

/** Makes the address of one's own calendar; the one made before stops working. */
export const makeCalendar = (): Promise<CalendarAddress> => ask("program.calendar.make", { body: {} });
