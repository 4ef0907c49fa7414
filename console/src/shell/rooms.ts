// SPDX-License-Identifier: Apache-2.0
// The rooms that exist. A room appears when its operation is among those the session may use, or always when it names none.
import {
  IconApps,
  IconListCheck,
  IconHome,
  IconReportAnalytics,
  IconBinaryTree,
  IconUserCircle,
  IconUsers,
  type Icon,
} from "@tabler/icons-react";

export type RoomPath = "/" | "/requirements" | "/ledger" | "/individuals" | "/reports" | "/people" | "/applications";
export type Room = { readonly to: RoomPath; readonly says: string; readonly beside?: string; readonly icon: Icon };
export type RoomGroup = { readonly title: string | null; readonly rooms: readonly Room[] };

export const ROOMS: readonly RoomGroup[] = [
  {
    title: null,
    rooms: [
      { to: "/", says: "Home", icon: IconHome },
      { to: "/requirements", says: "Requirements", icon: IconListCheck },
      { to: "/ledger", says: "Ledger", icon: IconBinaryTree },
    ],
  },
  { title: "Health information", rooms: [{ to: "/individuals", says: "Individuals", beside: "(records)", icon: IconUserCircle }] },
  { title: "Prove", rooms: [{ to: "/reports", says: "Reports", icon: IconReportAnalytics }] },
  {
    title: "Access",
    rooms: [
      { to: "/people", says: "People", icon: IconUsers },
      { to: "/applications", says: "Applications", icon: IconApps },
    ],
  },
];
