// SPDX-License-Identifier: Apache-2.0
// Sends marked PHI every way it may come: as it should, wrongly, and where it never belongs.
import { PATIENT } from "../support/site.ts";
import { mark } from "./marks.ts";
import { type Heard, send } from "./wire.ts";

export const markedPatient = (n: number) => ({
  ...PATIENT,
  identifier: [{ system: "http://fernhollow.example/mrn", value: mark(n) }],
  name: [{ family: `Ashgrove-${mark(n)}`, given: [mark(n)] }],
  address: [{ text: `1 ${mark(n)} Street` }],
});

const bundleOf = (...records: ReturnType<typeof markedPatient>[]) => ({
  resourceType: "Bundle",
  type: "transaction",
  entry: records.map((resource) => ({
    fullUrl: `urn:uuid:${crypto.randomUUID()}`,
    resource,
    request: { method: "POST", url: resource.resourceType },
  })),
});

export const brokenBundle = (n: number): string => JSON.stringify(bundleOf(markedPatient(n), { ...markedPatient(n), birthDate: mark(n) }));

/** One way: what is sent for the n-th mark, and what answers it may get. */
type Way = readonly [
  statuses: readonly number[],
  method: string,
  path: (n: number, id: string) => string,
  body?: ((n: number, id: string) => string) | undefined,
  headers?: (n: number) => Record<string, string>,
];

const patients = (): string => "/fhir/R4/Patient";
const json = JSON.stringify;

const WAYS: readonly Way[] = [
  [[201], "POST", patients, (n) => json(markedPatient(n))],
  [[201], "POST", patients, (n) => json(markedPatient(n)), (n) => ({ "on-behalf-of": `Patient ${mark(n)}`, "user-agent": mark(n) })],
  [[200], "GET", (_n, id) => `/fhir/R4/Patient/${id}`],
  [
    [201],
    "POST",
    () => "/fhir/R4/Observation",
    (n, id) =>
      json({
        resourceType: "Observation",
        status: "final",
        code: { text: mark(n) },
        subject: { reference: `Patient/${id}` },
        note: [{ text: mark(n) }],
      }),
  ],
  [[200, 412], "PUT", (_n, id) => `/fhir/R4/Patient/${id}`, (n, id) => json({ ...markedPatient(n), id }), () => ({ "if-match": 'W/"1"' })],
  [[412], "PUT", (_n, id) => `/fhir/R4/Patient/${id}`, (n, id) => json({ ...markedPatient(n), id }), () => ({ "if-match": 'W/"77"' })],
  [
    [400, 412, 428],
    "PUT",
    (_n, id) => `/fhir/R4/Patient/${id}`,
    (n, id) => json({ ...markedPatient(n), id }),
    (n) => ({ "if-match": mark(n) }),
  ],
  [[422], "POST", patients, (n) => json({ ...markedPatient(n), birthDate: mark(n) })],
  [[422], "POST", patients, (n) => json({ ...markedPatient(n), [mark(n)]: mark(n) })],
  [[422], "POST", patients, (n) => json({ ...markedPatient(n), gender: mark(n) })],
  [[422], "POST", patients, (n) => json({ ...markedPatient(n), resourceType: mark(n) })],
  [[422], "POST", patients, (n) => json({ ...markedPatient(n), generalPractitioner: [{ reference: `Patient/${mark(n)}/${mark(n)}/x` }] })],
  [[400], "POST", patients, (n) => `${json(markedPatient(n)).slice(0, -1)},"${mark(n)}`],
  [[400], "POST", patients, (n) => json(markedPatient(n)), (n) => ({ "purpose-of-use": mark(n) })],
  [[415], "POST", patients, (n) => json(markedPatient(n)), (n) => ({ "content-type": `text/${mark(n)}` })],
  [[400], "POST", (n) => `/fhir/R4/${mark(n)}`, (n) => json(markedPatient(n))],
  [[400, 404, 405], "GET", (n) => `/fhir/R4/Patient?name=${mark(n)}`],
  [[400], "GET", (n) => `/fhir/R4/Patient/${mark(n)}`],
  [[400], "GET", (n, id) => `/fhir/R4/Patient/${id}?${mark(n)}=${mark(n)}`],
  [[404], "GET", (n) => `/v1/${mark(n)}/${mark(n)}`],
  [[200], "GET", (n) => `/${mark(n)}?q=${mark(n)}`],
  [
    [401, 403, 429], // Too many guesses from one address are refused by themselves.
    "POST",
    () => "/v1/sign-in",
    (n) => json({ email: `nobody-${n}@fernhollow.example`, password: mark(n) }),
    () => ({ "part164-console": "1", authorization: "" }),
  ],
  [[200, 201], "POST", () => "/fhir/R4", (n) => json(bundleOf(markedPatient(n)))],
  [[400, 422], "POST", () => "/fhir/R4", brokenBundle],
  [[401], "GET", (_n, id) => `/fhir/R4/Patient/${id}`, undefined, (n) => ({ authorization: `Bearer ${mark(n)}-${mark(n)}` })],
];

/** Sends the n-th mark in its way. `id` is of a record that is there. Answers what was wrong with the answer, or null. */
export async function sendMarked(
  url: string,
  client: Record<string, string>,
  n: number,
  id: string,
): Promise<{ wrong: string | null; heard: Heard }> {
  const way = WAYS[n % WAYS.length];
  if (way === undefined) throw new Error("There are ways.");
  const [statuses, method, path, body, headers] = way;
  const given = body?.(n, id);
  const heard = await send(url, {
    method,
    path: path(n, id),
    headers: { ...client, ...headers?.(n) },
    ...(given === undefined ? {} : { body: given }),
  });
  const isTold = heard.status >= 400 && `${heard.text}${json(heard.headers)}`.includes(mark(n));
  const wrong = isTold
    ? `told back: ${heard.text}`
    : statuses.includes(heard.status)
      ? null
      : `${heard.status}, not ${statuses.join(" or ")}: ${heard.text}`;
  return { wrong: wrong === null ? null : `way ${n % WAYS.length}, ${method} ${path(0, "id")}: ${wrong}`, heard };
}
