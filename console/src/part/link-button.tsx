// SPDX-License-Identifier: Apache-2.0
import { Button, type ButtonProps } from "@mantine/core";
import { createLink, useRouter } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, MouseEvent, ReactNode, Ref } from "react";

type AnchorButtonProps = ButtonProps & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof ButtonProps> & { ref?: Ref<HTMLAnchorElement> };

function AnchorButton(props: AnchorButtonProps): ReactNode {
  return <Button component="a" {...props} />;
}

/** A link within the console that looks like a button. */
export const LinkButton = createLink(AnchorButton);

/**
 * Follows an address that the server chose ("/requirements/164.312(b)") without leaving the page; others open as usual. Within a
 * room the page stays where it is: a row that opens its detail does not scroll away.
 */
export function useFollow(href: string): (event: MouseEvent) => void {
  const router = useRouter();
  return (event) => {
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!plain || !href.startsWith("/") || href.startsWith("//")) return;
    event.preventDefault();
    const room = (path: string): string => path.split(/[/?#]/)[1] ?? "";
    void router.navigate({ href, resetScroll: room(href) !== room(router.state.location.pathname) });
  };
}

export type HrefLinkProps = {
  readonly href: string;
  readonly className?: string;
  readonly title?: string;
  readonly children: ReactNode;
  /** The one link of a table's row. */
  readonly row?: boolean;
  readonly "data-depth"?: number;
};

/** A link to an address that is known already: one the server chose, or one of thousands in a table, where it costs little. */
export function HrefLink({ href, className, title, children, row = false, ...data }: HrefLinkProps): ReactNode {
  const follow = useFollow(href);
  return (
    <a href={href} onClick={follow} className={className} title={title} {...(row ? { "data-row-link": "" } : {})} {...data}>
      {children}
    </a>
  );
}

/** The same, as a button. */
export function HrefButton({ href, filled = false, children }: { href: string; filled?: boolean; children: ReactNode }): ReactNode {
  const follow = useFollow(href);
  return (
    <Button component="a" href={href} onClick={follow} variant={filled ? "filled" : "default"}>
      {children}
    </Button>
  );
}
