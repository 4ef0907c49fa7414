// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { noBody, nothing } from "#gate/operation/shapes.ts";
import { htmlMain } from "../../document/render/html.ts";
import { courseTaught, hexOf } from "../course-version.ts";
import { courseWords, fillLesson } from "../course-words.ts";
import { courseId } from "./shapes.ts";

export const readCourse = operation({
  name: "program.course.read",
  cites: ["164.308(a)(5)(i)", "164.530(b)(1)"],
  says: "Read a course",
  groups: ["program.list"],
  route: { method: "GET", path: "/v1/courses/{course}" },
  input: z.object({ path: z.strictObject({ course: courseId }), query: nothing, body: noBody }),
  output: z.object({
    course: z.string(),
    title: z.string(),
    version: z.string(),
    sha256: z.string().meta({ description: "Of lesson and questions as they are written, before they are filled in." }),
    minutes: z.number(),
    asks: z.number(),
    cites: z.array(z.string()),
    objectives: z.array(z.string()),
    text: z.string().meta({ description: "The lesson in Markdown." }),
    html: z.string().meta({ description: "The same without its title, made safe for a page." }),
  }),
  effect: "read",
  log: "organization",
  async run({ parts, db, input: { path } }) {
    const { id, front, text, sha256 } = await courseTaught(parts, db, path.course);
    const filled = fillLesson(text, await courseWords(parts));
    const { title, version, minutes, asks, cites, objectives } = front;
    const head = { course: id, title, version, sha256: hexOf(sha256), minutes, asks, cites, objectives: Object.values(objectives) };
    return {
      output: { ...head, text: filled, html: htmlMain(filled, title).replace(/<h1 .*<\/h1>\n/, "") },
      detail: { course: id, version, sha256: head.sha256 },
    };
  },
});
