// SPDX-License-Identifier: Apache-2.0
// What a review looks for. Each class has its rule, in words for the reviewer and in numbers for the search: docs/program/activity.md.

export const CLASSES = {
  emergency: {
    title: "Emergency access",
    says: "Each person or application that opened records for emergency treatment.",
    none: "Nobody opened records for emergency treatment.",
  },
  opened: {
    title: "Individuals whose records were opened most",
    says: "At most three a log: opened by at least three actors, or at least thirty times.",
    none: "No individual's records were opened unusually often.",
  },
  volume: {
    title: "Unusual volume",
    says: "Opened at least fifty records: three times their own median of the four periods before, or five times their peers'.",
    none: "Nobody opened many more records than they usually do.",
  },
  refusals: {
    title: "Refusals in series",
    says: "At least five acts of one actor refused within an hour.",
    none: "Nobody was refused five times within an hour.",
  },
  "sign-ins": {
    title: "Failed sign-ins",
    says: "At least five on one account within an hour, or at least twenty of strangers.",
    none: "No account and no stranger failed in series.",
  },
  sample: {
    title: "Drawn at random",
    says: "A few of the opened records of a log: whoever directs the reader is asked whether each fits the work.",
    none: "No record was opened.",
  },
  exports: {
    title: "Exports",
    says: "Packages, documents and records that left by download or export, by whom and which.",
    none: "Nothing was exported.",
  },
  access: {
    title: "People and roles",
    says: "Whoever was let in, given other work or taken out.",
    none: "Nobody's access was changed.",
  },
  applications: {
    title: "Applications and their secrets",
    says: "Applications made or revoked, each with its secret.",
    none: "No application was made or revoked.",
  },
  machine: {
    title: "Keys, restores and the recording itself",
    says: "Keys rotated, backups restored, logs recovered, the clock found changed.",
    none: "Nothing of the kind was done at the machine.",
  },
  hours: {
    title: "At unusual hours",
    says: "At least ten acts of a person between 22:00 and 6:00, three times their own median of the four periods before.",
    none: "Nobody worked at night who usually does not.",
  },
} as const;

export type ActivityClass = keyof typeof CLASSES;
export const CLASS_NAMES = Object.keys(CLASSES) as ActivityClass[]; // The keys of the table above, in its order.

/** The numbers of the rules. Hours of the day are those of the organization's zone. */
export const RULES = {
  openedTop: 3,
  openedActorsMin: 3,
  openedCountMin: 30,
  volumeMin: 50,
  volumeTimesOwn: 3,
  volumeTimesPeers: 5,
  peersMin: 3,
  /** Periods before this one that it is compared with. */
  before: 4,
  seriesMin: 5,
  strangersMin: 20,
  seriesWithinMs: 3_600_000,
  /** Refusals and failed sign-ins that are looked at, of each log. */
  momentsMax: 50_000,
  nightFrom: 22,
  nightTo: 6,
  nightMin: 10,
  nightTimesOwn: 3,
  /** Items of a class in a log; the rest is one item more. */
  itemsMax: 40,
} as const;

const EXPORT = /\.(download|export)$/;
/** One's own papers, and policies, which everybody reads. */
const NO_EXPORT: readonly string[] = ["program.policy.download", "program.certificate.download"];

/** Whether acts of a kind open records. */
export const opensRecords = (kind: string): boolean => /^phi\.[a-z-]+\.(read|read-version|list|list-versions)$/.test(kind);

/** Classes that are all acts of some kinds. */
export const BY_KIND = {
  exports: (kind) => (EXPORT.test(kind) && !NO_EXPORT.includes(kind)) || kind === "report.package.make",
  access: (kind) => /^access\.(user|tenant)\.(?!list$)/.test(kind) || /^program\.member\.(?!list$)/.test(kind),
  applications: (kind) => /^access\.client\.(?!list$)/.test(kind),
  machine: (kind) => /^operate\.(key|restore|ledger|clock)\.(?!list$|drill$)/.test(kind),
} as const satisfies Partial<Record<ActivityClass, (kind: string) => boolean>>;

/** Kinds of failed sign-ins. */
export const SIGN_IN_KINDS = ["access.sign-in.refuse", "access.token.refuse"] as const;

/** Acts that happen while a page stands open, or by subscription: they say nothing about somebody's hours. */
export const isOfItself = (kind: string): boolean => kind === "access.session.keep" || kind === "program.calendar.read";

/** The middle of some counts; of an even number of them the lower; 0 of none. */
export function median(counts: readonly number[]): number {
  const sorted = counts.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
