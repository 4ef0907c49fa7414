// SPDX-License-Identifier: Apache-2.0
// The one shell of a form: its fields know the last fault, the first wrong one takes the focus, what belongs to no field stands above
// the button, and the button says what is going on. The fields keep what was typed, also when it fails.
import { Button, TextInput } from "@mantine/core";
import { createContext, useContext, useEffect, useRef, type ComponentProps, type ReactNode } from "react";
import { Faults, fieldFault } from "../say/faults.tsx";

export type FormProps = {
  /** The fault of the last try, or null. */
  readonly error: unknown;
  /** The fields, as JSON Pointers, that say their own message. */
  readonly beside: readonly string[];
  readonly verb: string;
  /** What the button says meanwhile: "Inviting". */
  readonly doing: string;
  readonly isPending: boolean;
  readonly isWide?: boolean;
  /** It is the page's next step: its first field takes the focus at once. */
  readonly takesFocus?: boolean;
  /** Why it cannot be sent yet; said by the button. */
  readonly notYet?: string | undefined;
  /** Takes the typed values by field name, trimmed but for passwords. */
  readonly onValues: (values: Readonly<Record<string, string>>) => void;
  readonly children: ReactNode;
};

const LastFault = createContext<unknown>(null);

export function Form({
  error,
  beside,
  verb,
  doing,
  isPending,
  isWide = false,
  takesFocus = false,
  notYet,
  onValues,
  children,
}: FormProps): ReactNode {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (error !== null && error !== undefined) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [error]);
  useEffect(() => {
    if (takesFocus) form.current?.querySelector("input")?.focus();
  }, [takesFocus]);
  return (
    <LastFault value={error}>
      <form
        ref={form}
        className="stack loose"
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation(); // A dialog may stand in another form, which is not what was sent.
          if (!isPending) onValues(valuesOf(new FormData(event.currentTarget)));
        }}
      >
        {children}
        <Faults error={error} beside={beside} />
        <Button
          type="submit"
          variant="filled"
          fullWidth={isWide}
          loading={isPending}
          {...(notYet === undefined ? {} : { "aria-disabled": true, title: notYet })}
        >
          {isPending ? doing : verb}
        </Button>
      </form>
    </LastFault>
  );
}

function valuesOf(data: FormData): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...data.entries()].map(([name, value]) => [
      name,
      typeof value === "string" && !name.toLowerCase().includes("password") ? value.trim() : String(value),
    ]),
  );
}

/** What the server said about one field of the form around it. */
export function useFieldFault(at: string): string | null {
  return fieldFault(useContext(LastFault), at);
}

/** A line of text that must be filled in; `at` is its JSON Pointer in what is sent. */
export function Field({ at, ...rest }: { at: string; label: string; name: string } & ComponentProps<typeof TextInput>): ReactNode {
  const error = useFieldFault(at);
  return <TextInput autoComplete="off" required withAsterisk={false} {...rest} error={error} />;
}
