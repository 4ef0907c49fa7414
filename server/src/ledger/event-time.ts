// SPDX-License-Identifier: Apache-2.0
// An event's id is a UUIDv7: its first 48 bits are the time it was recorded (RFC 9562, section 5.7). So ids also bound a period.

/** When the event was recorded, to the millisecond. */
export function eventTime(event: string): Date {
  return new Date(Number.parseInt(event.slice(0, 8) + event.slice(9, 13), 16));
}

/** The smallest id that an event of this instant can have. */
export function firstEventAt(instant: Date): string {
  const hex = Math.max(0, instant.getTime()).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
