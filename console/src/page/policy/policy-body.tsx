// SPDX-License-Identifier: Apache-2.0
// The text as the server made it safe: its HTML comes from a tree that has no place for scripts, and the page's own policy runs none.
import { useRouter } from "@tanstack/react-router";
import { useMemo, type MouseEvent, type ReactNode } from "react";
import { useMay } from "../../session/session-context.ts";
import { pageHtml } from "./policy-words.ts";

export function PolicyBody({ html }: { html: string }): ReactNode {
  const mayRequirements = useMay("report.requirement.read");
  const router = useRouter();
  const made = useMemo(() => ({ __html: pageHtml(html, mayRequirements) }), [html, mayRequirements]);
  const follow = (event: MouseEvent): void => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const href = link?.getAttribute("href") ?? "";
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!isPlain || (!href.startsWith("/requirements/") && !href.startsWith("#"))) return;
    event.preventDefault();
    if (href.startsWith("#")) jumpTo(decodeURIComponent(href.slice(1)));
    else void router.navigate({ href });
  };
  // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- Its links act; this only follows them within the page.
  return <div className="policy-text" onClick={follow} dangerouslySetInnerHTML={made} />;
}

/** To a section, with the focus: the address stays what it says of the version. */
function jumpTo(id: string): void {
  const target = document.querySelector<HTMLElement>(`.policy-text [id="${CSS.escape(id)}"]`);
  if (target === null) return;
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "start" });
}
