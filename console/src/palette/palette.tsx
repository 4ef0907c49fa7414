// SPDX-License-Identifier: Apache-2.0
// Ctrl K: every room, every paragraph, what the open page offers, and the few things one does to oneself. No individual is ever
// listed here: a palette remembers, and PHI must not be remembered.
import { useMantineColorScheme } from "@mantine/core";
import { Spotlight, spotlight, type SpotlightActionData, type SpotlightActionGroupData } from "@mantine/spotlight";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { IconBolt, IconKeyboard, IconLogout, IconMoon, IconScale, IconSearch } from "@tabler/icons-react";
import { useEffect, type ReactNode } from "react";
import { requirementsQuery } from "../api/requirement.ts";
import { Glyph } from "../part/glyph.tsx";
import { useSession } from "../session/session-context.ts";
import { roomsFor } from "../shell/rooms.ts";
import { useSignOut } from "../shell/sign-out.ts";
import { usePageActions } from "./page-actions.ts";

const LIMIT = 12;

/** `asked` counts how often somebody asked for it; each time it opens. */
export function Palette({ asked, onKeyboardList }: { asked: number; onKeyboardList: () => void }): ReactNode {
  const groups = useGroups(onKeyboardList);
  useEffect(() => {
    if (asked > 0) spotlight.open();
  }, [asked]);
  return (
    <Spotlight
      actions={groups}
      shortcut={null}
      limit={LIMIT}
      centered={false}
      yOffset="12vh"
      overlayProps={{ blur: 0 }}
      attributes={{ content: { "aria-label": "Search or jump to" } }}
      nothingFound="Nothing by that name. Cites read like 164.312(b)."
      searchProps={{ placeholder: "Search or jump to", "aria-label": "Search or jump to", leftSection: <Glyph of={IconSearch} /> }}
    />
  );
}

function useGroups(onKeyboardList: () => void): SpotlightActionGroupData[] {
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const leave = useSignOut();
  const page = usePageActions();
  const { may } = useSession();
  const { data } = useQuery({ ...requirementsQuery, enabled: may.includes("report.requirement.list") });
  const rooms = roomsFor(may)
    .flatMap((group) => group.rooms)
    .map(({ to, says, beside, icon }): SpotlightActionData => ({
      id: to,
      label: says,
      ...(beside === undefined ? {} : { description: beside.replaceAll(/[()]/g, "") }),
      leftSection: <Glyph of={icon} />,
      onClick: () => void navigate({ to, search: {} }),
    }));
  const own: SpotlightActionData[] = [
    { id: "light", label: "Theme: light", leftSection: <Glyph of={IconMoon} />, onClick: () => setColorScheme("light") },
    { id: "dark", label: "Theme: dark", leftSection: <Glyph of={IconMoon} />, onClick: () => setColorScheme("dark") },
    { id: "system", label: "Theme: as the system", leftSection: <Glyph of={IconMoon} />, onClick: () => setColorScheme("auto") },
    { id: "keyboard", label: "Keyboard", leftSection: <Glyph of={IconKeyboard} />, onClick: onKeyboardList },
    { id: "sign-out", label: "Sign out", leftSection: <Glyph of={IconLogout} />, onClick: leave },
  ];
  const paragraphs = (data?.items ?? []).map(({ cite, title }): SpotlightActionData => ({
    id: cite,
    label: title,
    description: cite,
    leftSection: <Glyph of={IconScale} />,
    onClick: () => void navigate({ to: "/requirements/$cite", params: { cite }, search: {} }),
  }));
  const offered = page.map(({ id, label, description, onAct }): SpotlightActionData => ({
    id,
    label,
    ...(description === undefined ? {} : { description }),
    leftSection: <Glyph of={IconBolt} />,
    onClick: onAct,
  }));
  return [
    { group: "This page", actions: offered },
    { group: "Rooms", actions: rooms },
    { group: "You", actions: own },
    { group: "Paragraphs", actions: paragraphs },
  ].filter(({ actions }) => actions.length > 0);
}
