// SPDX-License-Identifier: Apache-2.0
// A small static site of an organization's policies: a folder that anybody can open, copy or print, without a server.
import { filledHash } from "./fill.ts";
import { escapeHtml, htmlMain, pageAround } from "./html.ts";

export type SitePolicy = {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  /** The filled text (`fill.ts`), exactly as it was approved. */
  readonly text: string;
  /** The day as YYYY-MM-DD, and who. Null while nobody has. */
  readonly approved: { readonly on: string; readonly by: string } | null;
};

export type Site = {
  readonly organization: string;
  readonly language: string;
  readonly policies: readonly SitePolicy[];
};

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/**
 * The site's files by their path: `index.html` and `policies/<id>.html`.
 * @throws RangeError when an id cannot be a file's name, or is there twice.
 */
export function policySite(site: Site): ReadonlyMap<string, string> {
  const fileByPath = new Map([["index.html", indexPage(site)]]);
  for (const policy of site.policies) {
    const path = pathOf(policy);
    if (!SLUG.test(policy.id) || fileByPath.has(path)) throw new RangeError("A policy's id is a slug of its own.");
    fileByPath.set(path, policyPage(site, policy));
  }
  return fileByPath;
}

const pathOf = ({ id }: SitePolicy): string => `policies/${id}.html`;

function indexPage({ organization, language, policies }: Site): string {
  const rows = policies.map((policy) => {
    const { title, version, approved } = policy;
    const link = `<a href="${escapeHtml(pathOf(policy))}">${escapeHtml(title)}</a>`;
    const on = approved === null ? "not yet" : day(approved.on);
    const cells = [escapeHtml(version), on, escapeHtml(approved?.by ?? "")].map((cell) => `<td>${cell}</td>`);
    return `<tr><th scope="row">${link}</th>${cells.join("")}</tr>`;
  });
  const heads = ["Policy", "Version", "Approved on", "Approved by"].map((head) => `<th scope="col">${head}</th>`);
  const table = `<table>\n<thead>\n<tr>${heads.join("")}</tr>\n</thead>\n<tbody>\n${rows.join("\n")}\n</tbody>\n</table>`;
  return pageAround({
    title: `Policies of ${organization}`,
    language,
    header: `<span>${escapeHtml(organization)}</span>`,
    main: `<h1>Policies</h1>\n${policies.length === 0 ? "<p>There is no policy yet.</p>" : table}`,
    footer: "",
  });
}

function policyPage({ organization, language }: Site, { title, version, text, approved }: SitePolicy): string {
  const approval =
    approved === null ? "not approved yet" : `approved on ${day(approved.on)}${approved.by === "" ? "" : ` by ${escapeHtml(approved.by)}`}`;
  return pageAround({
    title: `${title} - ${organization}`,
    language,
    header: `<span>${escapeHtml(organization)}</span><nav aria-label="Site"><a href="../index.html">All policies</a></nav>`,
    main: htmlMain(text, title),
    footer: `<p>Version ${escapeHtml(version)}, ${approval}.</p>\n<p>SHA-256 of the text: <code>${filledHash(text)}</code></p>`,
  });
}

const day = (on: string): string => `<time datetime="${escapeHtml(on)}">${escapeHtml(on)}</time>`;
