// SPDX-License-Identifier: Apache-2.0
// The levels of a sanction, as the policy on sanctions has them.
import type { Option } from "../form/field.ts";

export const LEVELS: readonly Option[] = [
  { value: "1", label: "1: talk and training" },
  { value: "2", label: "2: written warning" },
  { value: "3", label: "3: suspension or loss of access" },
  { value: "4", label: "4: end of employment or contract" },
];
