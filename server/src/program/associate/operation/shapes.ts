// SPDX-License-Identifier: Apache-2.0
// How a party of the chain is told.
import { z } from "zod";
import type { Associate } from "../parties.ts";

const Named = z.object({ id: z.string(), name: z.string() });

export const AssociateView = z.object({
  id: z.string(),
  name: z.string(),
  role: z.string(),
  /** The vendor that it serves us through. */
  parent: z.string().nullable(),
  service: z.string(),
  isNeeded: z.boolean(),
  /** Whether PHI passes already. */
  passes: z.boolean(),
  contract: z.object({
    is: z.enum(["in-force", "ending", "expired", "return-open", "return-late", "extended", "being-made", "none", "not-needed"]),
    contract: z.string().nullable(),
    endsOn: z.string().nullable(),
    days: z.number().nullable(),
  }),
  /** Cites of required provisions that the contract lacks. */
  missing: z.array(z.string()),
  noticeHours: z.number().nullable(),
  agent: z.string().nullable(),
  tier: z.number().nullable(),
  review: z.object({ is: z.enum(["fresh", "overdue", "none", "not-asked"]), id: z.string().nullable(), dueOn: z.string().nullable() }),
  flows: z.number(),
  systems: z.number(),
  tenants: z.array(Named),
  next: z.object({ says: z.string(), href: z.string(), isUrgent: z.boolean() }).nullable(),
});

/** A party as its operations answer it. */
export const viewAssociate = ({ flows, systems, tenants, missing, ...one }: Associate): z.infer<typeof AssociateView> => ({
  ...one,
  missing: [...missing],
  flows: flows.length,
  systems: systems.length,
  tenants: tenants.map(({ id, name }) => ({ id, name })),
});
