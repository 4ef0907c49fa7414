// SPDX-License-Identifier: Apache-2.0
// Which text of each course is taught, since when. A new one is taken up when the program brings it; the one before stays, because
// tests that it was drawn from are still scored by it, and certificates name it.
import { Fault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { Day } from "../calendar.ts";
import { type Course, type CourseFiles, readCourse } from "./course.ts";
import { openValue, sealValue } from "./sealed-text.ts";

export type TaughtRow = {
  readonly course: string;
  readonly sha256: Uint8Array;
  readonly version: string;
  readonly title: string;
  readonly from_on: Day;
  readonly taken_at: Date;
  readonly ended_at: Date | null;
};

/** Every version of every course that was ever taught, oldest first. */
export const taughtEver = (db: Queryable) =>
  db.rows<TaughtRow>(sql`
    select course, sha256, version, title, from_on::text, taken_at, ended_at from program.course_version order by taken_at, course`);

/** What is taught now. */
export const taughtNow = (db: Queryable) =>
  db.rows<TaughtRow>(sql`
    select course, sha256, version, title, from_on::text, taken_at, ended_at from program.course_version where ended_at is null order by course`);

/** Of one course's versions, oldest first, the one that was taught on a day; the first for days before it. */
export const taughtOn = (versions: readonly TaughtRow[], day: Day): TaughtRow | undefined =>
  versions.findLast(({ from_on }) => from_on <= day) ?? versions[0];

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** Takes up the courses that are not taught yet in this very text. The organization's key must be in memory. */
export async function takeUpCourses(parts: Parts, tx: Queryable, courses: readonly Course[], day: Day): Promise<void> {
  const known = new Map((await taughtEver(tx)).map((row) => [`${row.course} ${hexOf(row.sha256)}`, row]));
  const at = parts.clock.now();
  for (const { id, sha256, front, files } of courses) {
    const row = known.get(`${id} ${hexOf(sha256)}`);
    if (row?.ended_at === null) continue;
    await tx.run(sql`update program.course_version set ended_at = ${at} where course = ${id} and ended_at is null`);
    if (row === undefined)
      await tx.run(sql`
        insert into program.course_version (course, sha256, version, title, sealed, from_on, taken_at)
        values (${id}, ${sha256}, ${front.version}, ${front.title}, ${sealValue(parts, placeOf(id, sha256), files)}, ${day}, ${at})`);
    else await tx.run(sql`update program.course_version set ended_at = null where course = ${id} and sha256 = ${sha256}`); // Gone back to it.
  }
}

const placeOf = (course: string, sha256: Uint8Array) => ({ type: "course", id: `${course}/${hexOf(sha256)}`, version: 1 }) as const;

const REMEMBERED_MAX = 100;
/** A text never changes under its hash. */
const remembered = new Map<string, Course>();

/** A course in exactly this text. @throws Fault `not_found`. */
export async function courseByHash(parts: Parts, db: Queryable, course: string, sha256: Uint8Array): Promise<Course> {
  const place = placeOf(course, sha256);
  const known = remembered.get(place.id);
  if (known !== undefined) return known;
  const row = await db.maybe<{ sealed: Uint8Array }>(
    sql`select sealed from program.course_version where course = ${course} and sha256 = ${sha256}`,
  );
  if (row === undefined) throw new Fault("not_found");
  const read = readCourse(course, (await openValue(parts, place, row.sealed)) as CourseFiles); // Sealed by takeUpCourses.
  if (Buffer.compare(read.sha256, sha256) !== 0) throw new Fault("sealed_broken");
  if (remembered.size >= REMEMBERED_MAX) remembered.clear();
  remembered.set(place.id, read);
  return read;
}

/** A course as it is taught now. @throws Fault `not_found`. */
export async function courseTaught(parts: Parts, db: Queryable, course: string): Promise<Course> {
  const row = (await taughtNow(db)).find((one) => one.course === course);
  if (row === undefined) throw new Fault("not_found", { detail: "There is no such course, or it is taken up within minutes." });
  return courseByHash(parts, db, course, row.sha256);
}
