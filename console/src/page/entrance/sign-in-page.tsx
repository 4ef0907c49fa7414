// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useRouter, useSearch } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { healthQuery } from "../../api/health.ts";
import { sessionQuery } from "../../api/session.ts";
import { signIn, signInFactor, type SignedIn } from "../../api/sign-in.ts";
import { fieldFault } from "../../part/say/faults.tsx";
import { Field, Form } from "../../part/form/form.tsx";
import { Notice } from "../../part/say/notice.tsx";
import { Secret } from "../../part/form/secret.tsx";
import { rememberWhy, whyItEnded } from "../../session/leaving.ts";
import { Entrance } from "./entrance.tsx";

const BESIDE = ["/email", "/password", "/code", "/recoveryCode"];

/** Email and password, then the second factor. Where the session ended by itself, it says so first. */
export function SignInPage(): ReactNode {
  const { from } = useSearch({ from: "/sign-in" });
  const { data: health } = useQuery(healthQuery);
  const isNotSetUp = health?.setUp === false; // Null from a server without its database: it cannot tell.
  const [ticket, setTicket] = useState<string | null>(null);
  const [codesLeft, setCodesLeft] = useState<number | null>(null);
  const enter = useEnter(from);
  const done = (signedIn: SignedIn): void => {
    const left = signedIn.recoveryCodesLeft ?? null;
    if (left === null) enter();
    else setCodesLeft(left);
  };
  return (
    <Entrance foot="Every attempt is recorded, including failed ones.">
      <div className="card">
        {isNotSetUp ? (
          <NotSetUp />
        ) : codesLeft !== null ? (
          <CodesLeft left={codesLeft} onGo={enter} />
        ) : ticket === null ? (
          <Password onTicket={setTicket} onDone={done} />
        ) : (
          <Factor ticket={ticket} onDone={done} onBack={() => setTicket(null)} />
        )}
        <p className="hint" hidden={isNotSetUp}>
          The session ends by itself without activity. Signing in here ends your session elsewhere.
        </p>
        <p className="hint" hidden={isNotSetUp}>
          Something happened? <Link to="/report">Report an incident</Link>, without signing in or saying who you are.
        </p>
      </div>
    </Entrance>
  );
}

function NotSetUp(): ReactNode {
  return (
    <>
      <h1 tabIndex={-1}>Not set up yet</h1>
      <Notice tone="act" title="Open the one-time link that the server printed.">
        It is in the server’s output; a restart prints a new one. Then come back here.
      </Notice>
    </>
  );
}

/** Enters the console where the person wanted to be; only addresses of this console are followed. */
function useEnter(from: string | undefined): () => void {
  const client = useQueryClient();
  const router = useRouter();
  return () => {
    rememberWhy(null);
    client.removeQueries({ queryKey: sessionQuery.queryKey });
    router.history.push(from !== undefined && /^\/(?![/\\])/.test(from) ? from : "/");
  };
}

function Password({ onTicket, onDone }: { onTicket: (ticket: string) => void; onDone: (signedIn: SignedIn) => void }): ReactNode {
  const attempt = useMutation({
    mutationFn: ({ email = "", password = "" }: Readonly<Record<string, string>>) => signIn(email, password),
    onSuccess: (answer) => (answer.next === "second-factor" ? onTicket(answer.ticket) : onDone({ ...answer, recoveryCodesLeft: null })),
  });
  const why = whyItEnded();
  return (
    <>
      <div>
        <h1 tabIndex={-1}>Sign in</h1>
        {why === null ? null : <p className="muted">{why.detail ?? why.title}</p>}
      </div>
      <Form
        error={attempt.error}
        beside={BESIDE}
        verb="Continue"
        doing="Checking"
        isPending={attempt.isPending}
        isWide
        onValues={attempt.mutate}
      >
        <Field at="/email" label="Work email" name="email" type="email" autoComplete="username" />
        <Secret label="Password" name="password" autoComplete="current-password" error={fieldFault(attempt.error, "/password")} />
      </Form>
    </>
  );
}

function Factor({ ticket, onDone, onBack }: { ticket: string; onDone: (signedIn: SignedIn) => void; onBack: () => void }): ReactNode {
  const [isRecovery, setRecovery] = useState(false);
  const attempt = useMutation({
    mutationFn: ({ code = "", recoveryCode = "" }: Readonly<Record<string, string>>) =>
      signInFactor(ticket, isRecovery ? { recoveryCode } : { code: code.replaceAll(/\s/g, "") }),
    onSuccess: onDone,
  });
  return (
    <>
      <div>
        <h1 tabIndex={-1}>{isRecovery ? "Recovery code" : "Second factor"}</h1>
        <p className="muted">
          {isRecovery ? "One of the ten you kept. It is used up by this." : "Six digits from your authenticator app."}
        </p>
      </div>
      <Form
        key={String(isRecovery)}
        takesFocus
        error={attempt.error}
        beside={BESIDE}
        verb="Sign in"
        doing="Checking"
        isPending={attempt.isPending}
        isWide
        onValues={attempt.mutate}
      >
        {isRecovery ? (
          <Field at="/recoveryCode" label="Recovery code" name="recoveryCode" classNames={{ input: "input mono" }} />
        ) : (
          <Field
            at="/code"
            label="Code"
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            pattern="[0-9 ]{6,7}"
            classNames={{ input: "input code-input" }}
          />
        )}
      </Form>
      <div className="row">
        <Button size="xs" variant="subtle" onClick={() => setRecovery(!isRecovery)}>
          {isRecovery ? "Use the app instead" : "Use a recovery code"}
        </Button>
        <Button size="xs" variant="subtle" className="push" onClick={onBack}>
          Back
        </Button>
      </div>
    </>
  );
}

function CodesLeft({ left, onGo }: { left: number; onGo: () => void }): ReactNode {
  return (
    <>
      <h1 tabIndex={-1}>You are signed in</h1>
      <Notice tone={left < 3 ? "soon" : "plain"} title={`${left} recovery ${left === 1 ? "code" : "codes"} left.`}>
        The one you used no longer works. {left < 3 ? "Ask your security official for a new enrolment before the last is gone." : ""}
      </Notice>
      <Button variant="filled" fullWidth onClick={onGo}>
        Continue
      </Button>
    </>
  );
}
