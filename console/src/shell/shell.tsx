// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState, type ReactNode } from "react";
import { healthQuery } from "../api/health.ts";
import { sessionQuery, type Session } from "../api/session.ts";
import { SessionContext } from "../session/session-context.ts";
import { ZoneContext } from "../time/use-now.ts";
import { onKey } from "./keys.ts";
import { LogoffWarning } from "./logoff-warning.tsx";
import { ShellNotices } from "./shell-notices.tsx";
import { SideBar } from "./side-bar.tsx";
import { TopBar } from "./top-bar.tsx";

// What floats is loaded when it is first asked for.
const Palette = lazy(async () => ({ default: (await import("../palette/palette.tsx")).Palette }));
const KeyboardList = lazy(async () => ({ default: (await import("./keyboard-list.tsx")).KeyboardList }));
const SmallMenu = lazy(async () => ({ default: (await import("./small-menu.tsx")).SmallMenu }));

/** The frame of every room: side bar, top bar, notices, and what must be said before anything else. */
export function Shell({ known }: { known: Session }): ReactNode {
  const { data } = useQuery(sessionQuery);
  const session = data ?? known;
  const { data: health } = useQuery({ ...healthQuery, refetchInterval: 60_000 });
  const [menu, setMenu] = useState(false);
  const [keyboard, setKeyboard] = useState<boolean | null>(null);
  const [palette, setPalette] = useState(0);
  useShellKeys({ onPalette: () => setPalette((times) => times + 1), onKeyboard: () => setKeyboard(true) });
  return (
    <SessionContext value={session}>
      <ZoneContext value={session.organization.timeZone}>
        <a className="skip" href="#main">
          Skip to content
        </a>
        <div className="shell">
          <aside className="side" aria-label="Rooms">
            <SideBar onKeyboardList={() => setKeyboard(true)} />
          </aside>
          <div className="page">
            <TopBar onMenu={() => setMenu(true)} onSearch={() => setPalette((times) => times + 1)} />
            <LogoffWarning />
            <ShellNotices health={health} />
            <Outlet />
            <ShellFoot session={session} />
          </div>
        </div>
        <Suspense>
          {menu ? <SmallMenu onClose={() => setMenu(false)} onKeyboardList={() => setKeyboard(true)} /> : null}
          {keyboard === null ? null : <KeyboardList opened={keyboard} onClose={() => setKeyboard(false)} />}
          {palette === 0 ? null : <Palette asked={palette} onKeyboardList={() => setKeyboard(true)} />}
        </Suspense>
      </ZoneContext>
    </SessionContext>
  );
}

/** What is true of every page here: that its data is invented, and what its database is for. */
function ShellFoot({ session: { database, organization } }: { session: Session }): ReactNode {
  if (database !== "embedded" && !organization.demo) return null;
  return (
    <footer className="foot small">
      {organization.demo ? "Demonstration data: every person and record here is made up. " : ""}
      {database === "embedded"
        ? "Embedded database: for trying, development and demonstration. It survives a stopped process, not a power cut. Set DATABASE_URL for production."
        : ""}
    </footer>
  );
}

function useShellKeys({ onPalette, onKeyboard }: { onPalette: () => void; onKeyboard: () => void }): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        onPalette();
      }
    };
    document.addEventListener("keydown", listen);
    const stops = [
      onKey("?", onKeyboard),
      onKey("/", () =>
        (document.querySelector<HTMLElement>("main input[type=search]") ?? document.querySelector<HTMLElement>(".search"))?.focus(),
      ),
    ];
    return () => {
      document.removeEventListener("keydown", listen);
      stops.forEach((stop) => stop());
    };
  });
}
