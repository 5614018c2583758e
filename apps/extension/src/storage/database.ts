import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { PageFacts } from "@hawkmoth/capture/page";
import type { Connection } from "../connection/connection-schema.ts";
import type { Draft } from "../draft/draft.ts";

/** One chunk of a tab's ring, without its text, which is large and read only when a capture is made. */
interface StoredChunk {
  id?: number;
  tab_id: number;
  /** Name of the chunk, given by its sender: one that is sent twice is stored once. */
  name: string;
  /** Origin of the document, as the browser says. */
  origin: string;
  visit: string;
  selectors: readonly string[];
  at_ms: number;
  is_checkout: boolean;
  size_bytes: number;
}

/** What a tab showed when it last spoke. */
export interface LastPage {
  origin: string;
  page: PageFacts;
  selectors: readonly string[];
}

interface Tables extends DBSchema {
  chunks: { key: number; value: StoredChunk; indexes: { by_tab: number; by_name: string } };
  chunk_texts: { key: number; value: string };
  /** By tab, for the case that it does not answer when it is captured. */
  pages: { key: number; value: LastPage };
  drafts: { key: string; value: Draft };
  /** Content scripts can read extension storage but not this: the key stays out of every page's process. */
  connection: { key: "current"; value: Connection };
}

/** The extension's own database, which outlives the service worker. */
export type ExtensionDatabase = IDBPDatabase<Tables>;

let opened: Promise<ExtensionDatabase> | null = null;

/** Opens the database once per context; after a failure the next call tries again. */
export async function openDatabase(): Promise<ExtensionDatabase> {
  opened ??= open();
  try {
    return await opened;
  } catch (error) {
    opened = null;
    throw error;
  }
}

function open(): Promise<ExtensionDatabase> {
  return openDB<Tables>("hawkmoth", 2, {
    upgrade(database, old_version) {
      if (old_version === 1) {
        // Chunks of the version before do not say of which site they are, and live for two minutes anyway.
        database.deleteObjectStore("chunks");
        database.deleteObjectStore("chunk_texts");
      }
      const chunks = database.createObjectStore("chunks", { keyPath: "id", autoIncrement: true });
      chunks.createIndex("by_tab", "tab_id");
      chunks.createIndex("by_name", "name");
      database.createObjectStore("chunk_texts");
      database.createObjectStore("pages");
      if (old_version === 1) return;
      database.createObjectStore("drafts", { keyPath: "id" });
      database.createObjectStore("connection");
    },
    terminated() {
      opened = null;
    },
  });
}
