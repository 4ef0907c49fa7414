// SPDX-License-Identifier: Apache-2.0
// A form as somebody fills it in at the screen: each answer under the label that the form gives it.
import { isDeepStrictEqual } from "node:util";
import { assert } from "#base/assert.ts";
import type { Field } from "#program/form/field.ts";
import { allFields, type FormDefinition } from "#program/form/form.ts";
import { formNamed } from "#program/form/registry.ts";
import type { Locator, Page } from "playwright-core";
import { type Look, passBy } from "../console/at-screen.ts";
import type { Answers, Filed, Written } from "./story-person.ts";

const YES_NO = [
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
] as const;

/** A file from the person's own disk, where a form asks for a document. */
export type FileOnDisk = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

export const textFile = (name: string, text: string): FileOnDisk => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });

/** Answers those of the questions that there is an answer to, in their order: what hangs on another answer is asked only then. */
export async function fillIn(scope: Locator, fields: readonly Field[], answers: Answers): Promise<void> {
  for (const field of fields) if (answers[field.name] !== undefined) await answer(scope, field, answers[field.name]);
}

async function answer(scope: Locator, field: Field, value: unknown): Promise<void> {
  const aside = [...(field.isOptional === true ? ["optional"] : []), ...(field.type === "number" ? [field.unit] : [])].join(", ");
  const label = aside === "" ? field.label : `${field.label} (${aside})`;
  const tick = async (options: readonly { readonly value: string; readonly label: string }[], chosen: readonly unknown[]) => {
    const group = scope.getByRole("group", { name: label, exact: true });
    const list = scope.getByLabel(label, { exact: true });
    await group.or(list).first().waitFor(); // Which of the two it is can be told once it is there.
    if ((await group.count()) === 0) return void (await list.selectOption(chosen.map(String)));
    for (const one of options.filter((option) => chosen.includes(option.value))) await group.getByLabel(one.label, { exact: true }).check();
  };
  switch (field.type) {
    case "yes-no":
      return tick(YES_NO, [value]);
    case "choice":
      return tick(field.options, [value]);
    case "choices":
      return tick(field.options, Array.isArray(value) ? value : []);
    case "member":
    case "user":
    case "submission":
      await scope.getByLabel(label, { exact: true }).selectOption(String(value));
      return;
    case "number":
    case "line":
    case "text":
    case "date":
    case "cite":
    case "address":
      return scope.getByLabel(label, { exact: true }).fill(String(value));
    case "instant":
      // Typed where the organization is; the test's own words carry the offset already.
      return scope.getByLabel(label, { exact: true }).fill(String(value).slice(0, 16));
    case "rows":
      return addRows(scope, field, value);
    case "points":
      return answerPoints(scope, field, value);
    case "document":
      return upload(scope, label, value as FileOnDisk); // As the story wrote it.
    case "steps":
      throw new Error(`Nobody of the story answers ${field.name}.`);
  }
}

/** Where the form asks for a document: one that is not kept here yet. */
async function upload(scope: Locator, label: string, file: FileOnDisk): Promise<void> {
  const page = scope.page();
  const asked = scope.locator(".question-input", { has: page.getByLabel(label, { exact: true }) });
  await asked.getByRole("button", { name: "Upload one" }).click();
  const dialog = page.getByRole("dialog", { name: "Upload a document" });
  await dialog.getByLabel(/^File/).setInputFiles(file);
  await dialog.getByRole("button", { name: "Upload" }).click();
  await dialog.waitFor({ state: "detached" });
}

/** What has to be typed where a form says the one, so that it says the other: rows keep their places. */
function whatIsNew(fields: readonly Field[], before: Answers, after: Answers): Answers {
  const changed = fields.filter(({ name }) => after[name] !== undefined && !isDeepStrictEqual(before[name], after[name]));
  return Object.fromEntries(
    changed.map((field) => {
      const { name } = field;
      if (field.type !== "rows") return [name, after[name]];
      const [old = [], rows] = [before[name], after[name]] as [Answers[] | undefined, Answers[]]; // As a field of rows is answered.
      return [name, rows.map((row, n) => whatIsNew(field.columns, old[n] ?? {}, row))];
    }),
  );
}

