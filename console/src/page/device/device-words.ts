// SPDX-License-Identifier: Apache-2.0
// What the server's words about devices and places are called here, and the one thing to do next.
import type { Device, Key, Place } from "../../api/device.ts";
import { plural } from "../../time/times.ts";

export const KIND_SAYS: Readonly<Record<string, string>> = {
  laptop: "Laptop",
  desktop: "Desktop",
  phone: "Telephone",
  tablet: "Tablet",
  server: "Server",
  medium: "Removable medium or disk",
  printer: "Printer or scanner",
  paper: "Store of paper",
  other: "Something else",
};
export const HOLDS_SAYS: Readonly<Record<string, string>> = { holds: "Holds PHI", may: "May hold PHI", none: "No PHI" };
export const FAULT_SAYS: Readonly<Record<string, string>> = {
  encrypted: "not shown to be encrypted",
  lock: "not shown to lock in time",
  patched: "no update shown in 60 days",
  malware: "no protection against malicious software shown",
  firewall: "firewall not shown to be on",
};
export const STANDING_SAYS: Readonly<Record<Device["evidence"]["standing"], string>> = {
  none: "Never checked",
  failing: "Fails",
  stale: "Check is old",
  fresh: "Passes",
  "not-needed": "Not needed",
};
export const PLACE_SAYS: Readonly<Record<Place["standing"], string>> = {
  none: "No plan",
  undecided: "Not decided",
  overdue: "Overdue",
  guarded: "In force",
};
export const COVERS_SAYS: Readonly<Record<Place["covers"], string>> = { site: "Site", provider: "Provider", remote: "No site" };
export const KEY_SAYS: Readonly<Record<Key["kind"], string>> = { visit: "Visitor", key: "Key", repair: "Repair" };
export const MOVEMENT_SAYS: Readonly<Record<string, string>> = { move: "Moved", reuse: "Used again", dispose: "Disposed of" };

/** How a device is looked at, as its form asks: by what its kind shows. */
export const looksOf = (kind: string): "runs" | "medium" => (kind === "medium" ? "medium" : "runs");

/** Whether somebody can look at it and say how it is. */
export const canBeChecked = ({ kind, state, holds }: Pick<Device, "kind" | "state" | "holds">): boolean =>
  state === "in use" && holds !== "none" && !["printer", "paper", "other"].includes(kind);

const WANTS_CHECK: readonly string[] = ["none", "stale", "failing"];

export const wantsCheck = ({ evidence }: Pick<Device, "evidence">): boolean => WANTS_CHECK.includes(evidence.standing);

/** Where a place is dealt with: its plan, a new one, or the list of sites where there should be some. */
export function hrefOfPlace({ id, plan }: Pick<Place, "id" | "plan">): string {
  if (id === "unlisted") return "/forms/site/new";
  return plan === null ? "/forms/facility-plan/new" : `/submissions/${plan}`;
}

export type Next = { readonly tone: "harm" | "soon" | "act"; readonly title: string; readonly says: string; readonly href: string };

/** The one thing to do next: what is lost to somebody who left, one's own check, devices that fail, places, what others owe. Null: nothing. */
export function nextStep(devices: readonly Device[], places: readonly Place[], mayKeep: boolean): Next | null {
  const left = devices.find(({ custodian, state }) => custodian.hasLeft && (state === "in use" || state === "in storage"));
  if (left !== undefined)
    return {
      tone: "harm",
      title: "Somebody who left still has a device.",
      says: `${left.name}: put it into storage.`,
      href: `/devices/${left.id}`,
    };
  const own = devices.find((one) => one.isMine && wantsCheck(one));
  if (own !== undefined)
    return { tone: "act", title: "Check a device that you have.", says: `${own.name}. It takes a minute.`, href: `/devices/${own.id}` };
  if (!mayKeep) return null;
  if (devices.length === 0)
    return {
      tone: "act",
      title: "Add the first device.",
      says: "By hand, or from a file of device management.",
      href: "/forms/device/new",
    };
  const failing = devices.filter(({ evidence }) => evidence.standing === "failing");
  if (failing[0] !== undefined)
    return {
      tone: "harm",
      title: `${plural(failing.length, "device")} in use ${failing.length === 1 ? "fails its check" : "fail their checks"}.`,
      says: failing[0].name,
      href: `/devices/${failing[0].id}`,
    };
  const unguarded = places.filter(({ open }) => open.length > 0);
  const [place] = unguarded;
  if (place !== undefined) {
    const title = `${plural(unguarded.length, "place")} without a plan in force.`;
    return { tone: "act", title, says: place.name, href: hrefOfPlace(place) };
  }
  const waiting = devices.filter(wantsCheck);
  const [first] = waiting;
  if (first === undefined) return null;
  return {
    tone: "soon",
    title: `${plural(waiting.length, "device")} without a check that passes.`,
    says: first.name,
    href: `/devices/${first.id}`,
  };
}
