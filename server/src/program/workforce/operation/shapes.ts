// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { roleName } from "#gate/operation/invite-user.ts";
import { anId, calendarDay } from "#gate/operation/shapes.ts";
import { WORKFORCE_KINDS, type WorkforceMember } from "../roster.ts";

export const WorkInput = {
  kind: z.enum(WORKFORCE_KINDS),
  position: z.string().trim().min(1).max(120),
  supervisor: anId.nullable(),
  seesPhi: z.boolean(),
};

export const JoinerInput = z.strictObject({
  name: z.string().trim().min(1).max(120),
  email: z.email().max(254).nullable(),
  ...WorkInput,
  joinedOn: calendarDay,
  termOn: calendarDay.nullable(),
  roles: z.array(roleName).max(20).nullable().meta({ description: "With which they may sign in here; null if they do not." }),
});

export const WorkforceMemberView = z.object({
  id: z.string(),
  user: z.string().nullable(),
  name: z.string(),
  email: z.string().nullable(),
  kind: z.enum(WORKFORCE_KINDS),
  position: z.string().nullable(),
  supervisor: z.string().nullable(),
  seesPhi: z.boolean(),
  joinedOn: z.string(),
  leftOn: z.string().nullable(),
  termOn: z.string().nullable(),
  version: z.number(),
  roles: z.array(z.string()),
  hasEnrolled: z.boolean(),
  mayNotSignIn: z.boolean(),
});

export function viewWorkforceMember(row: WorkforceMember): z.infer<typeof WorkforceMemberView> {
  const { id, user, name, email, kind, position, supervisor, version } = row;
  return {
    id,
    user,
    name,
    email,
    kind,
    position,
    supervisor,
    version,
    seesPhi: row.sees_phi,
    joinedOn: row.joined_on,
    leftOn: row.left_on,
    termOn: row.term_on,
    roles: [...row.roles],
    hasEnrolled: row.enrolled,
    mayNotSignIn: row.user === null || row.ended,
  };
}
