// SPDX-License-Identifier: Apache-2.0
// A policy that somebody wrote elsewhere, in our form: its words as they are, and front matter where it has none.
import { stringify } from "yaml";
import { citesIn, isInRule, isVacated } from "./cite-in-text.ts";
import type { Source } from "./policy-repository.ts";

const SLUG = /^[a-z]+(-[a-z]+)*$/;

/** "02 Access Control.md" to "access-control". */
function slugOf(file: string): string {
  const slug = file
    .replace(/\.md$/i, "")
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 60)
    .replace(/-+$/, "");
  return SLUG.test(slug) ? slug : "policy";
}

/** The policy as `program.policy.propose` takes it. Braces in its text are not blanks of ours and are kept as words. */
export function takenUp({ file, text }: Source): { policy: string; text: string } {
  const policy = slugOf(file);
  const plain = text.replaceAll("\r\n", "\n").replace(/^\uFEFF/, "");
  if (plain.startsWith("---\nid: ")) return { policy, text: plain };
  const body = plain.replace(/^---\n[^]*?\n---\n/, "").trim();
  const heading = /^#\s+(.+)$/m.exec(body)?.[1]?.trim() ?? "";
  const title = heading.length >= 5 ? heading.slice(0, 120) : policy.replaceAll("-", " ").padEnd(5, ".");
  const cites = [...new Set(citesIn(body))].filter((cite) => isInRule(cite) && !isVacated(cite));
  const front = {
    id: policy,
    title,
    version: "1.0.0",
    owner: "securityOfficial",
    approver: "privacyOfficial",
    reviewMonths: 12,
    cites: cites.length > 0 ? cites : ["164.316(a)"],
    parameters: {},
    forms: [],
    checks: [],
  };
  const withTitle = heading === "" ? `# ${title}\n\n${body}` : body;
  const words = withTitle.replaceAll("{", "(").replaceAll("}", ")").replaceAll(/^:::/gm, "\\:::");
  return { policy, text: `---\n${stringify(front)}---\n\n${words}\n` };
}
