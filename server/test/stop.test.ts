// SPDX-License-Identifier: Apache-2.0
// A server that is told to stop answers what is under way, takes nothing more, and does not wait for connections on which nobody asks.
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { addClient, openTestSite, PATIENT } from "./support/site.ts";

/** Half of what a stop may take at most: who waited for that limit has not noticed that nobody asks any more. */
const WITHIN_MS = 5000;

test("a request under way at the stop is answered, then its connection is closed though the client would keep it", async () => {
  const site = await openTestSite("embedded");
  const socket = connect(Number(new URL(site.url).port), "127.0.0.1");
  socket.write(
    "POST /oauth/token HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 29\r\n\r\n",
  );
  socket.write("grant_type=");
  let answer = "";
  socket.on("data", (bytes: Buffer) => (answer += bytes.toString("latin1")));
  await setTimeout(100); // The server reads the head before it is told to stop.
  const stopped = site.close().then(() => "stopped");
  await setTimeout(100);
  socket.write("client_credentials");
  const closed = once(socket, "close");
  assert.equal(await Promise.race([stopped, setTimeout(WITHIN_MS, "waits", { ref: false })]), "stopped");
  await closed;
  assert.match(answer, /^HTTP\/1\.1 401 [^]*invalid_client/);
});

test("an answer that is written but not yet sent is sent to its end, however slowly it is read", async () => {
  const site = await openTestSite("embedded");
  const client = await addClient(site, "Clinic A");
  const photo = [{ contentType: "image/png", data: Buffer.alloc(560_000, 1).toString("base64") }];
  const send = (method: string, path: string, body: unknown, more = {}): Promise<Response> =>
    site.fetch(path, { method, headers: client.headers(more), body: JSON.stringify(body) });
  const { id } = (await (await send("POST", "/fhir/R4/Patient", { ...PATIENT, photo })).json()) as { id: string };
  for (let n = 1; n < 14; n++) await send("PUT", `/fhir/R4/Patient/${id}`, { ...PATIENT, photo, id }, { "if-match": `W/"${n}"` });
  const socket = connect(Number(new URL(site.url).port), "127.0.0.1");
  socket.write(`GET /fhir/R4/Patient/${id}/_history HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${client.token}\r\n\r\n`);
  let [bytes, head] = [0, ""];
  socket.on("data", (chunk: Buffer) => {
    if (head === "") head = chunk.toString("latin1").split("\r\n\r\n")[0] ?? "";
    bytes += chunk.length;
    socket.pause();
    void setTimeout(5).then(() => socket.resume());
  });
  await once(socket, "data");
  const stopped = site.close();
  await once(socket, "close");
  await stopped;
  const [, length] = /content-length: (\d+)/i.exec(head) ?? [];
  assert.ok(Number(length) > 8_000_000);
  assert.equal(bytes, head.length + 4 + Number(length));
});
