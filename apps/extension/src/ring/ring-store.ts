import { ringDropCount } from "@hawkmoth/capture/ring";
import type { ChunkMessage } from "../bridge/messages.ts";
import { openDatabase } from "../storage/database.ts";

/** The longest window a project can ask for, so that a change of policy finds its history. */
const WINDOW_MS = 120_000;
const MAX_BYTES = 32 * 1024 * 1024;
/** What one chunk costs beside its text; it also bounds how many tiny ones a hostile page can pile up. */
const CHUNK_OVERHEAD_BYTES = 4096;

/** Appends a chunk to a tab's ring, unless it is in it already, and drops what the ring no longer needs. */
export async function appendChunk(tab_id: number, { name, chunk }: ChunkMessage): Promise<void> {
  const database = await openDatabase();
  const write = database.transaction(["chunks", "chunk_texts"], "readwrite");
  const size_bytes = chunk.json.length + CHUNK_OVERHEAD_BYTES;
  if ((await write.objectStore("chunks").index("by_name").getKey(name)) !== undefined) return;
  const header = { tab_id, name, at_ms: chunk.at_ms, is_checkout: chunk.is_checkout, size_bytes };
  const id = await write.objectStore("chunks").add(header);
  await write.objectStore("chunk_texts").put(chunk.json, id);
  const ring = await write.objectStore("chunks").index("by_tab").getAll(tab_id);
  const count = ringDropCount(ring, { now_ms: Date.now(), window_ms: WINDOW_MS, max_bytes: MAX_BYTES });
  for (const { id: old } of ring.slice(0, count)) {
    if (old === undefined) continue;
    await write.objectStore("chunks").delete(old);
    await write.objectStore("chunk_texts").delete(old);
  }
  await write.done;
}

/** The texts of a tab's ring, oldest first. */
export async function readRing(tab_id: number): Promise<string[]> {
  const database = await openDatabase();
  const read = database.transaction(["chunks", "chunk_texts"]);
  const ids = await read.objectStore("chunks").index("by_tab").getAllKeys(tab_id);
  const texts = await Promise.all(ids.map((id) => read.objectStore("chunk_texts").get(id)));
  return texts.filter((text) => text !== undefined);
}

/** Forgets a tab, or with no tab everything: tab ids mean nothing after the browser was closed. */
export async function forgetRing(tab_id?: number): Promise<void> {
  const database = await openDatabase();
  const write = database.transaction(["chunks", "chunk_texts"], "readwrite");
  const chunks = write.objectStore("chunks");
  const ids = tab_id === undefined ? await chunks.getAllKeys() : await chunks.index("by_tab").getAllKeys(tab_id);
  for (const id of ids) {
    await chunks.delete(id);
    await write.objectStore("chunk_texts").delete(id);
  }
  await write.done;
}
