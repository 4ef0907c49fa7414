// SPDX-License-Identifier: Apache-2.0
// What each requirement asks for, side by side: a mechanism, a document, an assignment, a person's act. A requirement is met when all
// of its aspects hold on fresh evidence. What is not listed asks for a document and for the practice it describes.

export type AspectName =
  | "mechanism"
  | "document"
  | "assignment"
  | "practice"
  | "contract"
  | "review"
  | "segmentation"
  | "durability"
  | "test";

export const ASPECT_SAYS: Readonly<Record<AspectName, string>> = {
  mechanism: "A technical mechanism does it.",
  document: "A policy or procedure says so, approved and known.",
  assignment: "A person is named for it.",
  practice: "People do it, and it shows.",
  contract: "A contract says so.",
  review: "Somebody looks at it regularly and signs.",
  segmentation: "One customer's records are apart from another's.",
  durability: "What was acknowledged survives a crash.",
  test: "It was tried, and it worked.",
};

const ASPECTS: Readonly<Record<string, readonly AspectName[]>> = {
  "164.308(a)(1)(ii)(D)": ["mechanism", "review"],
  "164.308(a)(2)": ["assignment"],
  "164.308(a)(3)(ii)(C)": ["document", "practice"],
  "164.308(a)(4)(ii)(B)": ["mechanism", "document"],
  "164.308(a)(5)(ii)(C)": ["mechanism", "document", "practice"],
  "164.308(a)(5)(ii)(D)": ["mechanism", "document", "practice"],
  "164.308(a)(7)(ii)(A)": ["mechanism", "document", "practice"],
  "164.308(a)(7)(ii)(B)": ["test", "document", "practice"],
  "164.308(a)(7)(ii)(D)": ["test", "document"],
  "164.308(b)(1)": ["contract", "document"],
  "164.308(b)(2)": ["contract", "document"],
  "164.308(b)(3)": ["contract", "document"],
  "164.310(d)(2)(iv)": ["mechanism", "document"],
  "164.312(a)(1)": ["mechanism", "segmentation", "document"],
  "164.312(a)(2)(i)": ["mechanism"],
  "164.312(a)(2)(ii)": ["mechanism", "document"],
  "164.312(a)(2)(iii)": ["mechanism"],
  "164.312(a)(2)(iv)": ["mechanism"],
  "164.312(b)": ["mechanism", "review"],
  "164.312(c)(1)": ["mechanism", "durability", "document"],
  "164.312(c)(2)": ["mechanism"],
  "164.312(d)": ["mechanism", "document"],
  "164.312(e)(1)": ["mechanism"],
  "164.312(e)(2)(i)": ["mechanism"],
  "164.312(e)(2)(ii)": ["mechanism"],
  "164.314(a)(1)": ["contract"],
  "164.314(a)(2)(i)": ["contract", "document"],
  "164.314(a)(2)(iii)": ["contract", "document"],
  "164.316(b)(1)": ["mechanism", "document"],
  "164.316(b)(2)(i)": ["mechanism"],
  "164.502(b)": ["mechanism", "document"],
  "164.502(e)(1)": ["contract", "document"],
  "164.502(e)(2)": ["contract", "document"],
  "164.504(e)(1)": ["document", "practice"],
  "164.504(e)(2)": ["contract", "document"],
  "164.504(e)(5)": ["contract", "document"],
  "164.514(d)(2)": ["mechanism", "document"],
  "164.530(a)(1)": ["assignment", "document"],
};

const OTHERWISE: readonly AspectName[] = ["document", "practice"];

/** The aspects of a requirement, by cite. */
export function aspectsOf(cite: string): readonly AspectName[] {
  return ASPECTS[cite] ?? OTHERWISE;
}

/** The cites whose aspects are listed: a test holds them against the rule. */
export const LISTED_CITES: readonly string[] = Object.keys(ASPECTS);
