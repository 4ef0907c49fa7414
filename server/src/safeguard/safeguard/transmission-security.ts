// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { MS_PER_DAY } from "#base/clock.ts";
import { isLoopbackName } from "#base/settings.ts";
import { refuseClearText } from "#store/open.ts";
import { DAILY, fail, notApplicable, pass, safeguard } from "../safeguard.ts";

const CERTIFICATE_DAYS_LEFT = 14;

export const transmissionSecurity = safeguard({
  name: "transmission-security",
  title: "PHI travels encrypted",
  says: "The server listens on loopback, or with TLS 1.2 or later, or behind a named proxy that ends TLS; the database connection is verified.",
  proves: [
    { cite: "164.312(e)(1)", aspect: "mechanism" },
    { cite: "164.312(e)(2)(i)", aspect: "mechanism" },
    { cite: "164.312(e)(2)(ii)", aspect: "mechanism" },
  ],
  checks: [
    {
      name: "requests-travel-encrypted",
      says: "Nothing leaves the machine in the clear, and the certificate is good for two weeks more.",
      advice: {
        title: "Encrypt what travels",
        how: "Set PART164_TLS_CERTIFICATE and PART164_TLS_KEY at the machine, or name your proxy in PART164_TRUSTED_PROXY.",
      },
      ...DAILY,
      async look({ config, clock }) {
        const { PART164_TLS_CERTIFICATE: file, PART164_LISTEN: listen, PART164_ORIGIN: origin, PART164_TRUSTED_PROXY: proxies } = config;
        if (file !== null) {
          const certificate = new X509Certificate(await readFile(file));
          const daysLeft = Math.floor((certificate.validToDate.getTime() - clock.now().getTime()) / MS_PER_DAY);
          if (daysLeft < CERTIFICATE_DAYS_LEFT) return fail(`The certificate ends in ${daysLeft} days.`);
          return certificate.checkHost(origin.hostname) === undefined
            ? fail("The certificate is for another name than PART164_ORIGIN.")
            : pass(`TLS 1.2 or later; the certificate is good for ${daysLeft} days.`);
        }
        if (isLoopbackName(listen) && isLoopbackName(origin.hostname))
          return notApplicable("The server listens on this machine only; nothing is transmitted.");
        if (proxies.length > 0 && origin.protocol === "https:") return pass("A named proxy ends TLS; its own scan is evidence of its own.");
        return fail("Requests may travel in the clear.");
      },
    },
    {
      name: "database-connection-is-verified",
      says: "A database on another machine is reached with a verified certificate.",
      advice: {
        title: "Verify the database's certificate",
        how: "Add sslmode=verify-full to DATABASE_URL at the machine, and sslrootcert if its authority is your own.",
      },
      ...DAILY,
      async look({ config }) {
        const url = config.DATABASE_URL?.reveal();
        if (url === undefined) return notApplicable("The database is inside this process.");
        refuseClearText(url); // Throws for what the start would have refused.
        return url.includes("sslmode=verify-full") ? pass("Verified, name and all.") : notApplicable("The database is on this machine.");
      },
    },
  ],
});
