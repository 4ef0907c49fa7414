// SPDX-License-Identifier: Apache-2.0
// Why the last session ended, for the sign-in page to say. In memory only, gone with the page.
import type { Problem } from "@part164/client/fault.ts";

let reason: Problem | null = null;

export function rememberWhy(problem: Problem | null): void {
  reason = problem;
}

export function whyItEnded(): Problem | null {
  return reason;
}
