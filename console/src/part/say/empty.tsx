// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconCircleCheck, IconCirclePlus, IconDatabaseOff, IconEyeOff, IconFilter, IconRefresh, type Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Cite } from "../cite.tsx";
import { problemFrom } from "./faults.tsx";
import { Glyph } from "../glyph.tsx";
import { useFollow } from "../link-button.tsx";

/** A button always leads somewhere: to an address, or to something that happens. */
export type EmptyAction = { readonly label: string; readonly icon?: Icon } & ({ readonly href: string } | { readonly onAct: () => void });

/**
 * The five kinds. A title of at most five words, one sentence, one action.
 * Only "not-set-up" may fill its button; "not-yours" reads the same as "not here", so that nothing is confirmed.
 */
export type EmptyProps =
  | {
      readonly kind: "not-set-up";
      readonly title: string;
      readonly says: string;
      readonly cite?: string;
      readonly icon?: Icon;
      readonly action?: EmptyAction;
    }
  | { readonly kind: "nothing-due"; readonly title: string; readonly says: string; readonly action?: EmptyAction }
  | { readonly kind: "filtered"; readonly title: string; readonly says: string; readonly action: EmptyAction }
  | { readonly kind: "not-yours"; readonly says?: string; readonly action?: EmptyAction }
  | { readonly kind: "failed"; readonly error: unknown; readonly onRetry: () => void };

const ICON: Readonly<Record<EmptyProps["kind"], Icon>> = {
  "not-set-up": IconCirclePlus,
  "nothing-due": IconCircleCheck,
  filtered: IconFilter,
  "not-yours": IconEyeOff,
  failed: IconDatabaseOff,
};

function Act({ action, filled }: { action: EmptyAction; filled: boolean }): ReactNode {
  const follow = useFollow("href" in action ? action.href : "");
  const variant = filled ? "filled" : "default";
  const mark = action.icon === undefined ? null : <Glyph of={action.icon} />;
  return "href" in action ? (
    <Button component="a" variant={variant} href={action.href} onClick={follow}>
      {mark}
      {action.label}
    </Button>
  ) : (
    <Button variant={variant} onClick={action.onAct}>
      {mark}
      {action.label}
    </Button>
  );
}

/** Why there is nothing here, and what to do about it. */
export function Empty(props: EmptyProps): ReactNode {
  if (props.kind === "failed") return <Failed {...props} />;
  const title = props.kind === "not-yours" ? "Not here, or not yours" : props.title;
  const says = props.says ?? "Your security official can grant access, if it exists.";
  const icon = props.kind === "not-set-up" && props.icon !== undefined ? props.icon : ICON[props.kind];
  return (
    <div className="empty">
      <Glyph of={icon} size={24} stroke={1.5} />
      <strong>{title}</strong>
      <p>{says}</p>
      {props.action === undefined ? null : <Act action={props.action} filled={props.kind === "not-set-up"} />}
      {props.kind === "not-set-up" && props.cite !== undefined ? (
        <div className="below">
          <Cite of={props.cite} />
        </div>
      ) : null}
    </div>
  );
}

/** A refusal or a miss looks like any other absence; everything else says what failed and its request id. */
function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }): ReactNode {
  const { status, title, detail, request } = problemFrom(error);
  if (status === 404 || status === 403)
    return <Empty kind="not-yours" {...(detail === null ? {} : { says: detail })} action={{ label: "Go to Home", href: "/" }} />;
  return (
    <div className="empty" role="alert">
      <Glyph of={ICON.failed} size={24} stroke={1.5} />
      <strong>{title}</strong>
      <p>{detail ?? "Nothing was changed. Try again."}</p>
      <Act action={{ label: "Try again", icon: IconRefresh, onAct: onRetry }} filled={false} />
      {request === null ? null : <div className="below mono">req {request}</div>}
    </div>
  );
}
