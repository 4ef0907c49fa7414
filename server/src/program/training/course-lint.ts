// SPDX-License-Identifier: Apache-2.0
// What a machine can say about a module: every objective is asked for, every question has one right answer and its paragraph.
import { isInRule, isVacated } from "../document/cite-in-text.ts";
import type { TextProblem } from "../document/front-matter.ts";
import { ORGANIZATION_PARAMETERS } from "../document/library.ts";
import { type Lesson, type Question, readLesson, readQuestions } from "./course-text.ts";

/** A module's two texts. `name` is its folder's. */
export type ModuleTexts = { readonly name: string; readonly folder: string; readonly lesson: string; readonly questions: string };

/** Everything wrong with a module, and how many questions it holds. `taken` are the ids of questions elsewhere; this one's are added. */
export function lintModule(
  { name, folder, lesson: lessonText, questions: questionsText }: ModuleTexts,
  taken: Set<string>,
): { problems: TextProblem[]; questions: number } {
  const lessonFile = `${folder}/lesson.md`;
  const file = `${folder}/questions.yaml`;
  const lesson = readLesson(lessonFile, lessonText);
  const bank = readQuestions(file, questionsText);
  const problems: TextProblem[] = [...(Array.isArray(lesson) ? lesson : []), ...(Array.isArray(bank) ? bank : [])];
  const questions = Array.isArray(bank) ? [] : bank.value;
  if (!Array.isArray(lesson)) lintLesson(lesson, name, (line, says) => void problems.push({ file: lessonFile, line, says }));
  const lines = questionsText.split(/\r?\n/);
  for (const question of questions) {
    const line = Math.max(1, lines.findIndex((each) => each.includes(`id: ${question.id}`)) + 1);
    lintQuestion(
      question,
      Array.isArray(lesson) ? null : lesson,
      (says) => void problems.push({ file, line, says: `${question.id}: ${says}` }),
    );
    if (taken.has(question.id)) problems.push({ file, line, says: `There is another question "${question.id}".` });
    taken.add(question.id);
  }
  if (!Array.isArray(lesson) && questions.length > 0) lintBank(lesson, questions, (says) => void problems.push({ file, line: 1, says }));
  return { problems, questions: questions.length };
}

function lintLesson({ front, lines, firstLine }: Lesson, name: string, say: (line: number, says: string) => void): void {
  if (front.id !== name) say(2, `The folder is named "${name}", the module's id is "${front.id}".`);
  for (const cite of front.cites) {
    if (!isInRule(cite)) say(1, `${cite} is not in the rule.`);
    else if (isVacated(cite)) say(1, `${cite} was vacated by a court: it asks for nothing.`);
  }
  if (lines.find((line) => line.startsWith("# ")) !== `# ${front.title}`) say(firstLine, `Has the title "# ${front.title}".`);
  lines.forEach((line, n) => {
    for (const parameter of strangeParameters(line)) say(firstLine + n, `{${parameter}} is no parameter of the organization.`);
    if (/hipaa[ -]compliant/i.test(line)) say(firstLine + n, 'Nobody is "HIPAA compliant": say what is done.');
    if (/\b(?:TODO|TBD|FIXME)\b/.test(line)) say(firstLine + n, "Something is left to be written.");
  });
}

function strangeParameters(text: string): string[] {
  const named = [...text.matchAll(/\{([^{}]*)\}/g)].map(([, parameter = ""]) => parameter);
  return named.filter((parameter) => !(ORGANIZATION_PARAMETERS as readonly string[]).includes(parameter));
}

function lintQuestion(question: Question, lesson: Lesson | null, say: (says: string) => void): void {
  const { answers, cite, objective } = question;
  if (answers.filter(({ right }) => right).length !== 1) say("exactly one answer is right.");
  if (new Set(answers.map(({ text }) => text.toLowerCase())).size !== answers.length) say("two answers say the same.");
  if (answers.some(({ text }) => /\b(?:all|none|both) of (?:the above|these|them)\b/i.test(text))) say('no answer is "all of the above".');
  if (!isInRule(cite)) say(`${cite} is not in the rule.`);
  const words = [question.scenario ?? "", question.ask, question.because, ...answers.map(({ text }) => text)].join("\n");
  for (const parameter of strangeParameters(words)) say(`{${parameter}} is no parameter of the organization.`);
  if (lesson === null) return;
  if (!lesson.front.cites.includes(cite)) say(`${cite} is not among the lesson's cites.`);
  if (!(objective in lesson.front.objectives)) say(`there is no objective "${objective}".`);
}

function lintBank({ front }: Lesson, questions: readonly Question[], say: (says: string) => void): void {
  if (questions.length < front.asks * 2)
    say(`${questions.length} questions; ${front.asks} are drawn, so there are ${front.asks * 2} at least.`);
  const situations = questions.filter(({ scenario }) => scenario !== undefined).length;
  if (situations * 3 < questions.length) say(`${situations} of ${questions.length} questions have a scenario; one in three does.`);
  for (const objective of Object.keys(front.objectives)) {
    const count = questions.filter((question) => question.objective === objective).length;
    if (count < 2) say(`"${objective}" is asked for ${count === 0 ? "nowhere" : "once"}; twice at least.`);
  }
}
