const PREFIX = "hawkmoth.draft.";
/** A draft that nobody came back to is dropped after this long. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

interface KeptDraft {
  text: string;
  kept_at_ms: number;
}

/** What was typed and not sent, where it survives the page: each under the id of the person who typed it. */
export class DraftStore {
  readonly #storage: Storage | null;
  readonly #texts = new Map<string, string | null>();
  readonly #listeners = new Set<() => void>();

  constructor(storage: Storage | null) {
    this.#storage = storage;
  }

  /** The draft of that name, or null. */
  get(name: string): string | null {
    const known = this.#texts.get(name);
    if (known !== undefined) return known;
    const text = readKept(this.#storage, name)?.text ?? null;
    this.#texts.set(name, text);
    return text;
  }

  /** Keeps a draft; null drops it. */
  set(name: string, text: string | null): void {
    this.#texts.set(name, text);
    try {
      if (text === null) this.#storage?.removeItem(PREFIX + name);
      else this.#storage?.setItem(PREFIX + name, JSON.stringify({ text, kept_at_ms: Date.now() }));
    } catch {
      // A full or forbidden storage keeps the text for as long as the page is open.
    }
    this.#tellAll();
  }

  /** Takes over what another tab of the browser wrote under that key of the storage; null means all of it. */
  reread(key: string | null): void {
    if (key !== null && !key.startsWith(PREFIX)) return;
    if (key === null) this.#texts.clear();
    else this.#texts.delete(key.slice(PREFIX.length));
    this.#tellAll();
  }

  #tellAll(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Calls the listener after each change. Gives how to end that. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Removes drafts that are too old. */
  dropOld(now_ms: number = Date.now()): void {
    for (const key of this.#storage ? Object.keys(this.#storage) : []) {
      if (!key.startsWith(PREFIX)) continue;
      const kept = readKept(this.#storage, key.slice(PREFIX.length));
      if (!kept || now_ms - kept.kept_at_ms > KEPT_MS) this.#storage?.removeItem(key);
    }
  }
}

function readKept(storage: Storage | null, name: string): KeptDraft | null {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(PREFIX + name) ?? "null");
    return isKeptDraft(kept) ? kept : null;
  } catch {
    return null;
  }
}

function isKeptDraft(value: unknown): value is KeptDraft {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof Reflect.get(value, "text") === "string" &&
    typeof Reflect.get(value, "kept_at_ms") === "number"
  );
}

/** What is left of a text after its beginning was sent: what was typed while it was on its way. Null for nothing. */
export function withoutSent(text: string | null, sent: string): string | null {
  const rest = text?.startsWith(sent) ? text.slice(sent.length).trimStart() : text;
  return rest || null;
}
