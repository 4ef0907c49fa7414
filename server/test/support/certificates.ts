// SPDX-License-Identifier: Apache-2.0
// Certificates for the tests, made by the openssl program, and a client that believes them.
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { connect, type ConnectionOptions } from "node:tls";

/** False, or why tests that need certificates are skipped. */
export const noOpenssl: string | false = spawnSync("openssl", ["version"]).status === 0 ? false : "there is no openssl on this machine";

export type CertificateFiles = { readonly certificate: string; readonly key: string };

const KEYS = {
  rsa: ["-newkey", "rsa:2048"],
  ec: ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"],
  "rsa of 1024 bits": ["-newkey", "rsa:1024"],
} as const;

let folder: string | undefined;
let made = 0;
after(() => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

/** A fresh certificate for localhost that vouches for itself, and its key with mode 0600. */
export function makeCertificate(kind: keyof typeof KEYS, { passphrase = "" } = {}): CertificateFiles {
  folder ??= mkdtempSync(join(tmpdir(), "part164-tls-"));
  made += 1;
  const [certificate, key] = [join(folder, `${made}.crt`), join(folder, `${made}.key`)];
  const lock = passphrase === "" ? ["-nodes"] : ["-passout", `pass:${passphrase}`];
  const names = ["-subj", `/CN=part164 test ${made}`, "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
  execFileSync("openssl", ["req", "-x509", ...KEYS[kind], ...lock, ...names, "-days", "60", "-keyout", key, "-out", certificate], {
    stdio: "ignore",
  });
  chmodSync(key, 0o600);
  return { certificate, key };
}

/** The settings of a server that serves it. */
export const tlsSettings = ({ certificate, key }: CertificateFiles): Record<string, string> => ({
  PART164_TLS_CERTIFICATE: certificate,
  PART164_TLS_KEY: key,
  PART164_ORIGIN: "https://localhost",
});

export type Greeting = { readonly version: string; readonly suite: string; readonly serial: string; readonly ticket: boolean };

/** Greets a TLS port and hangs up. Answers what was agreed on; null if the server would not. Certificates are not looked at. */
export function greet(port: number, options: ConnectionOptions = {}): Promise<Greeting | null> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1", servername: "localhost", rejectUnauthorized: false, ...options });
    socket.on("error", () => resolve(null));
    socket.on("close", () => resolve(null));
    socket.on("secureConnect", () => {
      const agreed = {
        version: socket.getProtocol() ?? "",
        suite: socket.getCipher().standardName,
        serial: socket.getPeerCertificate().serialNumber,
        ticket: socket.getTLSTicket() !== undefined,
      };
      socket.end(() => resolve(agreed));
    });
  });
}

/** `fetch` for a server with this certificate, verified by name. One connection a request. */
export function secureFetch(port: number, { certificate }: CertificateFiles): (path: string, init?: RequestInit) => Promise<Response> {
  const ca = readFileSync(certificate);
  return (path, init = {}) =>
    new Promise((resolve, reject) => {
      const headers = Object.fromEntries(new Headers(init.headers));
      const asked = request({ host: "localhost", port, path, method: init.method ?? "GET", headers, ca, agent: false }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("error", reject);
        answer.on("end", () => {
          const given = new Headers();
          for (const [name, values] of Object.entries(answer.headersDistinct)) for (const value of values ?? []) given.append(name, value);
          const status = answer.statusCode ?? 0;
          resolve(new Response([204, 304].includes(status) ? null : Buffer.concat(chunks), { status, headers: given }));
        });
      });
      asked.on("error", reject);
      asked.end(typeof init.body === "string" ? init.body : undefined);
    });
}
