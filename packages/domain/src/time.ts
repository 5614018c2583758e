import { z } from "zod";

/** ISO-8601 UTC time as it stands on the wire. */
export const Timestamp = z.iso.datetime();

/** True for a day and time that exist, in a year that Postgres knows: `2026-02-30` does not, though it reads like one. */
export function isRealTime(text: string): boolean {
  const time = Date.parse(text);
  if (!/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text) || Number.isNaN(time) || text.startsWith("0000")) return false;
  return new Date(time).toISOString().slice(0, 10) === text.slice(0, 10);
}
