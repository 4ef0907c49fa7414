// SPDX-License-Identifier: Apache-2.0
// Raw DEFLATE (RFC 1951) by the platform's own stream, in Node and browsers alike.

/** The inflated chunks of `chunks`. @throws TypeError for what is not DEFLATE, is cut off, or goes on after its end. */
export async function* inflateChunks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new DecompressionStream("deflate-raw");
  const feeding = feed(chunks, writable.getWriter());
  feeding.catch(() => undefined); // What went wrong is thrown by the reading side, or awaited below.
  const reader = readable.getReader();
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) yield step.value;
    await feeding;
  } finally {
    await reader.cancel().catch(() => undefined); // Someone stopped early: let the feeding end as well.
  }
}

/** Everything in `bytes`, at most `size` bytes of it. @throws RangeError beyond that, TypeError as above. */
export async function inflateAll(bytes: Uint8Array, size: number): Promise<Uint8Array> {
  const whole = new Uint8Array(size);
  let at = 0;
  for await (const chunk of inflateChunks(once(bytes))) {
    whole.set(chunk, at); // A RangeError if it does not fit: no more memory than was announced.
    at += chunk.length;
  }
  return whole.subarray(0, at);
}

async function feed(chunks: AsyncIterable<Uint8Array>, writer: ReturnType<DecompressionStream["writable"]["getWriter"]>): Promise<void> {
  for await (const chunk of chunks) await writer.write(new Uint8Array(chunk));
  await writer.close();
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
