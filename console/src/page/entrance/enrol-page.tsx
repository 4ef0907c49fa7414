// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter, useRouterState } from "@tanstack/react-router";
import { IconCheck, IconPoint } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { finishEnrolment, openEnrolment, type OpenEnrolment } from "../../api/enrolment.ts";
import { Literal } from "../../part/copy.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { fieldFault } from "../../part/say/faults.tsx";
import { Field, Form } from "../../part/form/form.tsx";
import { Glyph } from "../../part/glyph.tsx";
import { Notice } from "../../part/say/notice.tsx";
import { QrCode } from "../../part/qr-code.tsx";
import { Secret } from "../../part/form/secret.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { Entrance } from "./entrance.tsx";
import { passwordRules } from "./password-rules.ts";
import { RecoveryCodes } from "./recovery-codes.tsx";

const BESIDE = ["/password", "/code"];

/** A person sets their own password and second factor, from a link meant for them alone (164.312(a)(2)(i), 164.312(d)). */
export function EnrolPage(): ReactNode {
  const token = useRouterState({ select: (state) => state.location.hash });
  const router = useRouter();
  const opened = useQuery({
    queryKey: ["enrolment", token],
    queryFn: () => openEnrolment(token),
    enabled: token !== "",
    staleTime: Infinity,
  });
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  return (
    <Entrance>
      <div className="card wide">
        {codes !== null ? (
          <RecoveryCodes codes={codes} email={opened.data?.email ?? ""} onKept={() => router.history.replace("/")} />
        ) : token === "" ? (
          <Notice tone="act" title="The link is not complete.">
            Open the whole link that you were sent; it ends in # and a long word.
          </Notice>
        ) : opened.isPending ? (
          <Waiting />
        ) : opened.isError ? (
          <Empty kind="failed" error={opened.error} onRetry={() => void opened.refetch()} />
        ) : (
          <EnrolForm token={token} opened={opened.data} onCodes={setCodes} />
        )}
      </div>
    </Entrance>
  );
}

function EnrolForm({
  token,
  opened,
  onCodes,
}: {
  token: string;
  opened: OpenEnrolment;
  onCodes: (codes: readonly string[]) => void;
}): ReactNode {
  const [password, setPassword] = useState("");
  const rules = passwordRules(password, opened);
  const finish = useMutation({
    mutationFn: ({ code = "" }: Readonly<Record<string, string>>) => finishEnrolment(token, password, code.replaceAll(/\s/g, "")),
    onSuccess: ({ recoveryCodes }) => onCodes(recoveryCodes),
  });
  const isReady = rules.every((rule) => rule.holds);
  return (
    <>
      <div>
        <h1 tabIndex={-1}>Welcome, {opened.name}</h1>
        <p className="muted">{opened.organization} gives you a user of your own. Choose a password and add a second factor.</p>
      </div>
      <Form
        error={finish.error}
        beside={BESIDE}
        verb="Finish"
        doing="Finishing"
        isPending={finish.isPending}
        isWide
        notYet={isReady ? undefined : "The password does not yet meet its rules."}
        onValues={finish.mutate}
      >
        <input type="email" name="email" autoComplete="username" value={opened.email} readOnly hidden />
        <Secret
          label="Password"
          name="password"
          autoComplete="new-password"
          value={password}
          onValue={setPassword}
          error={fieldFault(finish.error, "/password")}
        />
        <ul className="rules small" aria-label="What the password needs">
          {rules.map(({ says, holds }) => (
            <li key={says} data-holds={holds}>
              <Glyph of={holds ? IconCheck : IconPoint} size={14} />
              {says}
              <span className="sr">{holds ? ", done" : ", not yet"}</span>
            </li>
          ))}
        </ul>
        <fieldset>
          <legend>Second factor</legend>
          <div className="factor">
            <QrCode text={opened.totp.uri} label="QR code for your authenticator app" />
            <div className="stack">
              <p>Scan this with an authenticator app, or type the key into it.</p>
              <Literal text={opened.totp.secret} label="Copy the key" />
              <Field
                at="/code"
                label="Code from the app"
                name="code"
                inputMode="numeric"
                autoComplete="one-time-code"
                pattern="[0-9 ]{6,7}"
                classNames={{ input: "input code-input" }}
              />
            </div>
          </div>
        </fieldset>
      </Form>
    </>
  );
}
