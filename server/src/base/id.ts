// SPDX-License-Identifier: Apache-2.0
// Every identifier is a UUIDv7 (RFC 9562, section 5.7): time-ordered, a valid FHIR id, and opaque.
import type { Clock } from "./clock.ts";
import { Fault } from "./fault.ts";
import { unpredictableBytes } from "./random.ts";

declare const brand: unique symbol;
export type Branded<T, Name extends string> = T & { readonly [brand]: Name };

export type Id<Name extends string = string> = Branded<string, Name>;
export type InstallationId = Id<"installation">;
export type TenantId = Id<"tenant">;
export type IndividualId = Id<"individual">;
export type RecordId = Id<"record">;
export type EventId = Id<"event">;
export type UserId = Id<"user">;
export type ClientId = Id<"client">;
export type SessionId = Id<"session">;
export type KeyId = Id<"key">;
export type RequestId = Id<"request">;

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** True if `text` is a lower-case UUIDv7. */
export function isId(text: string): boolean {
  return UUID_V7.test(text);
}

/** Reads an identifier. @throws Fault `malformed_id` if it is not a lower-case UUIDv7. */
export function id<Name extends string>(text: string): Id<Name> {
  if (!UUID_V7.test(text)) throw new Fault("malformed_id");
  return text as Id<Name>; // The one cast: the pattern above is its proof.
}

/** Makes UUIDv7s that sort in the order they were made, also within one millisecond (RFC 9562, 6.2, method 1). */
export function idMaker(clock: Clock): <Name extends string>() => Id<Name> {
  let lastMs = 0;
  let counter = 0;
  return <Name extends string>() => {
    const nowMs = clock.now().getTime();
    if (nowMs > lastMs) {
      lastMs = nowMs;
      counter = Buffer.from(unpredictableBytes(2)).readUInt16BE() & 0x7ff; // Half the range stays free for the same millisecond.
    } else if (++counter > 0xfff) {
      lastMs += 1; // The counter is spent: borrow the next millisecond rather than lose the order.
      counter = 0;
    }
    return format(lastMs, counter) as Id<Name>;
  };
}

function format(ms: number, counter: number): string {
  const time = ms.toString(16).padStart(12, "0");
  const tail = Buffer.from(unpredictableBytes(8));
  tail[0] = ((tail[0] ?? 0) & 0x3f) | 0x80; // Variant bits, RFC 9562 section 4.1.
  const hex = tail.toString("hex");
  const middle = (0x7000 | counter).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-${middle}-${hex.slice(0, 4)}-${hex.slice(4)}`;
}

/** The 16 bytes of an identifier. */
export function idBytes(value: Id): Uint8Array {
  return Buffer.from(value.replaceAll("-", ""), "hex");
}

/** The identifier in 16 bytes. @throws Fault `malformed_id` if they are not a UUIDv7. */
export function idFromBytes<Name extends string>(bytes: Uint8Array): Id<Name> {
  const hex = Buffer.from(bytes).toString("hex");
  return id(`${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`);
}
