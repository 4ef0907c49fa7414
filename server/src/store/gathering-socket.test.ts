// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import test from "node:test";
import { GatheringSocket } from "./gathering-socket.ts";

test("what is written in one turn arrives in order and in one piece; what follows the end does not", async () => {
  const pieces: string[] = [];
  const server = createServer((socket) => socket.on("data", (piece) => pieces.push(piece.toString())).resume());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = new GatheringSocket();
  socket.connect((server.address() as AddressInfo).port, "127.0.0.1");
  await once(socket, "connect");
  for (const letter of ["a", "b", "c"]) {
    socket.cork();
    socket.write(Buffer.from(letter));
    socket.uncork();
  }
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual(pieces, ["abc"]);
  socket.write(Buffer.from("d"));
  socket.write(Buffer.from("e"), () => socket.end());
  await once(socket, "close");
  assert.equal(pieces.join(""), "abcde");
  server.close();
});
