/** The part of a key press that decides which shortcut it is. */
export interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** How long after `G` the second key of a chord still counts. */
export const CHORD_MS = 900;

/** Spells a press the way bindings are written: `j`, `mod+k`, `shift+arrowleft`, `?`. Null when another program owns it. */
export function spellPress(press: Press): string | null {
  if (press.altKey) return null;
  const key = press.key === " " ? "space" : press.key.toLowerCase();
  if (press.ctrlKey || press.metaKey) return `mod+${key}`;
  const isNamed = key.length > 1;
  return press.shiftKey && isNamed ? `shift+${key}` : key;
}

/**
 * Finds what a press means after an optional first key of a chord. `pending` is the key to remember when the press
 * only begins a chord.
 */
export function matchShortcut(
  bindings: readonly string[],
  first: string | null,
  spelled: string,
): { binding: string | null; pending: string | null } {
  if (first !== null && bindings.includes(`${first} ${spelled}`))
    return { binding: `${first} ${spelled}`, pending: null };
  if (bindings.includes(spelled)) return { binding: spelled, pending: null };
  return { binding: null, pending: bindings.some((binding) => binding.startsWith(`${spelled} `)) ? spelled : null };
}

/** True for a shortcut that is one plain key, which a person may turn off. */
export function isSingleKey(binding: string): boolean {
  return !binding.startsWith("mod+");
}
