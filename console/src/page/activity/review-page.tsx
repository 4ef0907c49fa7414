// SPDX-License-Identifier: Apache-2.0
// One review: what was looked at, what stood out, decided item by item by somebody whom it is not about, then signed.
import { ActionIcon, Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { IconPrinter } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { reviewPdfHref, reviewQuery, signReview, type ReviewDetail } from "../../api/activity.ts";
import { Glyph } from "../../part/glyph.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { Faults } from "../../part/say/faults.tsx";
import { Notice } from "../../part/say/notice.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { When } from "../../part/when.tsx";
import { useSession } from "../../session/session-context.ts";
import { PageHead } from "../../shell/page-head.tsx";
import { plural } from "../../time/times.ts";
import { useZone } from "../../time/use-now.ts";
import { periodSays } from "./activity-words.ts";
import { ItemsPanel } from "./items-panel.tsx";
import { LookedPanel } from "./looked-panel.tsx";

/** Who may decide and sign; the server decides. */
const REVIEWERS: readonly string[] = ["executive", "security-official", "privacy-official"];

export function ReviewPage(): ReactNode {
  const { review } = useParams({ from: "/inside/activity/$review" });
  const read = useQuery(reviewQuery(review));
  return (
    <main id="main" tabIndex={-1} className="activity">
      {read.data !== undefined ? (
        <Whole of={read.data} />
      ) : (
        <>
          <PageHead crumbs={<Link to="/activity">Activity review</Link>} title="Review of activity" />
          {read.isPending ? <Waiting lines={12} /> : <Empty kind="failed" error={read.error} onRetry={() => void read.refetch()} />}
        </>
      )}
    </main>
  );
}

function Whole({ of: review }: { of: ReviewDetail }): ReactNode {
  const client = useQueryClient();
  const zone = useZone();
  const { user, organization } = useSession();
  const sign = useMutation({
    mutationFn: () => signReview(review),
    onSettled: () => Promise.all(["activity", "tasks", "home", "requirements"].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
  const isReviewer = user.roles.some((role) => REVIEWERS.includes(role));
  const isOpen = review.signedAt === null;
  return (
    <>
      <PageHead
        crumbs={<Link to="/activity">Activity review</Link>}
        title={`Activity of ${periodSays(review, zone)}`}
        says={
          <>
            {plural(review.entries, "entry", "entries")} in {plural(review.logs.length, "log")}. Prepared by{" "}
            {review.preparedByName ?? "the operator"}
            {review.signedAt === null ? (
              ", not signed yet."
            ) : (
              <>
                , signed by {review.signedByName ?? "somebody"} on <When at={review.signedAt} as="date" />.
              </>
            )}
            <span className="printed">{organization.name}. 45 CFR 164.308(a)(1)(ii)(D).</span>
          </>
        }
        actions={
          <>
            {isOpen ? null : (
              <a className="button" href={reviewPdfHref(review.id)} download>
                PDF
              </a>
            )}
            <ActionIcon aria-label="Print" title="Print" onClick={() => window.print()}>
              <Glyph of={IconPrinter} />
            </ActionIcon>
            {isReviewer && isOpen ? (
              <Button
                variant="filled"
                loading={sign.isPending}
                {...(review.unsigned === null ? {} : { "aria-disabled": true, title: review.unsigned })}
                onClick={() => (review.unsigned === null ? sign.mutate() : undefined)}
              >
                Sign
              </Button>
            ) : null}
          </>
        }
      />
      <div className="stack loose">
        <Faults error={sign.error} />
        {isOpen ? <Progress of={review} isReviewer={isReviewer} /> : null}
        <ItemsPanel of={review} isReviewer={isReviewer} />
        <LookedPanel of={review} />
      </div>
    </>
  );
}

/** How far it is, and for whom what is left waits. */
function Progress({ of: { items, open, others }, isReviewer }: { of: ReviewDetail; isReviewer: boolean }): ReactNode {
  const own = items.filter(({ isOwn, decision }) => isOwn && decision === null).length;
  const decided = items.length - open;
  return (
    <>
      <div className="activity-progress">
        <progress value={decided} max={Math.max(items.length, 1)} aria-label="Items decided" />
        <p>
          <strong>
            {decided} of {items.length}
          </strong>{" "}
          <span className="muted">decided.</span>
        </p>
      </div>
      {isReviewer && own > 0 ? (
        <Notice
          tone={others === 0 ? "soon" : "act"}
          title={own === 1 ? "One item is about what you did yourself." : `${own} items are about what you did yourself.`}
        >
          {others === 0
            ? "Nobody else here can decide that. Until a second official or an executive is invited, this review cannot be signed."
            : `Another official or an executive decides: there ${others === 1 ? "is one" : `are ${others}`} who can.`}
        </Notice>
      ) : null}
      {open === 0 ? (
        <Notice tone="act" title={items.length === 0 ? "Nothing stood out." : "Everything is decided."}>
          {isReviewer ? "Look at what was looked at, and sign." : "An official or an executive signs it."}
        </Notice>
      ) : null}
    </>
  );
}
