// SPDX-License-Identifier: Apache-2.0
import { NativeSelect } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRouterState } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { setUp, type Enrolment, type EntityKind, type Setup } from "../../api/setup.ts";
import { Literal } from "../../part/copy.tsx";
import { fieldFault } from "../../part/say/faults.tsx";
import { Field, Form } from "../../part/form/form.tsx";
import { HrefButton } from "../../part/link-button.tsx";
import { Notice } from "../../part/say/notice.tsx";
import { Entrance } from "./entrance.tsx";
import { Tick } from "../../part/form/tick.tsx";

const BESIDE = [
  "/organization/name",
  "/organization/timeZone",
  "/securityOfficial/name",
  "/securityOfficial/email",
  "/privacyOfficial/name",
  "/privacyOfficial/email",
];

const ENTITIES: readonly (readonly [EntityKind, string, string])[] = [
  ["business-associate", "Business associate", "You handle PHI for hospitals, practices or plans. Most startups."],
  ["covered-entity", "Covered entity", "You are a provider, a health plan or a clearinghouse."],
  ["both", "Both", "You treat people, and also work for other covered entities."],
];

/** First run, from the link that the server printed: the organization, and who is responsible (164.308(a)(2), 164.530(a)). */
export function SetUpPage(): ReactNode {
  const token = useRouterState({ select: (state) => state.location.hash });
  const attempt = useMutation({ mutationFn: (setup: Setup) => setUp(token, setup) });
  return (
    <Entrance foot="Not legal advice. Ask a lawyer whether HIPAA applies to your organization.">
      <div className="card wide">
        {token === "" ? (
          <>
            <h1 tabIndex={-1}>Set up Part164</h1>
            <Notice tone="act" title="The link is not complete.">
              Open the whole one-time link that the server printed; it ends in # and a long word.
            </Notice>
          </>
        ) : attempt.data === undefined ? (
          <SetUpForm error={attempt.error} isPending={attempt.isPending} onSetup={attempt.mutate} />
        ) : (
          <Enrolments of={attempt.data.enrolments} />
        )}
      </div>
    </Entrance>
  );
}

const HERE = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** All zones that the browser knows, and its own, which may be an alias such as UTC. */
function zones(): string[] {
  return [...new Set([HERE, ...Intl.supportedValuesOf("timeZone")])].toSorted();
}

function SetUpForm({ error, isPending, onSetup }: { error: unknown; isPending: boolean; onSetup: (setup: Setup) => void }): ReactNode {
  const [isSame, setSame] = useState(true);
  const [entity, setEntity] = useState<EntityKind>("business-associate");
  const submit = ({
    organization = "",
    timeZone = "",
    name = "",
    email = "",
    privacyName = "",
    privacyEmail = "",
  }: Readonly<Record<string, string>>): void =>
    onSetup({
      organization: { name: organization, entity, timeZone },
      securityOfficial: { name, email },
      privacyOfficial: isSame ? null : { name: privacyName, email: privacyEmail },
    });
  return (
    <>
      <div>
        <h1 tabIndex={-1}>Set up Part164</h1>
        <p className="muted">What everything else rests on. About a minute.</p>
      </div>
      <Form error={error} beside={BESIDE} verb="Set up" doing="Setting up" isPending={isPending} isWide onValues={submit}>
        <Field at="/organization/name" label="Organization" name="organization" autoComplete="organization" />
        <fieldset>
          <legend className="label">What you are under HIPAA</legend>
          <div className="ticks">
            {ENTITIES.map(([value, label, hint]) => (
              <Tick key={value} oneOf="entity" label={label} hint={hint} checked={entity === value} onChecked={() => setEntity(value)} />
            ))}
          </div>
        </fieldset>
        <NativeSelect
          label="Time zone"
          name="timeZone"
          description="Legal days are calendar days here."
          data={zones()}
          defaultValue={HERE}
          error={fieldFault(error, "/organization/timeZone")}
        />
        <fieldset>
          <legend>Security official</legend>
          <div className="pair">
            <Field at="/securityOfficial/name" label="Name" name="name" autoComplete="name" />
            <Field at="/securityOfficial/email" label="Work email" name="email" type="email" autoComplete="email" />
          </div>
          <Tick
            label="The same person is the privacy official"
            hint="The rule wants both named; in a small organization one person is usual."
            checked={isSame}
            onChecked={setSame}
          />
        </fieldset>
        {isSame ? null : (
          <fieldset>
            <legend>Privacy official</legend>
            <div className="pair">
              <Field at="/privacyOfficial/name" label="Name" name="privacyName" />
              <Field at="/privacyOfficial/email" label="Work email" name="privacyEmail" type="email" />
            </div>
          </fieldset>
        )}
      </Form>
    </>
  );
}

/** Each official enrols with a link of their own; the first is the one to go on with. */
function Enrolments({ of }: { of: readonly Enrolment[] }): ReactNode {
  const [first, ...others] = of;
  const path = first === undefined ? "/sign-in" : `${new URL(first.url).pathname}${new URL(first.url).hash}`;
  return (
    <>
      <div>
        <h1 tabIndex={-1}>The organization is set up</h1>
        <p className="muted">Next, {first?.name ?? "you"} chooses a password and a second factor.</p>
      </div>
      {others.map(({ name, email, url }) => (
        <div className="stack" key={email}>
          <strong>Send this link to {name}</strong>
          <Literal text={url} label={`Copy the link for ${name}`} />
          <p className="hint">It works once, for {email} only, and leads to their own password and second factor.</p>
        </div>
      ))}
      <HrefButton href={path} filled>
        Continue as {first?.name ?? "the official"}
      </HrefButton>
    </>
  );
}
