// SPDX-License-Identifier: Apache-2.0
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";

/** The database as the organization sees its own program. */
export const scoped = ({ db, installation }: Pick<Parts, "db" | "installation">): Queryable =>
  db.in({ role: "part164_app", tenant: installation });
