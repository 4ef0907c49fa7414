// SPDX-License-Identifier: Apache-2.0
// Settings: one table, read once, every problem reported at once before the port opens. The only reader of the environment.
// docs/reference/settings.md is generated from `why`.
import { isIP } from "node:net";

/** A secret from the settings. It prints as "[secret]"; `reveal` is the one way in. */
export class Secret {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  reveal(): string {
    return this.#text;
  }
  toString(): string {
    return "[secret]";
  }
  toJSON(): string {
    return "[secret]";
  }
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return "[secret]";
  }
}

type Setting<T> = { readonly parse: (text: string) => T; readonly fallback?: string; readonly why: string };

const text = (value: string): string => value;
const optionalText = (value: string): string | null => (value === "" ? null : value);
const optionalSecret = (value: string): Secret | null => (value === "" ? null : new Secret(value));

/** The value itself is never repeated: it may hold a password. */
function postgresql(value: string): Secret | null {
  if (value !== "" && !/^postgres(ql)?:\/\//.test(value))
    throw new Error("must begin with postgresql:// (or postgres://): no other database is spoken to");
  return optionalSecret(value);
}

function whole(min: number, max: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < min || number > max) throw new Error(`must be a whole number from ${min} to ${max}`);
    return number;
  };
}

function origin(value: string): URL {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || !["http:", "https:"].includes(url.protocol) || value !== url.origin)
    throw new Error("must be an origin such as https://hipaa.example.com, without a path");
  return url;
}

function addresses(value: string): readonly string[] {
  const list = value
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  for (const address of list) {
    if (isIP(address) === 0) throw new Error("must be IP addresses separated by commas");
  }
  return list;
}

function smtp(value: string): Secret | null {
  if (value !== "" && !(URL.canParse(value) && /^smtps?:$/.test(new URL(value).protocol)))
    throw new Error("must begin with smtps:// or smtp://");
  return optionalSecret(value);
}

