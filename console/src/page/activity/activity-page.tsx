// SPDX-License-Identifier: Apache-2.0
// Reviews of activity (164.308(a)(1)(ii)(D)): what was done is looked through period by period. The one next step stands first.
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { IconCircleCheck, IconCircleDot, IconEyeSearch } from "@tabler/icons-react";
import { useMemo, type ReactNode } from "react";
import { prepareReview, reviewsQuery, type Coming, type Review } from "../../api/activity.ts";
import { HrefButton, HrefLink } from "../../part/link-button.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { Faults } from "../../part/say/faults.tsx";
import { NextStep } from "../../part/say/next-step.tsx";
import { Notice } from "../../part/say/notice.tsx";
import { Chip } from "../../part/status/chip.tsx";
import type { Column } from "../../part/table/data-table.tsx";
import { ListPanel } from "../../part/table/list-panel.tsx";
import { listedOf } from "../../part/table/list.tsx";
import type { Narrowing } from "../../part/table/narrow.ts";
import { When } from "../../part/when.tsx";
import { useMay, useSession } from "../../session/session-context.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { date, plural } from "../../time/times.ts";
import { useZone } from "../../time/use-now.ts";
import { periodSays, stateSays } from "./activity-words.ts";

/** Whom searches for one person can be approved for; the server decides. */
const OFFICIALS: readonly string[] = ["security-official", "privacy-official"];

export function ActivityPage(): ReactNode {
  const reviews = useQuery(reviewsQuery);
  const { user } = useSession();
  const zone = useZone();
  const { data } = reviews;
  const columns = useMemo(() => columnsIn(zone), [zone]);
  const narrowing = useMemo(() => narrowingIn(zone), [zone]);
  const isOfficial = user.roles.some((role) => OFFICIALS.includes(role));
  return (
    <main id="main" tabIndex={-1}>
      <PageHead
        title="Activity review"
        says="What was done in all logs, looked through period by period. Nobody reviews what they did themselves."
        {...(isOfficial ? { actions: <HrefButton href="/activity/for-cause">Searches for cause</HrefButton> } : {})}
      />
      <div className="stack loose">
        {data?.coming === undefined || data.coming === null ? null : <Next coming={data.coming} reviews={data.items} />}
        <ListPanel
          of={listedOf(reviews, data?.items)}
          title="Reviews"
          file="activity-reviews"
          findSays="Find by period or person"
          narrowing={narrowing}
          columns={columns}
          rowKey={({ id }) => id}
          height="tall"
          keys
          empty={
            <Empty
              kind="nothing-due"
              title="No review yet"
              says="The first begins with the day of the set-up; whoever prepares it sees what stood out."
            />
          }
        />
      </div>
    </main>
  );
}

/** The oldest review that is not signed; otherwise the next one to prepare; otherwise when that will be. */
function Next({ coming, reviews }: { coming: Coming; reviews: readonly Review[] }): ReactNode {
  const client = useQueryClient();
  const navigate = useNavigate();
  const zone = useZone();
  const mayPrepare = useMay("program.activity.prepare");
  const prepare = useMutation({
    mutationFn: prepareReview,
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ["activity"] });
      await navigate({ to: "/activity/$review", params: { review: id }, search: {} });
    },
  });
  const open = reviews.findLast(({ signedAt }) => signedAt === null);
  const tone = coming.isLate ? "harm" : coming.isDue ? "soon" : "act";
  const late = coming.isLate ? `It is late: it was due on ${date(coming.dueOn)}.` : `Due on ${date(coming.dueOn)}.`;
  if (open !== undefined)
    return (
      <NextStep
        tone={tone}
        title={open.open === 0 ? `Sign the review of ${periodSays(open, zone)}` : `Go on with the review of ${periodSays(open, zone)}`}
        says={`${open.open === 0 ? "Everything in it is decided." : `${plural(open.open, "item")} to decide.`} ${late}`}
        href={`/activity/${open.id}`}
        go="Open it"
      />
    );
  const { from, to } = coming;
  if (from === null || to === null)
    return (
      <Notice tone="plain" title="All activity before today is reviewed">
        The next review is due on {date(coming.dueOn)}, {plural(coming.everyDays, "day")} after the last one’s end.
      </Notice>
    );
  return (
    <div className="stack">
      <Notice
        tone={tone}
        title={`Review the activity of ${periodSays({ from, to }, zone)}`}
        action={
          mayPrepare ? (
            <Button variant="filled" loading={prepare.isPending} onClick={() => prepare.mutate()}>
              Prepare it
            </Button>
          ) : undefined
        }
      >
        {late} Preparing reads the logs and lists what stood out; it decides nothing.
      </Notice>
      <Faults error={prepare.error} />
    </div>
  );
}

const narrowingIn = (zone: string | undefined): Narrowing<Review> => ({
  fields: {
    state: stateSays,
    period: (review) => periodSays(review, zone),
    from: ({ from }) => from,
    entries: ({ entries }) => entries,
    items: ({ items }) => items,
    signed_at: ({ signedAt }) => signedAt,
    signed_by: ({ signedByName }) => signedByName,
    prepared_by: ({ preparedByName }) => preparedByName ?? "the operator",
  },
  also: { to: ({ to }) => to, id: ({ id }) => id },
  filters: [{ field: "state", label: "State", all: "All states" }],
});

const columnsIn = (zone: string | undefined): readonly Column<Review>[] => [
  {
    key: "state",
    head: "State",
    width: "9.5rem",
    stack: "1 / 1",
    cell: (review) => (
      <Chip
        tone={review.signedAt === null ? "act" : "plain"}
        icon={review.signedAt !== null ? IconCircleCheck : review.open === 0 ? IconEyeSearch : IconCircleDot}
      >
        {stateSays(review)}
      </Chip>
    ),
  },
  {
    key: "from",
    head: "Period",
    stack: "2 / 1 / 3 / 3",
    cell: (review) => (
      <HrefLink href={`/activity/${review.id}`} row className="cut">
        {periodSays(review, zone)}
      </HrefLink>
    ),
  },
  {
    key: "items",
    head: "Stood out",
    width: "13rem",
    stack: "3 / 1 / 4 / 3",
    says: true,
    cell: ({ items, open, entries }) => (
      <span className="two-lines">
        <span>
          {plural(items, "item")}
          {open === 0 ? "" : `, ${open} to decide`}
        </span>
        <span className="small muted cut">of {plural(entries, "entry", "entries")}</span>
      </span>
    ),
  },
  {
    key: "signed_at",
    head: "Signed",
    width: "13rem",
    stack: "4 / 1 / 5 / 3",
    says: true,
    cell: ({ signedAt, signedByName }) =>
      signedAt === null ? (
        <span className="muted">not yet</span>
      ) : (
        <span className="two-lines">
          <When at={signedAt} as="date" />
          <span className="small muted cut">{signedByName}</span>
        </span>
      ),
  },
];
