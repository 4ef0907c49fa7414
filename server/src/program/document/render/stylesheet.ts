// SPDX-License-Identifier: Apache-2.0
// How pages look, on screens and on paper: the console's colours and measures, one line for both themes.

/** What every page carries. Prose is at most 70 characters wide; nothing is told by colour alone. */
export const STYLESHEET = `
:root {
  color-scheme: light dark;
  --surface: light-dark(#ffffff, #18191b);
  --sunken: light-dark(#f9f9fb, #111113);
  --text: light-dark(#1c2024, #edeef0);
  --muted: light-dark(#60646c, #b0b4ba);
  --link: light-dark(#3a5bc7, #9eb1ff);
  --line: light-dark(#d9d9e0, #363a3f);
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--surface); color: var(--text);
  font: 0.9375rem/1.5 "Inter Variable", Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  overflow-wrap: anywhere;
}
header, main, footer { max-width: 64rem; margin-inline: auto; padding-inline: 1.5rem; }
header { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; padding-block: 0.75rem; border-block-end: 1px solid var(--line); color: var(--muted); }
header nav { margin-inline-start: auto; }
main { padding-block: 1.5rem 3rem; }
main:focus { outline: none; }
footer { padding-block: 0.75rem 2rem; border-block-start: 1px solid var(--line); color: var(--muted); font-size: 0.8125rem; }
footer p { margin-block: 0.25rem; }
.skip { position: absolute; inset-inline-start: 0.5rem; inset-block-start: -4rem; padding: 0.5rem 0.75rem; background: var(--surface); }
.skip:focus { inset-block-start: 0.5rem; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
a { color: var(--link); text-underline-offset: 0.15em; }
h1, h2, h3, h4 { margin-block: 1.5em 0.5em; font-weight: 600; line-height: 1.3; text-wrap: balance; }
h1 { margin-block-start: 0; font-size: 1.5rem; }
h2 { font-size: 1.125rem; }
h3, h4 { font-size: 1rem; }
p, ul, ol, pre, blockquote { max-width: 70ch; margin-block: 0.5rem; }
table { max-width: 100%; margin-block: 0.75rem; border-collapse: collapse; }
ul, ol { padding-inline-start: 2rem; }
li + li { margin-block-start: 0.375rem; }
li::marker { font-variant-numeric: tabular-nums; }
th, td { padding: 0.375rem 0.75rem; border-block-end: 1px solid var(--line); text-align: start; vertical-align: top; }
th { font-weight: 400; }
thead th { background: var(--sunken); color: var(--muted); font-weight: 600; }
.center { text-align: center; }
.end { text-align: end; }
code, pre { font-family: "JetBrains Mono Variable", ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 0.875em; }
pre { padding: 0.75rem; background: var(--sunken); white-space: pre-wrap; }
blockquote { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: 2px solid var(--line); }
hr { border: 0; border-block-start: 1px solid var(--line); }
.contents { color: var(--muted); font-size: 0.8125rem; }
.contents ul { padding: 0; list-style: none; }
@media (min-width: 64rem) {
  .with-contents { display: grid; grid-template-columns: minmax(0, 1fr) 14rem; gap: 2rem; }
  .contents { order: 1; position: sticky; inset-block-start: 1.5rem; align-self: start; }
}
@media print {
  @page { margin: 2cm; }
  :root { color-scheme: light; }
  body { font-size: 10pt; }
  header nav, .skip, .contents { display: none; }
  .with-contents { display: block; }
  header, main, footer { max-width: none; padding-inline: 0; }
  p, ul, ol, pre, blockquote { max-width: none; orphans: 2; widows: 2; }
  h1, h2, h3, h4 { break-after: avoid; }
  tr { break-inside: avoid; }
  thead { display: table-header-group; }
  a { color: inherit; }
}
`;
