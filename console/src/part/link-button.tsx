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

/** Follows an address that the server chose ("/requirements/164.312(b)") without leaving the page; others open as usual. */
export function useFollow(href: string): (event: MouseEvent) => void {
  const router = useRouter();
  return (event) => {
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!plain || !href.startsWith("/") || href.startsWith("//")) return;
    event.preventDefault();
    router.history.push(href);
  };
}

/** A link to an address that the server chose. */
export function HrefLink({
  href,
  className,
  children,
  row = false,
}: {
  href: string;
  className?: string;
  children: ReactNode;
  row?: boolean;
}): ReactNode {
  const follow = useFollow(href);
  return (
    <a href={href} onClick={follow} className={className} {...(row ? { "data-row-link": "" } : {})}>
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
