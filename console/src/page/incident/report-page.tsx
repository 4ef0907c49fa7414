// SPDX-License-Identifier: Apache-2.0
// A report in a minute, without signing in and without a name. Nothing of who sends it is kept.
import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { reportUnnamed } from "../../api/report-unnamed.ts";
import { Faults, fieldFault } from "../../part/say/faults.tsx";
import { Notice } from "../../part/say/notice.tsx";
import { instantIn, localIn } from "../../time/local.ts";
import { useNow } from "../../time/use-now.ts";
import { Entrance } from "../entrance/entrance.tsx";

const KINDS = [
  ["wrong-recipient", "Sent or shown to the wrong person"],
  ["looked-up", "Somebody looked at what is not theirs"],
  ["lost-or-stolen", "A device, paper or medium is lost or stolen"],
  ["sign-in", "A password, key or session is in the wrong hands"],
  ["malware", "Malicious software, or files that nobody can open"],
  ["break-in", "Somebody is in a system, or was"],
  ["outage", "A system is down, or lost data"],
  ["other", "Something else"],
] as const;

/** The zone of whoever reports: their own clock is what they look at. */
const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

export function ReportPage(): ReactNode {
  const now = useNow();
  const [said, setSaid] = useState(() => ({
    what: "",
    kind: "other",
    noticedAt: localIn(new Date(now).toISOString(), ownZone()),
    where: "",
    phi: "maybe",
    more: "",
  }));
  const set = (name: keyof typeof said) => (event: { currentTarget: { value: string } }) =>
    setSaid({ ...said, [name]: event.currentTarget.value });
  const send = useMutation({
    mutationFn: () => {
      const { more, noticedAt, ...rest } = said;
      return reportUnnamed({ ...rest, noticedAt: instantIn(noticedAt, ownZone()) ?? "", ...(more.trim() === "" ? {} : { more }) });
    },
  });
  const at = (name: string): string | null => fieldFault(send.error, `/answers/${name}`) ?? fieldFault(send.error, `/${name}`);
  return (
    <Entrance foot="Neither your name nor your address is kept with a report from this page.">
      <div className="card">
        <h1 tabIndex={-1}>Report an incident</h1>
        {send.data === undefined ? (
          <form
            className="stack loose"
            onSubmit={(event) => {
              event.preventDefault();
              if (!send.isPending) send.mutate();
            }}
          >
            <p className="muted">Report first, ask later. Leave out names of patients and colleagues; an official looks at it.</p>
            <TextInput
              label="What happened, in a sentence"
              value={said.what}
              onChange={set("what")}
              required
              withAsterisk={false}
              maxLength={200}
              autoComplete="off"
              error={at("what")}
            />
            <NativeSelect
              label="What it looks like"
              value={said.kind}
              onChange={set("kind")}
              data={KINDS.map(([value, label]) => ({ value, label }))}
              error={at("kind")}
            />
            <TextInput
              label="Where"
              description="Which system, device or place."
              value={said.where}
              onChange={set("where")}
              required
              withAsterisk={false}
              maxLength={200}
              autoComplete="off"
              error={at("where")}
            />
            <TextInput
              label="First noticed"
              type="datetime-local"
              value={said.noticedAt}
              onChange={set("noticedAt")}
              required
              withAsterisk={false}
              error={at("noticedAt")}
            />
            <NativeSelect
              label="Is health information concerned?"
              value={said.phi}
              onChange={set("phi")}
              data={[
                { value: "maybe", label: "Perhaps" },
                { value: "yes", label: "Yes" },
                { value: "no", label: "No" },
              ]}
              error={at("phi")}
            />
            <Textarea
              label="What else you know (optional)"
              rows={3}
              maxLength={20_000}
              value={said.more}
              onChange={set("more")}
              error={at("more")}
            />
            <Faults
              error={send.error}
              beside={["what", "kind", "where", "noticedAt", "phi", "more"].flatMap((name) => [`/answers/${name}`, `/${name}`])}
            />
            <Button type="submit" variant="filled" fullWidth loading={send.isPending}>
              Send the report
            </Button>
          </form>
        ) : (
          <Notice tone="plain" title="It is received.">
            An official looks at it today. Do not investigate, delete or reply to anybody; write down what you saw and when.
          </Notice>
        )}
        <p className="hint">
          <Link to="/sign-in" search={{}}>
            Sign in
          </Link>{" "}
          to follow what becomes of it.
        </p>
      </div>
    </Entrance>
  );
}
