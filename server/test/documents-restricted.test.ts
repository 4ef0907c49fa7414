// SPDX-License-Identifier: Apache-2.0
// What only officials see stays so with its papers; and what a move names is there.
import assert from "node:assert/strict";
import { contractWith, paper } from "./support/associate.ts";
import { breachOf, inDoubt, judged, plantIncident, two } from "./support/incident.ts";
import { atWork } from "./support/person.ts";
import { addPerson, testSite } from "./support/site.ts";

const NOBODY = "01a19b7c-a680-7000-8000-000000000000";

const fieldsOf = async (answer: Response): Promise<string[]> => {
  const { fields = [] } = (await answer.json()) as { fields?: { at: string }[] };
  return fields.map(({ at }) => at);
};

testSite("164.502(a): a paper for officials alone is listed to and opened by nobody else", async (site) => {
  const { maya, ruth } = await two(site);
  const others = await Promise.all(
    ["auditor", "manager", "executive"].map(async (role) => atWork(site, await addPerson(site, `${role}@fernhollow.example`, [role]))),
  );
  const { id } = await maya.upload("authorization.txt", "signed by an individual", "confidential");
  const { id: contract } = await maya.upload("contract.txt", "signed by both");
  const listed = async (who: typeof maya, query = ""): Promise<string[]> =>
    (await who.get<{ items: { id: string }[] }>(`/v1/documents${query}`)).items.map((one) => one.id);
  assert.deepEqual(await listed(ruth), [contract, id]);
  for (const who of others) {
    assert.deepEqual(await listed(who), [contract]);
    assert.deepEqual(await listed(who, "?kind=confidential"), []);
    await who.get(`/v1/documents/${id}/file`, 404);
  }
});

testSite("a restricted form and its journal name papers for officials alone", async (site) => {
  const { maya, mayaId } = await two(site);
  const open = await maya.upload("authorization.txt", "signed by an individual");
  const sealed = await maya.upload("authorization.txt", "signed by an individual", "confidential");
  const answers = {
    purpose: "to-person",
    signedOn: "2026-11-01",
    isByRepresentative: "no",
    combined: "no",
    conditioned: "no",
    knownFalse: "no",
    ends: "event",
    endEvent: "The end of treatment",
    copyGiven: "given",
  };
  const file = (document: string) => maya.send("/v1/submissions", { form: "authorization", answers: { ...answers, document } });
  assert.deepEqual(await fieldsOf(await file(open.id)), ["/answers/document"]);
  assert.equal((await file(sealed.id)).status, 201);
  const breach = await inDoubt(maya, mayaId);
  const { assessment } = await breachOf(maya, breach.id);
  const line = (document: string) => maya.send(`/v1/submissions/${assessment.id}/journal`, { text: "A letter came", document });
  assert.deepEqual(await fieldsOf(await line(open.id)), ["/document"]);
  assert.equal((await line(sealed.id)).status, 201);
});

testSite("164.316(b)(1): what a move names is there: evidence that points at nothing is none", async (site) => {
  const { maya, ruth, mayaId } = await two(site);
  const incident = await plantIncident(maya);
  assert.deepEqual(await fieldsOf(await maya.tryMove(incident, "open", judged(NOBODY))), ["/answers/lead"]);
  assert.equal((await maya.move(incident, "open", judged(mayaId))).state, "open");
  const party = await maya.file("party", { name: "Northwind Cloud", role: "vendor", service: "Hosting", phi: "yes" });
  const draft = await maya.file("associate-contract", contractWith(party.id, await paper(maya)));
  const inForce = await ruth.move(await maya.move(draft, "submit"), "put-in-force");
  const ending = { reason: "Its service ended.", answers: { endedBecause: "by-notice", endedOn: "2026-11-01" } };
  const ended = await maya.move(inForce, "terminate", ending);
  const returned = { returned: "destroyed", returnedOn: "2026-11-01", returnedHow: "All copies and backups were wiped." };
  const close = (returnedDocument: string) => maya.tryMove(ended, "close", { answers: { ...returned, returnedDocument } });
  assert.deepEqual(await fieldsOf(await close(NOBODY)), ["/answers/returnedDocument"]);
  assert.equal((await close(await paper(maya))).status, 200);
  const sam = atWork(site, await addPerson(site, "sam@fernhollow.example", []));
  const other = await plantIncident(sam);
  const refused = await sam.tryMove(other, "open", judged(NOBODY));
  assert.equal(((await refused.json()) as { code: string }).code, "not_yours_to_do", "what is not there is told to who may make the move");
});
