// SPDX-License-Identifier: Apache-2.0
// Reviews of activity, and what an approved search for one person found.
import type { ItemOf } from "@part164/client/client.ts";
import { queryOptions } from "@tanstack/react-query";
import { listQuery } from "./list.ts";
import { ask, server, type Answer } from "./server.ts";

export type Reviews = Answer<"program.activity.list">;
export type Review = ItemOf<"program.activity.list">;
export type Coming = NonNullable<Reviews["coming"]>;
export type ReviewDetail = Answer<"program.activity.read">;
export type ActivityItem = ReviewDetail["items"][number];
export type ActivityClass = ReviewDetail["classes"][number];
export type AuditEntry = ItemOf<"program.audit.look">;

/** What is said of some items, as they stood when they were read; the description leaves the body open. */
export type Deciding = { readonly items: readonly Pick<ActivityItem, "n" | "version">[] } & (
  | { readonly decision: "expected" }
  | { readonly decision: "follow-up"; readonly note: string; readonly owner: string; readonly dueOn: string }
  | { readonly decision: "incident"; readonly note: string; readonly phi: string }
);

export const reviewsQuery = queryOptions({
  queryKey: ["activity"],
  queryFn: ({ signal }): Promise<Reviews> => ask("program.activity.list", {}, { signal }),
  staleTime: 15_000,
});

export const reviewQuery = (id: string) =>
  queryOptions({
    queryKey: ["activity", id],
    queryFn: ({ signal }): Promise<ReviewDetail> => ask("program.activity.read", { path: { review: id } }, { signal }),
    staleTime: 15_000,
  });

/** @throws ServerFault `move_not_possible` when all before today is prepared, `conflict` when somebody did it just now. */
export const prepareReview = () => ask("program.activity.prepare", { body: {} });

/** @throws ServerFault `not_yours_to_do` for what is about oneself, `version_conflict` when it was decided meanwhile. */
export const decideItems = (review: string, body: Deciding) => ask("program.activity.decide", { path: { review }, body });

export const signReview = ({ id, version }: Pick<ReviewDetail, "id" | "version">) =>
  ask("program.activity.sign", { path: { review: id }, body: {} }, { ifMatch: `W/"${version}"` });

/** Where the browser downloads a signed review from. */
export const reviewPdfHref = (review: string): string => server.href("program.activity.download", { path: { review } });

export const resolveItem = (review: string, n: number) => ask("program.activity.resolve", { path: { review }, body: { n } });

export const auditEntriesQuery = (submission: string) =>
  listQuery<AuditEntry>(["audit-entries", submission], (turn, signal) =>
    ask("program.audit.look", { path: { submission }, query: { ...turn, limit: 100 } }, { signal }),
  );
