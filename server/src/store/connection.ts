// SPDX-License-Identifier: Apache-2.0
import { Client, type ClientConfig } from "pg";
import type { DatabaseRole, Scope } from "./database.ts";
import type { Answer } from "./queryable.ts";
import type { Pooled } from "./pool.ts";
import type { Statement, Value } from "./sql.ts";
import type { BatchConnection } from "./write-batch.ts";

/** One connection under one role. */
export class Connection implements Pooled, BatchConnection {
  readonly client: Client;
  isBroken = false;
  tenant: string | undefined;
  #tenantSet: Promise<void> = SETTLED;

  private constructor(client: Client) {
    this.client = client;
    client.on("error", () => {
      this.isBroken = true;
    });
    client.on("end", () => {
      this.isBroken = true;
    });
  }

  static async open(config: ClientConfig, role: DatabaseRole): Promise<Connection> {
    const client = new Client(config);
    const connection = new Connection(client);
    try {
      await client.connect();
      await client.query("select set_config('role', $1, false)", [role]);
    } catch (error) {
      await client.end().catch(() => {});
      throw error;
    }
    return connection;
  }

  async send(statement: Statement): Promise<Answer> {
    const result = await this.client.query({ text: statement.text, name: statement.name, values: statement.values.map(parameter) });
    return { rows: result.rows, touched: result.rowCount ?? 0 };
  }

  /**
   * Sees to it that row security compares with this tenant. The setting goes first in the same pipeline as what follows, so every
   * statement awaits the setting it stands behind; if that fails, the connection is destroyed and what followed is discarded.
   */
  useTenant(tenant: string | undefined): Promise<void> {
    if (tenant === undefined || tenant === this.tenant) return this.#tenantSet;
    this.tenant = tenant;
    this.#tenantSet = this.client.query({ name: "tenant", text: "select set_config('app.tenant', $1, false)", values: [tenant] }).then(
      () => undefined,
      (error: unknown) => {
        this.isBroken = true;
        throw error;
      },
    );
    this.#tenantSet.catch(() => {}); // Whoever stands behind it hears of it.
    return this.#tenantSet;
  }

  async sendIn(scope: Scope, statement: Statement): Promise<Answer> {
    const tenant = this.useTenant(scope.tenant);
    const [, answer] = await Promise.all([tenant, this.send(statement)]);
    return answer;
  }

  async transaction(send: () => readonly Promise<unknown>[]): Promise<boolean> {
    const begun = this.client.query("begin");
    const sent = Promise.allSettled(send());
    const [, ended] = await Promise.all([begun, this.client.query("commit"), sent]);
    if (ended.command === "COMMIT") return true;
    this.tenant = undefined; // What was set inside was undone with the rest.
    return false;
  }

  async destroy(): Promise<void> {
    this.isBroken = true;
    await this.client.end().catch(() => {});
  }
}

const SETTLED = Promise.resolve();

function parameter(value: Value): unknown {
  if (value instanceof Uint8Array && !Buffer.isBuffer(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (Array.isArray(value)) return value.map((item: Value) => parameter(item));
  return value;
}
