// SPDX-License-Identifier: Apache-2.0
// A small inventory and its people.
import { GOOD_CHECK, LAPTOP } from "./device-answers.ts";
import { atWork, type AtWork, type Filed } from "./person.ts";
import { addPerson, setUpSite, type Person, type TestSite } from "./site.ts";

export type DeviceTeam = {
  readonly maya: AtWork;
  readonly ruth: AtWork;
  readonly sam: AtWork;
  readonly ids: { readonly maya: string; readonly ruth: string; readonly sam: string };
  readonly person: Person;
  readonly people: { readonly ruth: Person; readonly sam: Person };
};

/** Two officials and somebody who works with records. */
export async function deviceTeam(site: TestSite): Promise<DeviceTeam> {
  const person = await setUpSite(site);
  const maya = atWork(site, person);
  const people = {
    ruth: await addPerson(site, "ruth@fernhollow.example", ["security-official", "privacy-official"]),
    sam: await addPerson(site, "sam@fernhollow.example", []),
  };
  const [ruth, sam] = [atWork(site, people.ruth), atWork(site, people.sam)];
  const { items } = await maya.get<{ items: { id: string; email: string }[] }>("/v1/members");
  const idOf = (name: string): string => items.find(({ email }) => email === `${name}@fernhollow.example`)?.id ?? "";
  return { maya, ruth, sam, person, people, ids: { maya: idOf("maya"), ruth: idOf("ruth"), sam: idOf("sam") } };
}

export const plantDevice = (who: AtWork, custodian: string, more: Readonly<Record<string, unknown>> = {}): Promise<Filed> =>
  who.file("device", { ...LAPTOP, custodian, since: SINCE, ...more });

/** Before the day on which tests begin. */
export const SINCE = "2026-01-05";

export type Shown = {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly version: number;
  readonly serial: string;
  readonly isMine: boolean;
  readonly custodian: { id: string; name: string; hasLeft: boolean };
  readonly evidence: { standing: string; checkedOn: string | null; staleOn: string | null; faults: string[] };
};

export const devices = async (who: AtWork, query = ""): Promise<Shown[]> =>
  (await who.get<{ items: Shown[] }>(`/v1/devices${query}`)).items;

export type DevicePage = {
  readonly device: Shown;
  readonly submission: Filed;
  readonly custody: { custodian: { id: string; name: string }; from: string; to: string | null; state: string }[];
  readonly onDay: { id: string } | null;
  readonly checks: (Filed & { checkedOn: string; isFromFile: boolean })[];
  readonly movements: (Filed & { kind: string })[];
};

export const devicePage = (who: AtWork, id: string, on = ""): Promise<DevicePage> =>
  who.get<DevicePage>(`/v1/devices/${id}${on === "" ? "" : `?on=${on}`}`);

/** Looks at a device and signs it. */
export async function checkDevice(who: AtWork, device: string, on: string, more: Readonly<Record<string, unknown>> = {}): Promise<Filed> {
  const filed = await who.file("workstation-check", { device, ...GOOD_CHECK, checkedOn: on, patchedOn: on, ...more });
  return who.move(filed, "sign");
}
