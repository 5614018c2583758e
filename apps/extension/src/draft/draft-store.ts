import { openDatabase } from "../storage/database.ts";
import type { Draft } from "./draft.ts";

const MAX_SENT = 5;
/** What a draft that an older version froze does not hold. */
const EARLIER = { cookies: [], is_silent: false, left_out: [], selectors: [] };

export async function readDraft(id: string): Promise<Draft | null> {
  const database = await openDatabase();
  const draft = await database.get("drafts", id);
  return draft ? { ...EARLIER, ...draft } : null;
}

/** Every draft, the newest first. */
export async function listDrafts(): Promise<Draft[]> {
  const database = await openDatabase();
  const drafts = await database.getAll("drafts");
  return drafts.toSorted((left, right) => right.created_ms - left.created_ms);
}

/** Writes a draft whole, and forgets the oldest of those that were sent. */
export async function saveDraft(draft: Draft): Promise<void> {
  const database = await openDatabase();
  await database.put("drafts", draft);
  const sent = (await listDrafts()).filter((other) => other.sent !== null);
  for (const old of sent.slice(MAX_SENT)) await database.delete("drafts", old.id);
}

/** Changes some fields of a draft. @returns the draft as it now is, or null when it is gone. */
export async function patchDraft(id: string, change: Partial<Omit<Draft, "id">>): Promise<Draft | null> {
  const database = await openDatabase();
  const write = database.transaction("drafts", "readwrite");
  const draft = await write.store.get(id);
  if (draft) await write.store.put({ ...draft, ...change });
  await write.done;
  return draft ? { ...draft, ...change } : null;
}

export async function deleteDraft(id: string): Promise<void> {
  const database = await openDatabase();
  await database.delete("drafts", id);
}
