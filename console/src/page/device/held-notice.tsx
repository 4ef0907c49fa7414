// SPDX-License-Identifier: Apache-2.0
// What somebody who leaves still has, beside their check-list: it does not finish before.
import type { ReactNode } from "react";
import { devicesQuery } from "../../api/device.ts";
import { HrefLink } from "../../part/link-button.tsx";
import { Notice } from "../../part/say/notice.tsx";
import { useList } from "../../part/table/list.tsx";
import { plural } from "../../time/times.ts";

export function HeldNotice({ member }: { member: string | null }): ReactNode {
  const held = useList({ ...devicesQuery({ custodian: member ?? "", open: "true" }), enabled: member !== null });
  const rows = held.rows.filter(({ state }) => state === "in use" || state === "in storage");
  if (rows.length === 0) return null;
  return (
    <Notice tone="soon" title={`${plural(rows.length, "device")} still with them`}>
      <ul className="lines" aria-label="Devices still with them">
        {rows.map(({ id, name, serial }) => (
          <li key={id}>
            <HrefLink href={`/devices/${id}`}>{name}</HrefLink> <span className="muted">{serial}</span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
