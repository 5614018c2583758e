/** Where the player document lives. Its pages obey a stricter content policy than the dashboard (proxy.ts). */
export const PLAYER_PATH = "/replay";

/** What the dashboard tells the player document. Times are ms since the first event of the recording. */
export type PlayerCommand =
  | { type: "load"; bytes: ArrayBuffer; offset_ms: number | null }
  | { type: "play" }
  | { type: "pause" }
  | { type: "seek"; offset_ms: number }
  | { type: "speed"; speed: number }
  | { type: "skip_idle"; is_on: boolean };

/** What the player document tells the dashboard. */
export type PlayerReport =
  | { type: "ready" }
  | { type: "loaded"; first_epoch_ms: number; duration_ms: number }
  | { type: "time"; offset_ms: number; is_playing: boolean }
  | { type: "shown"; offset_ms: number }
  | { type: "size"; width: number; height: number }
  | { type: "failed"; message: string };

const COMMANDS: readonly string[] = ["load", "play", "pause", "seek", "speed", "skip_idle"];
const REPORTS: readonly string[] = ["ready", "loaded", "time", "shown", "size", "failed"];

/** True for a message of our own dashboard window; anything else is ignored. */
export function isPlayerCommand(data: unknown): data is PlayerCommand {
  return COMMANDS.includes(typeOf(data));
}

/** True for a message of our own player document; anything else is ignored. */
export function isPlayerReport(data: unknown): data is PlayerReport {
  return REPORTS.includes(typeOf(data));
}

function typeOf(data: unknown): string {
  return typeof data === "object" && data !== null && "type" in data && typeof data.type === "string" ? data.type : "";
}
