// SPDX-License-Identifier: Apache-2.0
// TLS by certificate files: what is offered, what is refused at the start and said, and how a renewed certificate is taken up.
import { constants, createPrivateKey, X509Certificate } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import type { Server } from "node:https";
import { createSecureContext, type SecureContextOptions } from "node:tls";
import { type Config, ConfigError } from "#base/settings.ts";
import type { Log } from "#base/log.ts";

/**
 * TLS 1.2 and 1.3 with AES-GCM and a fresh elliptic-curve key for each connection: what SP 800-52r2, section 3.3.1, asks for, by which
 * PHI in motion is not unsecured (74 FR 19006, II.B). No tickets, whose key would open yesterday's connections, and no renegotiation.
 */
const OFFERED: SecureContextOptions = {
  minVersion: "TLSv1.2",
  ciphers: [
    "TLS_AES_256_GCM_SHA384",
    "TLS_AES_128_GCM_SHA256",
    "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES128-GCM-SHA256",
  ].join(":"),
  ecdhCurve: "X25519MLKEM768:X25519:P-256:P-384",
  honorCipherOrder: true,
  secureOptions: constants.SSL_OP_NO_TICKET | constants.SSL_OP_NO_RENEGOTIATION,
};

/** How often the files are looked at, in milliseconds. They are read whole, so a renewal by rename or symbolic link counts too. */
const LOOK_EVERY_MS = 5000;

type Files = { readonly certificate: Buffer; readonly key: Buffer };

export type Certificate = { readonly files: Files; readonly options: SecureContextOptions; readonly endsAt: Date };

/** The certificate that the settings name, fit to be served; null without one. @throws ConfigError that says which file is wrong, and how. */
export async function readCertificate(config: Config): Promise<Certificate | null> {
  const { PART164_TLS_CERTIFICATE: certificate, PART164_TLS_KEY: key } = config;
  if (certificate === null || key === null) return null;
  const files = { certificate: await fileOf("PART164_TLS_CERTIFICATE", certificate), key: await fileOf("PART164_TLS_KEY", key) };
  if (((await stat(key)).mode & 0o007) !== 0)
    throw new ConfigError("PART164_TLS_KEY: everybody on this machine may open that file. Make it its owner's alone: chmod 600.");
  return { files, ...fit(files) };
}

async function fileOf(setting: string, path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT"; // As every error of the file system is.
    throw new ConfigError(`${setting}: ${isMissing ? "there is no such file" : "that file cannot be read"}.`);
  }
}

function fit(files: Files): Omit<Certificate, "files"> {
  const certificate = orSay(
    () => new X509Certificate(files.certificate),
    "PART164_TLS_CERTIFICATE: that file holds no certificate in PEM.",
  );
  const key = orSay(
    () => createPrivateKey(files.key),
    "PART164_TLS_KEY: that file holds no private key in PEM, or one that a passphrase locks.",
  );
  if (!certificate.checkPrivateKey(key))
    throw new ConfigError("PART164_TLS_KEY is the key of another certificate than the first in PART164_TLS_CERTIFICATE.");
  const options = { ...OFFERED, cert: files.certificate, key: files.key };
  orSay(
    () => createSecureContext(options),
    "PART164_TLS_CERTIFICATE: that certificate is too weak to be served. Take RSA of 2048 bits or P-256.",
  );
  return { options, endsAt: certificate.validToDate };
}

function orSay<T>(make: () => T, says: string): T {
  try {
    return make();
  } catch {
    throw new ConfigError(says); // OpenSSL's own words may quote the file.
  }
}

export type Renewals = {
  /** What keeps the files from being served, in words; null if they are what is served. */
  unfinished(): string | null;
  stop(): void;
};

/**
 * Takes up a renewed certificate while `server` runs: connections under way go on, new ones get the new one. Files that do not fit each
 * other, as in the midst of a renewal, are left until they do.
 */
export function followRenewals(server: Server, config: Config, first: Certificate, log: Log): Renewals {
  let held = first.files;
  let told: string | null = null;
  const look = async (): Promise<void> => {
    try {
      const found = await readCertificate(config);
      told = null;
      if (found === null || (found.files.certificate.equals(held.certificate) && found.files.key.equals(held.key))) return;
      server.setSecureContext(found.options); // All options again: what is left out would go back to Node's own.
      held = found.files;
      log.info({ endsAt: found.endsAt }, "a renewed TLS certificate is served");
    } catch (error) {
      const says = error instanceof ConfigError ? error.message : "The TLS files cannot be looked at.";
      if (says !== told) log.error({ says }, "the TLS files do not fit; the certificate of before is still served");
      told = says;
    }
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS).unref();
  return { unfinished: () => told, stop: () => clearInterval(timer) };
}
