// SPDX-License-Identifier: Apache-2.0
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { noteInput, onSignedOut } from "./api/server.ts";
import { sessionQuery } from "./api/session.ts";
import { makeRouter } from "./router.tsx";
import { rememberWhy } from "./session/leaving.ts";
import { listenForKeys } from "./shell/keys.ts";
import { colorSchemeManager } from "./theme/color-scheme.ts";
import { cssVariablesResolver, theme } from "./theme/mantine-theme.ts";

const client = new QueryClient({
  defaultOptions: {
    queries: {
      retry: false, // The client tries again where that may help.
      staleTime: 5_000,
      gcTime: 5 * 60_000,
      refetchOnWindowFocus: false, // Every doored read is an entry; coming back to a tab is no reason for one.
    },
  },
});
const router = makeRouter(client);

onSignedOut((problem) => {
  if (client.getQueryData(sessionQuery.queryKey) === undefined) return; // Nobody was signed in: the route redirects.
  if (problem.code === "logged_off") rememberWhy(problem);
  client.clear(); // Nothing that was read outlives the session.
  void router.navigate({ to: "/sign-in", search: { from: router.state.location.href } });
});

for (const kind of ["pointerdown", "keydown", "wheel", "touchstart"])
  document.addEventListener(kind, noteInput, { passive: true, capture: true });
listenForKeys();

const nonce = document.querySelector<HTMLMetaElement>("meta[name=csp-nonce]")?.content ?? "";
// Scroll locking under a dialog writes a style element too, and looks for its nonce under this name.
Reflect.set(globalThis, "__webpack_nonce__", nonce);
const root = document.querySelector("#root");
if (root === null) throw new Error("The page has no root.");

createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={colorSchemeManager()}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
      deduplicateCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
