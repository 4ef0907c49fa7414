// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { IconMenu2, IconSearch } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { logsQuery, ORGANIZATION_LOG } from "../api/log.ts";
import { Tag } from "../part/status/chip.tsx";
import { Glyph } from "../part/glyph.tsx";
import { ProofMark } from "../part/status/proof-badge.tsx";
import { useMay, useSession } from "../session/session-context.ts";
import { exact, relative } from "../time/times.ts";
import { useNow, useZone } from "../time/use-now.ts";
import { ThemeSwitch } from "./theme-switch.tsx";

const MAC = /mac|iphone|ipad/i;

export function TopBar({ onMenu, onSearch }: { onMenu: () => void; onSearch: () => void }): ReactNode {
  const { organization } = useSession();
  return (
    <header className="top">
      <button className="menu-button" type="button" aria-label="Menu" onClick={onMenu}>
        <Glyph of={IconMenu2} />
      </button>
      <button className="search" type="button" aria-keyshortcuts="Control+K Meta+K" onClick={onSearch}>
        <Glyph of={IconSearch} />
        <span>Search or jump to</span>
        <kbd aria-hidden="true">{MAC.test(navigator.userAgent) ? "⌘ K" : "Ctrl K"}</kbd>
      </button>
      <span className="push" />
      {organization.demo ? (
        <span className="demo">
          <Tag>Demonstration data</Tag>
        </span>
      ) : null}
      <LedgerMark />
      <ThemeSwitch />
    </header>
  );
}

/** The organization's log: how far it reaches, and when that was last signed. */
function LedgerMark(): ReactNode {
  const { data } = useQuery({ ...logsQuery, enabled: useMay("ledger.log.list") });
  const now = useNow();
  const zone = useZone();
  const log = data?.items.find((item) => item.log === ORGANIZATION_LOG);
  if (log === undefined) return null;
  const size = log.size.toLocaleString("en-US");
  const at = log.checkpointAt;
  return (
    <Link
      className="badge"
      to="/ledger"
      search={{ log: ORGANIZATION_LOG }}
      title={at === null ? "No checkpoint yet" : `Checkpoint ${size}, signed ${exact(at, zone)}`}
    >
      <ProofMark state={at === null ? "recorded" : "in-checkpoint"} />
      <span>
        <span className="state-word">Ledger </span>
        {size}
        <span className="state-word"> {at === null ? "not yet signed" : `signed ${relative(at, now)}`}</span>
      </span>
    </Link>
  );
}
