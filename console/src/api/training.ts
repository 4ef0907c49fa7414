// SPDX-License-Identifier: Apache-2.0
// Courses, tests and who is trained. A test is never kept in a cache: it is asked for, answered, and gone with its page.
import type { Input, ItemOf } from "@part164/client/client.ts";
import { queryOptions } from "@tanstack/react-query";
import { uploadDocument, type NewDocument } from "./document.ts";
import { ask, server, type Answer } from "./server.ts";

export type OwnCourses = Answer<"program.course.list">;
export type OwnCourse = ItemOf<"program.course.list">;
export type Lesson = Answer<"program.course.read">;
export type Attempt = Answer<"program.attempt.start">;
export type Result = Answer<"program.attempt.submit">;
export type Status = Answer<"program.training.status">;
export type Trained = Status["items"][number];
export type Place = Trained["courses"][number];
export type Reminder = ItemOf<"program.reminder.list">;
export type CourseName = Input<"program.course.read">["path"]["course"];
export type Assignment = Input<"program.training.assign">["body"];
export type Outside = Input<"program.training.record-outside">["body"];
export type Release = Input<"program.attempt.release">["body"];

const isCourse = (text: string, courses: readonly { readonly course: string }[]): text is CourseName =>
  courses.some(({ course }) => course === text);

/** A course's name as the server knows it, or null for an address that somebody made up. */
export const courseOf = (text: string, courses: readonly { readonly course: string }[]): CourseName | null =>
  isCourse(text, courses) ? text : null;

export const coursesQuery = queryOptions({
  queryKey: ["courses"],
  queryFn: ({ signal }): Promise<OwnCourses> => ask("program.course.list", {}, { signal }),
  staleTime: 30_000,
});

export const lessonQuery = (course: CourseName) =>
  queryOptions({
    queryKey: ["courses", course],
    queryFn: ({ signal }): Promise<Lesson> => ask("program.course.read", { path: { course } }, { signal }),
    staleTime: 300_000,
  });

export const remindersQuery = queryOptions({
  queryKey: ["reminders"],
  queryFn: async ({ signal }): Promise<readonly Reminder[]> => (await ask("program.reminder.list", {}, { signal })).items,
  staleTime: 300_000,
});

export const statusQuery = (asOf: string | undefined) =>
  queryOptions({
    queryKey: ["training", asOf ?? "today"],
    queryFn: ({ signal }): Promise<Status> => ask("program.training.status", { query: asOf === undefined ? {} : { asOf } }, { signal }),
    staleTime: 30_000,
  });

/** Begins a test, or goes on with the one that is open. */
export const startAttempt = (course: CourseName): Promise<Attempt> => ask("program.attempt.start", { path: { course }, body: {} });

/** Hands a test in, once; a second time answers the same. */
export const submitAttempt = (attempt: string, body: Input<"program.attempt.submit">["body"]): Promise<Result> =>
  ask("program.attempt.submit", { path: { attempt }, body });

/** Where the browser downloads a certificate from. */
export const certificateHref = (completion: string): string => server.href("program.certificate.download", { path: { completion } });

export const markRead = (reminder: string): Promise<{ readonly readAt: string }> =>
  ask("program.reminder.read", { path: { reminder }, body: {} });

export const assignTraining = (body: Assignment): Promise<{ readonly assigned: number; readonly dueOn: string }> =>
  ask("program.training.assign", { body });

export const releaseAttempt = (body: Release): Promise<{ readonly attemptsLeft: number }> => ask("program.attempt.release", { body });

/** Keeps what shows a training that was given elsewhere, then records it. */
export async function recordOutside(record: Omit<Outside, "document">, shown: Pick<NewDocument, "file" | "mediaType">): Promise<void> {
  const { id } = await uploadDocument({ ...shown, kind: "training-record" });
  await ask("program.training.record-outside", { body: { ...record, document: id } });
}
