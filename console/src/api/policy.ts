// SPDX-License-Identifier: Apache-2.0
import type { Input, ItemOf } from "@part164/client/client.ts";
import { queryOptions } from "@tanstack/react-query";
import { ask, server, type Answer } from "./server.ts";

export type Policy = ItemOf<"program.policy.list">;
export type PolicyText = Answer<"program.policy.read">;
export type PolicyVersion = PolicyText["versions"][number];
export type Acknowledgement = ItemOf<"program.acknowledgement.list">;
/** A version with the hash of the text that was read: what is approved or acknowledged is that text and no other. */
export type ReadVersion = { readonly id: string; readonly sha256: string };
export type Approval = Input<"program.policy.approve">["body"];

export const policiesQuery = queryOptions({
  queryKey: ["policies"],
  queryFn: async ({ signal }): Promise<readonly Policy[]> => (await ask("program.policy.list", {}, { signal })).items,
  staleTime: 15_000,
});

/** Which text: a version by its id, or what was in force on a day; what is in force today otherwise. */
export type WhichText = { readonly version?: string; readonly asOf?: string };

export const policyQuery = (policy: string, which: WhichText = {}) =>
  queryOptions({
    queryKey: ["policy", policy, which],
    queryFn: ({ signal }): Promise<PolicyText> => ask("program.policy.read", { path: { policy }, query: which }, { signal }),
    staleTime: 60_000,
  });

export const owedQuery = (policy: string) =>
  queryOptions({
    queryKey: ["acknowledgements", policy],
    queryFn: async ({ signal }): Promise<readonly Acknowledgement[]> => {
      const { items } = await ask("program.acknowledgement.list", { query: { owed: "true" } }, { signal });
      return items.filter((one) => one.policy === policy);
    },
    staleTime: 15_000,
  });

/** Takes up from the library what the organization has none of yet, filled in from its profile. */
export async function adoptPolicies(): Promise<number> {
  return (await ask("program.policy.adopt", { body: {} })).proposed.length;
}

export type Proposal = { readonly policy: string; readonly text: string; readonly summary: string; readonly isMaterial: boolean };

/** @throws ServerFault `invalid_answers` naming each fault by line. */
export function proposePolicy({ policy, text, summary, isMaterial }: Proposal) {
  return ask("program.policy.propose", { body: { sources: [{ policy, text }], summary, isMaterial } });
}

export function approvePolicies(body: Approval) {
  return ask("program.policy.approve", { body });
}

export async function rejectPolicy(version: string, reason: string): Promise<void> {
  await ask("program.policy.reject", { path: { version }, body: { reason } });
}

export function acknowledgePolicy(version: ReadVersion) {
  return ask("program.policy.acknowledge", { body: { versions: [version] } });
}

/** Looked at again and left as it is. */
export function reviewPolicy(policy: string, finding: string) {
  return ask("program.policy.review", { path: { policy }, body: { finding } });
}

/** Where the browser downloads one version from, as a PDF. */
export const policyFileHref = (version: string): string => server.href("program.policy.download", { path: { version } });
