import type { EncodedChunk } from "@hawkmoth/capture/buffer";
import type { CoveredBox } from "@hawkmoth/capture/cover/boxes";
import type { PageFacts } from "@hawkmoth/capture/page";

/** What a content script tells the worker. */
export interface ChunkMessage {
  type: "chunk";
  /** The same when a chunk is sent again, because its answer was lost with the worker. */
  name: string;
  /** Which showing of a document it belongs to; a document that comes back from the browser's cache begins another. */
  visit: string;
  /** The page at that moment, for the case that it does not answer when it is captured. */
  page: PageFacts;
  /** The project's own selectors that were masked or blocked. */
  selectors: readonly string[];
  chunk: EncodedChunk;
}

/** What the worker asks a content script: the page and its ring, or what to cover in a picture of it. */
export interface PageQuestion {
  type: "freeze" | "cover";
}

/** The answer to `freeze`: everything gathered has reached the worker. */
export interface FreezeAnswer {
  page: PageFacts;
  selectors: readonly string[];
}

/** The answer to `cover`. */
export interface CoverAnswer {
  visit: string;
  boxes: CoveredBox[];
}

/** Checks the shape of a message from a content script; its content stays untrusted. */
export function isChunkMessage(message: unknown): message is ChunkMessage {
  if (typeof message !== "object" || message === null || !("type" in message) || message.type !== "chunk") return false;
  if (!("name" in message) || typeof message.name !== "string") return false;
  if (!("visit" in message) || typeof message.visit !== "string") return false;
  if (!("page" in message) || typeof message.page !== "object" || message.page === null) return false;
  if (!("selectors" in message) || !Array.isArray(message.selectors)) return false;
  if (!("chunk" in message) || typeof message.chunk !== "object" || message.chunk === null) return false;
  const { chunk } = message;
  return (
    "json" in chunk &&
    typeof chunk.json === "string" &&
    "at_ms" in chunk &&
    typeof chunk.at_ms === "number" &&
    "is_checkout" in chunk &&
    typeof chunk.is_checkout === "boolean"
  );
}

/** True for the worker's questions. */
export function isPageQuestion(message: unknown): message is PageQuestion {
  return (
    typeof message === "object" &&
    message !== null &&
    "type" in message &&
    (message.type === "freeze" || message.type === "cover")
  );
}