async function addRows(scope: Locator, field: Extract<Field, { type: "rows" }>, value: unknown): Promise<void> {
  const group = scope.getByRole("group", { name: new RegExp(`^${RegExp.escape(field.label)}`) }).first();
  await group.waitFor(); // With the rows it has, if it has any.
  for (const [n, row] of (value as readonly Answers[]).entries()) {
    // As the story wrote them. A form that is amended has some of them already.
    const own = group.getByRole("group", { name: `Row ${n + 1}`, exact: true });
    if ((await own.count()) === 0) await group.getByRole("button", { name: field.add }).click();
    await fillIn(own, field.columns, row);
  }
}

async function answerPoints(scope: Locator, field: Extract<Field, { type: "points" }>, value: unknown): Promise<void> {
  for (const { value: point, label } of field.points) {
    const { is, note } = (value as Readonly<Record<string, { is: string; note?: string }>>)[point] ?? { is: "" }; // As the story wrote them.
    const choice = field.choices.find((one) => one.value === is);
    if (choice === undefined) continue;
    await scope
      .getByRole("group", { name: new RegExp(`^${RegExp.escape(label)}`) })
      .last()
      .getByLabel(choice.label, { exact: true })
      .check();
    if (note !== undefined) await scope.getByLabel(`${field.noteLabel}: ${label}`, { exact: true }).fill(note);
  }
}

/** Goes to a page of the same server, unless it is open; what a link filled in beforehand then stays. */
export async function goTo(page: Page, path: string): Promise<void> {
  const { href, pathname } = new URL(path, page.url());
  if (new URL(page.url()).pathname !== pathname) await page.goto(href);
}

const heading = (page: Page, name: string | RegExp): Promise<void> => page.getByRole("heading", { level: 1, name, exact: true }).waitFor();

/** The form that a page about something filed says it belongs to. */
async function formOn(page: Page): Promise<FormDefinition> {
  const crumb = await page.locator('main a[href^="/forms/"]').first().getAttribute("href");
  return formNamed(crumb?.split("/").at(-1) ?? "");
}

/** Fills a form in from nothing, on its page, and files it. */
export async function fileAtScreen(page: Page, name: string, answers: Answers, see: Look = passBy): Promise<Filed> {
  const form = await formNamed(name);
  await goTo(page, `/forms/${name}/new`);
  await heading(page, form.title);
  await fillIn(page.locator("main"), form.fields, answers);
  await see(page, `filling in: ${form.title}`);
  await page.getByRole("button", { name: /^(File it|Save and look it over)$/ }).click();
  if (name !== "device") {
    await page.waitForURL(/\/submissions\/[0-9a-f-]{36}$/);
    return filedOn(page);
  }
  await page.waitForURL(/\/devices\/[0-9a-f-]{36}$/); // It has a page of its own, which has no use for its version.
  return { id: idOn(page), version: 1 };
}

/** Writes into what was filed, so that it says this. */
export async function amendAtScreen(page: Page, { id, version, answers: before }: Written, answers: Answers): Promise<Filed> {
  await goTo(page, `/submissions/${id}/edit`);
  await heading(page, /^Amend: /);
  const { fields } = await formOn(page);
  await fillIn(page.locator("main"), fields, whatIsNew(fields, before, answers));
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.waitForURL(new RegExp(`/(submissions|breaches)/${id}$`)); // An assessment ends among its clocks.
  return page.url().includes("/breaches/") ? { id, version: version + 1 } : filedOn(page);
}

/** Makes a move of what was filed, from its own page. */
export async function moveAtScreen(page: Page, { id }: Filed, move: string, answers: Answers = {}): Promise<Filed> {
  await page.goto(new URL(`/submissions/${id}`, page.url()).href); // Anew, even where it is open: others have worked meanwhile.
  const form = await formOn(page);
  const says = form.moveSays[move] ?? move;
  await page.getByRole("button", { name: says, exact: true }).click();
  const dialog = page.getByRole("dialog");
  await fillIn(dialog, allFields(form), answers);
  await dialog.getByRole("button", { name: says, exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  return filedOn(page);
}

const idOn = (page: Page): string => new URL(page.url()).pathname.split("/").at(-1) ?? "";

/** What a page about something filed says it is. */
export async function filedOn(page: Page): Promise<Filed> {
  const version = await page
    .locator(".fact", { hasText: /^Version/ })
    .locator("dd")
    .textContent();
  assert(/^\d+$/.test(version ?? ""), "its version is shown");
  return { id: idOn(page), version: Number(version) };
}
