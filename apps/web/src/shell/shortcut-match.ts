/** The part of a key press that decides which shortcut it is. */
export interface Press {
  key: string;
  /** The place of the key on the keyboard, such as `KeyJ`. */
  code: string;
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
  const key = keyOf(press);
  if (press.ctrlKey || press.metaKey) return `mod+${key}`;
  return press.shiftKey && isNamed(key) ? `shift+${key}` : key;
}

/**
 * The key as bindings name it. A keyboard that types no Latin letter there (Russian, Greek, Hebrew, a dead key) counts
 * by the place of the key; a Latin one by its letter, wherever it is.
 */
function keyOf({ key, code }: Press): string {
  if (key === " ") return "space";
  const isLatin = key > " " && key <= "~";
  if ((!isNamed(key) && !isLatin) || key === "Dead" || key === "Unidentified")
    return (/^(?:Key([A-Z])|Digit([0-9]))$/.exec(code)?.slice(1).join("") ?? key).toLowerCase();
  return key.toLowerCase();
}

/** True for keys with a name, such as `ArrowLeft` and `F2`, which type nothing. */
function isNamed(key: string): boolean {
  return /^[a-z][a-z0-9]+$/i.test(key);
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

/** Keys that type nothing: no dictation and no text brings them up. */
const NAMED_KEYS = ["arrowup", "arrowdown", "arrowleft", "arrowright", "enter", "escape", "home", "end"];

/** True for a shortcut that is typed text, which a person may turn off. Named keys and combinations always work. */
export function isSingleKey(binding: string): boolean {
  return !binding.startsWith("mod+") && !NAMED_KEYS.includes(binding.replace(/^shift\+/, ""));
}
