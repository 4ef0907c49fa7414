// SPDX-License-Identifier: Apache-2.0
// Where somebody lives, as a Patient's addresses say.
import { z } from "zod";
import { stateCode } from "#rule/state.ts";

const Address = z.object({
  use: z.string().optional(),
  state: z.string().optional(),
  country: z.string().optional(),
  period: z.object({ end: z.string().optional() }).optional(),
});
const Addressed = z.object({ address: z.array(Address).optional() });

/** The postal code of the State or jurisdiction that a Patient lives in: at home rather than elsewhere, now rather than before. Null if none is said. */
export function residenceOf(patient: unknown): string | null {
  const parsed = Addressed.safeParse(patient);
  const all = (parsed.success ? parsed.data.address : undefined) ?? [];
  const rank = ({ use, period }: z.infer<typeof Address>): number =>
    (use === "old" || period?.end !== undefined ? 2 : 0) + (use === "home" || use === undefined ? 0 : 1);
  const codes = all.toSorted((a, b) => rank(a) - rank(b)).map(({ state }) => stateCode(state ?? ""));
  return codes.find((code) => code !== null) ?? null;
}
