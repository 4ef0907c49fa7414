// SPDX-License-Identifier: Apache-2.0
// A checkpoint kept elsewhere finds what the organization itself could otherwise take back: history that it signed anew.
import assert from "node:assert/strict";
import test from "node:test";
import { held, logAt } from "../test/cases.ts";
import { organization, tenantKeys, testKey } from "../test/keys.ts";
import { checkpointOf, logged, sample, treeOf, type Sample } from "../test/sample-package.ts";
import { answerTo } from "../test/verify-sample.ts";
import { utf8 } from "./bytes.ts";
import { organizationOrigin, signCheckpoint } from "./checkpoint.ts";
import { COSIGNATURE } from "./note.ts";
import { CHECKPOINT_FILE } from "./package.ts";

for (const size of [0, 1, 255, 256, 257, 265, 266])
  test(`a checkpoint of the first ${size} entries is where the log has been`, async () => {
    const made = await sample();
    const answer = await answerTo(made, { checkpoint: await checkpointOf(logAt(made, 0), size) });
    assert.deepEqual(answer.faults, []);
    assert.match(answer.proved.join("\n"), new RegExp(`the checkpoint given, of ${size} entries`));
  });

test("a tenant's checkpoint needs no key but the organization's", async () => {
  const made = await sample();
  const checkpoint = await checkpointOf(logAt(made, 1), 77);
  for (const keys of [[organization.key], [organization.key, ...tenantKeys.map(({ key }) => key)]])
    assert.deepEqual((await answerTo(made, { checkpoint, keys })).faults, []);
});

test("a witness's cosignature on it is verified, if the witness's key is given", async () => {
  const made = await sample();
  const witness = testKey("witness.example", 50);
  const key = { ...witness.key, type: COSIGNATURE } as const;
  const tree = treeOf(logAt(made, 0).entries);
  const text = { origin: organization.key.name, size: tree.size, root: tree.root(), extensions: [] };
  const good = await signCheckpoint(text, [organization.signer, witness.cosigner(5)]);
  assert.deepEqual((await answerTo(made, { checkpoint: good, keys: [organization.key, key] })).faults, []);
  const forged = await signCheckpoint(text, [organization.signer, { ...testKey("witness.example", 51).cosigner(5), key }]);
  const answer = await answerTo(made, { checkpoint: forged, keys: [organization.key, key] });
  assert.deepEqual(
    answer.faults.map(({ code }) => code),
    ["bad_signature"],
  );
});

/** Everything signed and anchored as it should be, without what happened last or with something else in its place. */
const HISTORIES: readonly [string, number, (made: Sample) => void][] = [
  ["the newest entry of the organization's log is gone", 266, (made) => shorten(made)],
  ["an old entry of the organization's log is another", 200, (made) => replace(made, 17)],
  ["the entry before the checkpoint is another", 200, (made) => replace(made, 199)],
];
for (const [what, size, change] of HISTORIES)
  test(`found only by the checkpoint: ${what}`, async () => {
    const before = await sample();
    const checkpoint = await checkpointOf(logAt(before, 0), size);
    change(before);
    assert.deepEqual((await answerTo(before)).faults, [], "everything is signed, so nothing else can tell");
    const answer = await answerTo(before, { checkpoint });
    assert.deepEqual(
      answer.faults.map(({ code, file }) => [code, file]),
      [["rollback", CHECKPOINT_FILE]],
    );
    assert.ok(!answer.proved.some((sentence) => sentence.includes("the checkpoint given")));
  });

test("an entry after the checkpoint is not its matter", async () => {
  const made = await sample();
  const checkpoint = await checkpointOf(logAt(made, 0), 200);
  replace(made, 200);
  assert.deepEqual((await answerTo(made, { checkpoint })).faults, []);
});

const UNUSABLE: readonly [string, string, (made: Sample) => Uint8Array | Promise<Uint8Array>][] = [
  ["what is not a note", "bad_note", () => utf8("hello\n")],
  ["a note that is not a checkpoint", "bad_checkpoint", async () => utf8(`hello\n\n— a ${Buffer.alloc(68).toString("base64")}\n`)],
  ["the checkpoint of another installation", "wrong_origin", () => stranger(organizationOrigin("01890a5d-ac96-774b-bcce-b302099a9999"))],
  ["a checkpoint signed by a stranger", "unknown_signer", () => stranger(organization.key.name)],
  [
    "a checkpoint with a bit changed",
    "bad_signature",
    async (made) =>
      utf8(
        Buffer.from(await checkpointOf(logAt(made, 0), 9))
          .toString()
          .replace("\n9\n", "\n8\n"),
      ),
  ],
];
for (const [what, code, make] of UNUSABLE)
  test(`${what} is refused, and the package is not verified`, async () => {
    const made = await sample();
    const answer = await answerTo(made, { checkpoint: await make(made) });
    assert.deepEqual(
      answer.faults.map((fault) => [fault.code, fault.file]),
      [[code, CHECKPOINT_FILE]],
    );
    assert.equal(answer.verified, false);
  });

/** The organization's log without its newest filler: the anchors and results stay, one entry earlier, and are shown there. */
function shorten(made: Sample): void {
  const log = logAt(made, 0);
  made.logs[0] = { ...log, entries: [...log.entries.slice(1), logged(log.owner)].slice(0, -1) };
  made.disclosed.set(
    0,
    held(made.disclosed.get(0)).map((index) => index - 1),
  );
  const checks = made.verdicts["checks"] as unknown as { index: number | null }[]; // As the sample writes them.
  for (const check of checks) if (check.index !== null) check.index -= 1;
}

function replace(made: Sample, index: number): void {
  const log = logAt(made, 0);
  made.logs[0] = { ...log, entries: log.entries.with(index, logged(log.owner)) };
}

function stranger(origin: string): Promise<Uint8Array> {
  return signCheckpoint({ origin, size: 0, root: treeOf([]).root(), extensions: [] }, [testKey(origin, 99).signer]);
}
