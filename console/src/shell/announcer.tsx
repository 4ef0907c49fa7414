// SPDX-License-Identifier: Apache-2.0
// After a navigation the focus and the voice go to the new heading: the detail's when one opened, else the page's, and back to
// the row when a detail closed. The tab's title is the room's name, never anything about an individual.
import { useRouter } from "@tanstack/react-router";
import { useEffect, useState, type ReactNode } from "react";

const TRIES = 20; // Frames to wait for a heading that is still loading.

function focusOn(find: () => HTMLElement | null, tries = TRIES): void {
  const target = find();
  if (target !== null) {
    target.focus({ preventScroll: target.tagName !== "A" });
    return;
  }
  if (tries > 0) requestAnimationFrame(() => focusOn(find, tries - 1));
}

export function Announcer(): ReactNode {
  const router = useRouter();
  const [said, setSaid] = useState("");
  useEffect(
    () =>
      router.subscribe("onRendered", ({ fromLocation, toLocation, pathChanged }) => {
        const title = router.state.matches.findLast((match) => match.staticData.title !== undefined)?.staticData.title ?? "Part164";
        document.title = title === "Part164" ? title : `${title} · Part164`;
        if (!pathChanged || fromLocation === undefined) return;
        setSaid(title);
        const closedDetail = fromLocation.pathname.startsWith(`${toLocation.pathname}/`);
        const opened = toLocation.pathname.split("/").length > 2 || toLocation.pathname.startsWith(`${fromLocation.pathname}/`);
        focusOn(() => {
          if (closedDetail) {
            const rows = [...document.querySelectorAll<HTMLElement>("a[data-row-link]")];
            const row = rows.find((link) => new URL(link.getAttribute("href") ?? "", location.href).pathname === fromLocation.pathname);
            if (row !== undefined) return row;
          }
          return document.querySelector<HTMLElement>(opened ? "[data-detail-heading]" : "h1") ?? document.querySelector<HTMLElement>("h1");
        });
      }),
    [router],
  );
  return <output className="sr">{said}</output>;
}
