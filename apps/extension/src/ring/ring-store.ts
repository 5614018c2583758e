import { ringDropCount, type SiteChunk } from "@hawkmoth/capture/ring";
import type { ChunkMessage } from "../bridge/messages.ts";
import { type LastPage, openDatabase } from "../storage/database.ts";

/** The longest window a project can ask for, so that a change of policy finds its history. */
const WINDOW_MS = 120_000;
const MAX_BYTES = 32 * 1024 * 1024;
/** What one chunk costs beside its text; it also bounds how many tiny ones a hostile page can pile up. */
const CHUNK_OVERHEAD_BYTES = 4096;

/** Where a chunk came from, as the browser says. */
export interface ChunkSource {
  tab_id: number;
  origin: string;
}

/** A chunk as a capture needs it. */
export interface KeptChunk extends SiteChunk {
  json: string;
  selectors: readonly string[];
}

/** Appends a chunk to a tab's ring, unless it is in it already, and drops what the ring no longer needs. */
export async function appendChunk({ tab_id, origin }: ChunkSource, message: ChunkMessage): Promise<void> {
  const { name, visit, page, selectors, chunk } = message;
  const database = await openDatabase();
  const write = database.transaction(["chunks", "chunk_texts", "pages"], "readwrite");
  const size_bytes = chunk.json.length + CHUNK_OVERHEAD_BYTES;
  if ((await write.objectStore("chunks").index("by_name").getKey(name)) !== undefined) return;
  const { at_ms, is_checkout } = chunk;
  const header = { tab_id, name, origin, visit, selectors, at_ms, is_checkout, size_bytes };
  const id = await write.objectStore("chunks").add(header);
  await write.objectStore("chunk_texts").put(chunk.json, id);
  await write.objectStore("pages").put({ origin, page, selectors }, tab_id);
  const ring = await write.objectStore("chunks").index("by_tab").getAll(tab_id);
  const count = ringDropCount(ring, { now_ms: Date.now(), window_ms: WINDOW_MS, max_bytes: MAX_BYTES });
  for (const { id: old } of ring.slice(0, count)) {
    if (old === undefined) continue;
    await write.objectStore("chunks").delete(old);
    await write.objectStore("chunk_texts").delete(old);
  }
  await write.done;
}

/** A tab's ring, oldest first. */
export async function readRing(tab_id: number): Promise<KeptChunk[]> {
  const database = await openDatabase();
  const read = database.transaction(["chunks", "chunk_texts"]);
  const headers = await read.objectStore("chunks").index("by_tab").getAll(tab_id);
  const chunks = await Promise.all(
    headers.map(async ({ id, origin, visit, selectors }) => {
      const json = id === undefined ? undefined : await read.objectStore("chunk_texts").get(id);
      return json === undefined ? null : { json, origin, visit, selectors };
    }),
  );
  return chunks.filter((chunk) => chunk !== null);
}

/** What a tab showed when it last spoke. */
export async function readLastPage(tab_id: number): Promise<LastPage | null> {
  const database = await openDatabase();
  return (await database.get("pages", tab_id)) ?? null;
}

/** Forgets a tab, or with no tab everything: tab ids mean nothing after the browser was closed. */
export async function forgetRing(tab_id?: number): Promise<void> {
  const database = await openDatabase();
  const write = database.transaction(["chunks", "chunk_texts", "pages"], "readwrite");
  const chunks = write.objectStore("chunks");
  const ids = tab_id === undefined ? await chunks.getAllKeys() : await chunks.index("by_tab").getAllKeys(tab_id);
  for (const id of ids) {
    await chunks.delete(id);
    await write.objectStore("chunk_texts").delete(id);
  }
  const pages = write.objectStore("pages");
  await (tab_id === undefined ? pages.clear() : pages.delete(tab_id));
  await write.done;
}
