// SPDX-License-Identifier: Apache-2.0
// The rooms that exist. A room appears when its operation is among those this person may ever use; the server decides anyway.
import {
  IconApps,
  IconBuildingCommunity,
  IconClipboardList,
  IconDeviceLaptop,
  IconEyeSearch,
  IconFileText,
  IconGitFork,
  IconId,
  IconLifebuoy,
  IconLink,
  IconListCheck,
  IconFiles,
  IconMail,
  IconUmbrella,
  IconListSearch,
  IconChecklist,
  IconHome,
  IconReportAnalytics,
  IconBinaryTree,
  IconUserCircle,
  IconUserShield,
  IconUsers,
  IconSchool,
  IconShieldExclamation,
  type Icon,
} from "@tabler/icons-react";

export type RoomPath =
  | "/"
  | "/tasks"
  | "/requirements"
  | "/ledger"
  | "/organization"
  | "/policies"
  | "/training"
  | "/decisions"
  | "/workforce"
  | "/documents"
  | "/outbox"
  | "/risks"
  | "/evaluations"
  | "/privacy"
  | "/incidents"
  | "/contingency"
  | "/devices"
  | "/activity"
  | "/associates"
  | "/forms"
  | "/individuals"
  | "/reports"
  | "/people"
  | "/applications";
export type Room = { readonly to: RoomPath; readonly says: string; readonly beside?: string; readonly icon: Icon; readonly needs: string };
export type RoomGroup = { readonly title: string | null; readonly rooms: readonly Room[] };

export const ROOMS: readonly RoomGroup[] = [
  {
    title: null,
    rooms: [
      { to: "/", says: "Home", needs: "report.home.read", icon: IconHome },
      { to: "/tasks", says: "My tasks", needs: "program.task.list", icon: IconChecklist },
      { to: "/requirements", says: "Requirements", needs: "report.requirement.list", icon: IconListCheck },
      { to: "/ledger", says: "Ledger", needs: "ledger.entry.list", icon: IconBinaryTree },
    ],
  },
  {
    title: "Program",
    rooms: [
      { to: "/organization", says: "Organization", needs: "program.organization.read", icon: IconBuildingCommunity },
      { to: "/policies", says: "Policies", needs: "program.policy.list", icon: IconFileText },
      { to: "/training", says: "Training", needs: "program.course.list", icon: IconSchool },
      { to: "/decisions", says: "Decisions", needs: "report.requirement.list", icon: IconGitFork },
      { to: "/workforce", says: "Workforce", needs: "program.member.list", icon: IconId },
      { to: "/evaluations", says: "Evaluation", needs: "program.evaluation.list", icon: IconListSearch },
      { to: "/forms", says: "Forms", needs: "program.form.list", icon: IconClipboardList },
      { to: "/documents", says: "Documents", needs: "program.document.list", icon: IconFiles },
      { to: "/outbox", says: "Outbox", needs: "program.notification.list", icon: IconMail },
    ],
  },
  {
    title: "Risk and response",
    rooms: [
      { to: "/risks", says: "Risks", needs: "program.risk.list", icon: IconShieldExclamation },
      { to: "/associates", says: "Vendors", beside: "(associates)", needs: "program.associate.list", icon: IconLink },
      { to: "/activity", says: "Activity review", needs: "program.activity.list", icon: IconEyeSearch },
      { to: "/incidents", says: "Incidents", needs: "program.submission.list", icon: IconLifebuoy },
      { to: "/contingency", says: "Contingency", needs: "program.contingency.read", icon: IconUmbrella },
      { to: "/devices", says: "Devices", needs: "program.device.list", icon: IconDeviceLaptop },
      { to: "/privacy", says: "Privacy cases", needs: "program.case.list", icon: IconUserShield },
    ],
  },
  {
    title: "Health information",
    rooms: [{ to: "/individuals", says: "Individuals", needs: "phi.individual.list", beside: "(records)", icon: IconUserCircle }],
  },
  { title: "Prove", rooms: [{ to: "/reports", says: "Reports", needs: "report.gap.read", icon: IconReportAnalytics }] },
  {
    title: "Access",
    rooms: [
      { to: "/people", says: "People", needs: "access.user.list", icon: IconUsers },
      { to: "/applications", says: "Applications", needs: "access.client.list", icon: IconApps },
    ],
  },
];

/** The groups with what this person may enter; a group without rooms is gone. */
export function roomsFor(may: readonly string[]): readonly RoomGroup[] {
  return ROOMS.map(({ title, rooms }) => ({ title, rooms: rooms.filter(({ needs }) => may.includes(needs)) })).filter(
    ({ rooms }) => rooms.length > 0,
  );
}
