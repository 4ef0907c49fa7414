// SPDX-License-Identifier: Apache-2.0
// The console's files, as built. The page gets a fresh nonce each time, for the styles its components make at run time.
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { unpredictableToken } from "#base/random.ts";
import type { App } from "./app.ts";
import { headerOf, type HttpContext } from "./request.ts";
import { contentSecurityPolicy } from "./security-headers.ts";

const BUILT = fileURLToPath(new URL("../../../console/dist", import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
  ".json": "application/json",
};

const FOR_EVER = "public, max-age=31536000, immutable";
const SQUEEZED = /\.(js|css|svg)$/;
const kept = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

/** A built file compressed once: its name changes when it does. Only these files, never an answer that holds both secrets and input. */
function squeezed(path: string): Promise<Uint8Array<ArrayBuffer>> {
  let bytes = kept.get(path);
  if (bytes === undefined) {
    bytes = readFile(path).then((text) => new Uint8Array(gzipSync(text)));
    kept.set(path, bytes);
  }
  return bytes;
}

const MISSING = "<!doctype html><title>Part164</title><p>The console has not been built. Run: npm run build</p>";

export function addConsole(app: App): void {
  app.get("/assets/*", (c) => answerAsset(c));
  app.get("/fonts/*", (c) => answerAsset(c));
  for (const name of ["/favicon.svg", "/favicon.ico"]) app.get(name, (c) => answerAsset(c));
  app.get("*", async (c) => {
    const nonce = unpredictableToken(12);
    const page = await readFile(join(BUILT, "index.html"), "utf8").catch(() => MISSING); // A build under a running server is served at once.
    const headers = { "content-security-policy": contentSecurityPolicy(nonce), "cache-control": "no-store" };
    return c.html(page.replaceAll("__NONCE__", nonce), 200, headers);
  });
}

async function answerAsset(c: HttpContext): Promise<Response> {
  const path = normalize(join(BUILT, decoded(c.req.path)));
  const type = TYPES[extname(path)];
  const isInside = path.startsWith(BUILT + sep);
  if (!isInside || type === undefined || !(await stat(path).catch(() => null))?.isFile()) return c.notFound();
  const isHashed = c.req.path.startsWith("/assets/");
  if (isHashed && SQUEEZED.test(path) && /\bgzip\b/.test(headerOf(c, "accept-encoding") ?? ""))
    return c.body(await squeezed(path), 200, {
      "content-type": type,
      "content-encoding": "gzip",
      vary: "accept-encoding",
      "cache-control": FOR_EVER,
    });
  return c.body(await readFile(path), 200, {
    "content-type": type,
    "cache-control": isHashed ? FOR_EVER : "no-cache",
  });
}

/** The path in plain; one that is no percent-encoding names no file of ours. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return "";
  }
}
