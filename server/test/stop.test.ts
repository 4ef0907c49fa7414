// SPDX-License-Identifier: Apache-2.0
// A server that is told to stop answers what is under way, takes nothing more, and does not wait for connections on which nobody asks.
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { openTestSite } from "./support/site.ts";

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
