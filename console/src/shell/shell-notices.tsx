// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { newsOf, type Health } from "../api/health.ts";
import { Notice } from "../part/say/notice.tsx";
import { When } from "../part/when.tsx";
import { useSession } from "../session/session-context.ts";

/** What the server wants everybody in the console to know, above every room. */
export function ShellNotices({ health }: { health: Health | undefined }): ReactNode {
  const { endedOther } = useSession();
  const [seen, setSeen] = useState<string | null>(null);
  const showEnded = endedOther !== null && seen !== endedOther.at;
  const problems = health === undefined ? [] : newsOf(health);
  const isPreparing = health?.demo === "preparing";
  if (!showEnded && problems.length === 0 && !isPreparing) return null;
  return (
    <div className="notices">
      {showEnded ? (
        <Notice
          tone="act"
          title="Your sign-in here ended another session of yours."
          action={
            <Button size="xs" onClick={() => setSeen(endedOther.at)}>
              It was me
            </Button>
          }
        >
          Ended <When at={endedOther.at} as="moment" />
          {endedOther.from === null ? "" : `, from ${endedOther.from}`}. If that was not you, tell your security official now.
        </Notice>
      ) : null}
      {problems.length > 0 ? (
        <Notice tone="harm" title="The server says it is not well.">
          <ul>
            {problems.map(({ code, says }) => (
              <li key={code}>{says}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {isPreparing ? <Notice tone="plain" title="Demonstration data is being prepared. Pages fill in as it arrives." /> : null}
    </div>
  );
}
