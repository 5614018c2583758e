import type { PrivacyMode } from "./schema.ts";

const LOOSEST_FIRST: readonly PrivacyMode[] = ["MINIMAL", "MODERATE", "STRICT"];

/** True when what is recorded under `mode` shows more than what is recorded under `other`. */
export function isLooser(mode: PrivacyMode, other: PrivacyMode): boolean {
  return LOOSEST_FIRST.indexOf(mode) < LOOSEST_FIRST.indexOf(other);
}

/** The mode of something that was recorded under all of these: it is masked as its least masked part is. */
export function loosestMode(modes: readonly PrivacyMode[]): PrivacyMode {
  return LOOSEST_FIRST.find((mode) => modes.includes(mode)) ?? "MINIMAL";
}
