// SPDX-License-Identifier: Apache-2.0
// A form as somebody fills it in at the screen: each answer under the label that the form gives it.
import { assert } from "#base/assert.ts";
import type { Field } from "#program/form/field.ts";
import { allFields } from "#program/form/form.ts";
import { formNamed } from "#program/form/registry.ts";
import type { Locator, Page } from "playwright-core";
import type { Answers, Filed } from "./story-person.ts";

const YES_NO = [
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
] as const;

/** Answers those of the questions that there is an answer to, in their order: what hangs on another answer is asked only then. */
export async function fillIn(scope: Locator, fields: readonly Field[], answers: Answers): Promise<void> {
  for (const field of fields) if (answers[field.name] !== undefined) await answer(scope, field, answers[field.name]);
}

async function answer(scope: Locator, field: Field, value: unknown): Promise<void> {
  const label = `${field.label}${field.isOptional === true ? " (optional)" : ""}`;
  const tick = async (options: readonly { readonly value: string; readonly label: string }[], chosen: readonly unknown[]) => {
    const group = scope.getByRole("group", { name: label, exact: true });
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
      return scope.getByLabel(`${label} (${field.unit})`, { exact: true }).fill(String(value));
    case "line":
    case "text":
    case "date":
    case "cite":
    case "address":
      return scope.getByLabel(label, { exact: true }).fill(String(value));
    case "steps":
    case "document":
      throw new Error(`Nobody of the story answers ${field.name}.`);
  }
}

/** Goes to a page of the same server, unless it is open; what a link filled in beforehand then stays. */
async function goTo(page: Page, path: string): Promise<void> {
  const { href, pathname } = new URL(path, page.url());
  if (new URL(page.url()).pathname !== pathname) await page.goto(href);
}

/** Fills a form in from nothing, on its page, and files it. */
export async function fileAtScreen(page: Page, name: string, answers: Answers): Promise<Filed> {
  const form = await formNamed(name);
  await goTo(page, `/forms/${name}/new`);
  await page.getByRole("heading", { level: 1, name: form.title, exact: true }).waitFor();
  await fillIn(page.locator("main"), form.fields, answers);
  await page.getByRole("button", { name: /^(File it|Save and look it over)$/ }).click();
  await page.waitForURL(/\/submissions\/[0-9a-f-]{36}$/);
  return filedOn(page);
}

/** Makes a move of what was filed, from its own page. */
export async function moveAtScreen(page: Page, { id }: Filed, move: string, answers: Answers = {}): Promise<Filed> {
  await goTo(page, `/submissions/${id}`);
  const crumb = await page.locator('main a[href^="/forms/"]').first().getAttribute("href");
  const form = await formNamed(crumb?.split("/").at(-1) ?? "");
  const says = form.moveSays[move] ?? move;
  await page.getByRole("button", { name: says, exact: true }).click();
  const dialog = page.getByRole("dialog");
  await fillIn(dialog, allFields(form), answers);
  await dialog.getByRole("button", { name: says, exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  return filedOn(page);
}

/** What a page about something filed says it is. */
async function filedOn(page: Page): Promise<Filed> {
  const version = await page
    .locator(".fact", { hasText: /^Version/ })
    .locator("dd")
    .textContent();
  const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  assert(/^\d+$/.test(version ?? ""), "its version is shown");
  return { id, version: Number(version) };
}
