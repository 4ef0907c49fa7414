// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from "node:url";

/** The library as it ships: twenty-four Markdown files. */
export const POLICY_FOLDER = fileURLToPath(new URL("../../../../policies", import.meta.url));
