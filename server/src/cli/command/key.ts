// SPDX-License-Identifier: Apache-2.0
import { listTenants } from "#access/tenant.ts";
import { systemAct } from "#ledger/act.ts";
import { rotateRoot, rotateTenant } from "#seal/rotate.ts";
import { answer, type Command } from "../command.ts";

export const keyLog: Command = {
  name: "key log",
  usage: "key log [--json]",
  says: "Prints the logs' verifier keys (C2SP), one a line, the organization's first. Give that one to an auditor.",
  options: { json: { type: "boolean" } },
  async run({ parts }, invocation, io) {
    const tenants = await listTenants(parts);
    const { signer } = parts.ledger;
    const keys = await Promise.all([parts.installation, ...tenants.map(({ id }) => id)].map((tenant) => signer.verifierKey(tenant)));
    answer(io, invocation, keys, `${keys.join("\n")}\n`);
    return 0;
  },
};

export const keyRotate: Command = {
  name: "key rotate",
  usage: "key rotate [--json]",
  says: "Makes a new root key and new tenant keys and wraps every other key anew. Stored records are not touched.",
  options: { json: { type: "boolean" } },
  async run({ parts }, invocation, io) {
    const rewrapped = { tenantKeys: await rotateRoot(parts.keyring), keys: 0 };
    for (const tenant of [parts.installation, ...(await listTenants(parts)).map(({ id }) => id)])
      rewrapped.keys += await rotateTenant(parts.keyring, tenant);
    await parts.ledger.recorder.record(systemAct(parts.installation, "operate.key.rotate", { detail: rewrapped }));
    answer(
      io,
      invocation,
      rewrapped,
      `New root key; ${rewrapped.tenantKeys} tenant keys and ${rewrapped.keys} keys below them wrapped anew.\nCopy keys/root.json to its safe place again: the copy you have there does not open backups made from now on.\n`,
    );
    return 0;
  },
};
