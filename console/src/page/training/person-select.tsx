// SPDX-License-Identifier: Apache-2.0
import { NativeSelect } from "@mantine/core";
import type { ReactNode } from "react";
import type { Status } from "../../api/training.ts";
import { useFieldFault } from "../../part/form/form.tsx";

type SelectProps = { readonly at: string; readonly label: string; readonly name: string; readonly of: Status };

/** One of the people of the list. */
export function PersonSelect({ at, label, name, of, all }: SelectProps & { readonly all?: string }): ReactNode {
  const people = of.items.map((one) => ({ value: one.member, label: one.position === null ? one.name : `${one.name}, ${one.position}` }));
  return <Select at={at} label={label} name={name} choices={all === undefined ? people : [{ value: "", label: all }, ...people]} />;
}

/** One of the courses. */
export function CourseSelect({ at, label, name, of, none }: SelectProps & { readonly none?: string }): ReactNode {
  const courses = of.courses.map(({ course, title }) => ({ value: course, label: title }));
  return <Select at={at} label={label} name={name} choices={none === undefined ? courses : [{ value: "", label: none }, ...courses]} />;
}

type Choice = { readonly value: string; readonly label: string };

/** A list to choose from, in the browser's own way. */
export function Select({ at, label, name, choices }: { at: string; label: string; name: string; choices: readonly Choice[] }): ReactNode {
  return <NativeSelect label={label} name={name} data={[...choices]} error={useFieldFault(at)} />;
}
