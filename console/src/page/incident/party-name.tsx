// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { submissionQuery } from "../../api/form.ts";

/** A customer by name, with the way to what is known of it. */
export function PartyName({ id }: { id: string }): ReactNode {
  const { data, isPending } = useQuery({ ...submissionQuery(id), staleTime: 60_000 });
  return (
    <Link to="/submissions/$submission" params={{ submission: id }}>
      {data?.title ?? (isPending ? "Loading" : `Number ${id.slice(0, 8)}`)}
    </Link>
  );
}
