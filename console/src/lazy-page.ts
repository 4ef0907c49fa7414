// SPDX-License-Identifier: Apache-2.0
// A page whose code is loaded when it is first wanted. The router's own way reloads the window when that fails, and with the server
// gone a reload loses everything that is on the screen; here the failure is shown in the page's place (page/missing.tsx).
import { createElement, use, type ReactNode } from "react";

type Drawn = () => ReactNode;
type Page = Drawn & { preload: () => Promise<void> };

/** `load` imports the module, `name` is the component's in it. */
export function lazyPage<Name extends string>(load: () => Promise<Readonly<Record<Name, Drawn>>>, name: Name): Page {
  let loaded: Drawn | null = null;
  let coming: Promise<void> | null = null;
  const preload = (): Promise<void> => {
    coming ??= load()
      .then((module) => {
        loaded = module[name];
      })
      .catch((error: unknown) => {
        coming = null; // The next visit tries again.
        throw error;
      });
    return coming;
  };
  const LazyPage = (): ReactNode => {
    if (loaded === null) use(preload());
    return loaded === null ? null : createElement(loaded);
  };
  return Object.assign(LazyPage, { preload });
}