function gitRemote(value: string): URL | null {
  if (value === "") return null;
  const url = URL.canParse(value) ? new URL(value) : null;
  const isSsh = url?.protocol === "ssh:" && /^[a-z0-9[]/i.test(url.hostname);
  const isHttp = url?.protocol === "https:" || (url?.protocol === "http:" && isLoopbackName(url.hostname));
  if (url === null || !(isSsh || isHttp)) throw new Error("must be an address such as https://host/path or ssh://git@host/path");
  if (url.password !== "" || (!isSsh && url.username !== "")) throw new Error("must not hold a name or password: set the token apart");
  return url;
}

function oneOf<const T extends string>(...words: readonly T[]): (value: string) => T {
  return (value) => {
    const word = words.find((candidate) => candidate === value);
    if (word === undefined) throw new Error(`must be one of ${words.join(", ")}`);
    return word;
  };
}

export const SETTINGS = {
  PART164_DATA: {
    parse: text,
    fallback: "./data",
    why: "The data folder: keys, checkpoints, backups and, without DATABASE_URL, the embedded database.",
  },
  DATABASE_URL: {
    parse: postgresql,
    fallback: "",
    why: "The PostgreSQL (15 or later) this installation owns. Without it the embedded database is used, which is for trying, development and demonstration.",
  },
  PART164_ORIGIN: {
    parse: origin,
    fallback: "http://localhost:1640",
    why: "The public address. Links, cookies and the cross-site defence are built from it; a request for another host is refused.",
  },
  PART164_PORT: { parse: whole(0, 65_535), fallback: "1640", why: "The port to listen on." },
  PART164_LISTEN: {
    parse: text,
    fallback: "127.0.0.1",
    why: "The address to listen on. Other than loopback it needs TLS or a trusted proxy. [164.312(e)(1)]",
  },
  PART164_TLS_CERTIFICATE: { parse: optionalText, fallback: "", why: "File with the certificate chain in PEM. [164.312(e)(2)(ii)]" },
  PART164_TLS_KEY: { parse: optionalText, fallback: "", why: "File with the certificate's private key in PEM." },
  PART164_TRUSTED_PROXY: {
    parse: addresses,
    fallback: "",
    why: "Addresses of proxies that end TLS and whose X-Forwarded-For is believed. A source address is evidence, so nobody else's is.",
  },
  PART164_LOGOFF_AFTER_MIN: {
    parse: whole(1, 60),
    fallback: "15",
    why: "Automatic logoff: minutes without activity. [164.312(a)(2)(iii)]",
  },
  PART164_SESSION_HOURS: { parse: whole(1, 24), fallback: "12", why: "Hours after which a session ends whatever happened in it." },
  PART164_METRICS_TOKEN: { parse: optionalSecret, fallback: "", why: "Bearer token for /metrics from other than loopback." },
  PART164_BACKUP_HOURS: { parse: whole(1, 24), fallback: "24", why: "Hours between two backups. [164.308(a)(7)(ii)(A)]" },
  PART164_BACKUPS_KEPT: { parse: whole(1, 365), fallback: "7", why: "How many backups are kept." },
  PART164_CLIENT_REQUESTS_PER_MINUTE: {
    parse: whole(10, 1_000_000),
    fallback: "60000",
    why: "Soft limit a service client; above it the answer is 429.",
  },
  PART164_DATABASE_CONNECTIONS: { parse: whole(4, 200), fallback: "16", why: "Connections to PostgreSQL for this process." },
  PART164_POLICIES_REMOTE: {
    parse: gitRemote,
    fallback: "",
    why: "Address of a Git repository of yours to which every change of your policies is also sent: https, or ssh with the `git` program and the key of whoever runs the server.",
  },
  PART164_POLICIES_TOKEN: { parse: optionalSecret, fallback: "", why: "What that repository is opened with over https." },
  PART164_CLIENT_ID: {
    parse: optionalText,
    fallback: "",
    why: "For `change check --server` in a pipeline: the id of its application.",
  },
  PART164_CLIENT_SECRET: { parse: optionalSecret, fallback: "", why: "And that application's secret." },
  PART164_SMTP_URL: {
    parse: smtp,
    fallback: "",
    why: "How mail is sent: smtps://user:password@host:465, or smtp:// with STARTTLS. Without it what would be sent waits in the outbox.",
  },
  PART164_MAIL_FROM: { parse: optionalText, fallback: "", why: "The sender of mail, such as Part164 <program@example.com>." },
  PART164_LOG_LEVEL: {
    parse: oneOf("debug", "info", "warn", "error", "silent"),
    fallback: "info",
    why: "How much is logged to standard error. Logs never hold PHI.",
  },
} as const satisfies Record<string, Setting<unknown>>;

export type SettingName = keyof typeof SETTINGS;
export type Config = { readonly [Name in SettingName]: ReturnType<(typeof SETTINGS)[Name]["parse"]> };
export type Environment = Readonly<Record<string, string | undefined>>;

/** Every setting that is wrong, one a line. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** Reads all settings. @throws ConfigError naming every setting that is wrong or unknown. Values are never printed. */
export function readConfig(environment: Environment): Config {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries<Setting<unknown>>(SETTINGS)) {
    try {
      values[name] = setting.parse(environment[name] ?? setting.fallback ?? "");
    } catch (error) {
      problems.push(`${name} ${error instanceof Error ? error.message : "is wrong"}.`);
    }
  }
  for (const name of Object.keys(environment)) {
    if (name.startsWith("PART164_") && !(name in SETTINGS)) problems.push(`${name} is not a setting. See docs/reference/settings.md.`);
  }
  if (problems.length === 0) problems.push(...contradictions(values as Config));
  if (problems.length > 0) throw new ConfigError(problems.join("\n"));
  return values as Config; // One parsed value per name of the table: the loop above is the proof.
}

const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);

function contradictions(config: Config): string[] {
  const problems: string[] = [];
  if ((config.PART164_SMTP_URL === null) !== (config.PART164_MAIL_FROM === null))
    problems.push("PART164_SMTP_URL and PART164_MAIL_FROM go together.");
  if ((config.PART164_TLS_CERTIFICATE === null) !== (config.PART164_TLS_KEY === null))
    problems.push("PART164_TLS_CERTIFICATE and PART164_TLS_KEY go together.");
  const guarded = config.PART164_TLS_CERTIFICATE !== null || config.PART164_TRUSTED_PROXY.length > 0;
  if (!LOOPBACK.has(config.PART164_LISTEN) && !guarded)
    problems.push(
      "PART164_LISTEN other than loopback needs TLS (PART164_TLS_CERTIFICATE and PART164_TLS_KEY) or PART164_TRUSTED_PROXY. [164.312(e)(1)]",
    );
  if (config.PART164_ORIGIN.protocol === "http:" && !isLoopbackName(config.PART164_ORIGIN.hostname))
    problems.push("PART164_ORIGIN with http: is for this machine only; use https:. [164.312(e)(1)]");
  else if (config.PART164_ORIGIN.protocol === "http:" && (config.PART164_TLS_CERTIFICATE !== null || !LOOPBACK.has(config.PART164_LISTEN)))
    problems.push(
      "PART164_ORIGIN must start with https: when the server speaks TLS or listens on more than loopback: cookies and links depend on it.",
    );
  return problems;
}

/** True for names and addresses that never leave the machine. */
export function isLoopbackName(host: string): boolean {
  return LOOPBACK.has(host) || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** This process's environment: the one place that touches it. */
export function environment(): Environment {
  // oxlint-disable-next-line no-restricted-properties -- the one reader the rule points to.
  return process.env;
}
