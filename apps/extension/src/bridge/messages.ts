import type { EncodedChunk } from "@hawkmoth/capture/buffer";
import type { CoveredBox, PageFacts } from "@hawkmoth/capture/page";

/** What a content script tells the worker. */
export interface ChunkMessage {
  type: "chunk";
  /** The same when a chunk is sent again, because its answer was lost with the worker. */
  name: string;
  chunk: EncodedChunk;
}

/** What the worker asks a content script at the moment of a capture. */
export interface FreezeMessage {
  type: "freeze";
}

/** The answer: the page's own facts, and what to cover in the screenshot. */
export interface FreezeAnswer {
  page: PageFacts;
  boxes: CoveredBox[];
}

/** Checks the shape of a message from a content script; its content stays untrusted. */
export function isChunkMessage(message: unknown): message is ChunkMessage {
  if (typeof message !== "object" || message === null || !("type" in message) || message.type !== "chunk") return false;
  if (!("name" in message) || typeof message.name !== "string") return false;
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

/** True for the worker's question. */
export function isFreezeMessage(message: unknown): message is FreezeMessage {
  return typeof message === "object" && message !== null && "type" in message && message.type === "freeze";
}
