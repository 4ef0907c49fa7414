// SPDX-License-Identifier: Apache-2.0
// What a threat of the library is. Its classes are those of NIST SP 800-30 Rev. 1, appendix D.

export const THREAT_CLASSES = ["adversarial", "accidental", "structural", "environmental"] as const;
export type ThreatClass = (typeof THREAT_CLASSES)[number];

/** Kinds of systems, as the form `system` has them. */
export const SYSTEM_KINDS = ["application", "database", "cloud-service", "network", "workstation", "other"] as const;
/** Whatever a threat may concern: kinds of systems, and what is no system. */
export const CONCERNS = [...SYSTEM_KINDS, "flow", "site", "workforce"] as const;
export type Concern = (typeof CONCERNS)[number];

export type Threat = {
  /** Stays the same for ever: lines, entries and comparisons name it. */
  readonly slug: string;
  readonly class: ThreatClass;
  readonly says: string;
  readonly concerns: readonly Concern[];
  /** It also comes by way of somebody who holds PHI for us. */
  readonly isAtThirdParties: boolean;
  /** What typically lets it happen. */
  readonly vulnerabilities: readonly string[];
  /** Which requirements answer it. */
  readonly cites: readonly string[];
};

type Rest = Pick<Threat, "concerns" | "vulnerabilities" | "cites"> & { readonly isAtThirdParties?: boolean };

/** Makes the threats of a class. */
export const threatsOf =
  (which: ThreatClass) =>
  (slug: string, says: string, { isAtThirdParties = false, ...rest }: Rest): Threat => ({
    slug,
    class: which,
    says,
    isAtThirdParties,
    ...rest,
  });
