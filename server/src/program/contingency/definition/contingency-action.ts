// SPDX-License-Identifier: Apache-2.0
import { anOfficial, form, type Guard } from "../../form/form.ts";
import { workflow } from "../../workflow.ts";
import { keepActionTask } from "../open-actions.ts";

const theOwnerOrAnOfficial: Guard = (mover, submission) =>
  mover.user !== null && mover.user === submission.about ? null : anOfficial(mover, submission);

/** What changes after a test [164.308(a)(7)(ii)(D): testing and revision]: one thing, one owner, one day. */
export const contingencyAction = form({
  name: "contingency-action",
  title: "Action after a contingency test",
  plural: "Actions after contingency tests",
  says: "Something that did not work when the plans were tried, and that somebody mends by a day.",
  room: "incidents",
  cites: ["164.308(a)(7)(ii)(D)"],
  reach: "everybody",
  titleField: "what",
  aboutField: "owner",
  dueField: "dueOn",
  fields: [
    { name: "test", label: "Test that showed it", type: "submission", form: "contingency-test" },
    { name: "what", label: "What changes", type: "line" },
    { name: "owner", label: "Who sees to it", type: "member" },
    { name: "dueOn", label: "By", type: "date" },
  ],
  workflow: workflow("open", { open: { finish: "done", drop: "dropped" }, done: {}, dropped: {} }),
  moveSays: { finish: "It is done", drop: "It is not done after all" },
  amendIn: [],
  filedBy: [anOfficial],
  only: { finish: [theOwnerOrAnOfficial], drop: [anOfficial] },
  asksWhy: ["drop"],
  moveFields: { finish: [{ name: "how", label: "What was done, and how that shows", type: "text" }] },
  keeps: keepActionTask,
});
