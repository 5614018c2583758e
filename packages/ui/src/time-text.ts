const STEPS: readonly [limit_s: number, size_s: number, unit: string][] = [
  [60, 1, "s"],
  [3600, 60, "m"],
  [86_400, 3600, "h"],
  [86_400 * 30, 86_400, "d"],
  [86_400 * 365, 86_400 * 30, "mo"],
  [Number.POSITIVE_INFINITY, 86_400 * 365, "y"],
];

/** The distance of a moment from now, as short as a list needs it: `now`, `5m`, `3d`. */
export function shortAge(iso: string, now_ms: number): string {
  const distance_s = Math.abs(now_ms - Date.parse(iso)) / 1000;
  if (distance_s < 10) return "now";
  const step = STEPS.find(([limit_s]) => distance_s < limit_s);
  return step ? `${Math.floor(distance_s / step[1])}${step[2]}` : "";
}

/** The whole moment for a hover, such as `21 Nov 2025, 09:05:12 UTC`. */
export function absoluteTime(iso: string): string {
  const date = new Date(iso);
  const day = date.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  return `${day}, ${date.toISOString().slice(11, 19)} UTC`;
}

/** Time left until a moment as `m:ss`, or null once it has passed. */
export function timeLeft(iso: string, now_ms: number): string | null {
  const left_s = Math.ceil((Date.parse(iso) - now_ms) / 1000);
  if (left_s <= 0) return null;
  return `${Math.floor(left_s / 60)}:${String(left_s % 60).padStart(2, "0")}`;
}
