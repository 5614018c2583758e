import type { Tx } from "@hawkmoth/db/client";
import type { McpServerFacts } from "@hawkmoth/domain/audit/mcp-overview";

/** What services need from the outside world. Adapters implement these; tests may fake them and nothing else. */
export interface Ports {
  blobs: BlobStore;
  jobs: Jobs;
  wake: EventWaker;
  images: ImageScaler;
  /** Signs confirm tokens. */
  confirmations: Signer;
  mcp: McpServer;
  log: Logger;
}

/** What a finished upload turned out to be. */
export interface StoredBlob {
  size_bytes: number;
  /** Hex. */
  sha256: string;
}

/** Keeps bytes under a key; rows never live here, bytes never in Postgres. */
export interface BlobStore {
  /** Streams to the store; nothing remains under the key when it fails. @throws PAYLOAD_TOO_LARGE past max_bytes. */
  put(key: string, stream: AsyncIterable<Uint8Array>, limits: { max_bytes: number }): Promise<StoredBlob>;
  /** @throws NOT_FOUND when there is nothing under the key. */
  get(key: string): Promise<AsyncIterable<Uint8Array>>;
  /** Succeeds when there is nothing to delete. */
  delete(key: string): Promise<void>;
  /** Size in bytes, null when there is nothing under the key. */
  size(key: string): Promise<number | null>;
  /** Keys of the blobs that were stored before the moment, in no order. */
  keysBefore(moment: Date): AsyncIterable<string>;
  /** Deletes what uploads left that did not end, as far as it was last written to before the moment. */
  deleteUnfinished(before: Date): Promise<number>;
}

/** Background jobs and what they carry. */
export interface JobPayloads {
  process_capture: { workspace_id: string; capture_id: string };
}
/** Names of the background jobs. */
export type JobName = keyof JobPayloads;

/** The queue of background work. */
export interface Jobs {
  /** Queues the job inside the caller's transaction: it runs if and only if that commits. */
  enqueue<N extends JobName>(tx: Tx, name: N, payload: JobPayloads[N]): Promise<void>;
}

/** Tells listeners, after a commit, that the outbox has news. Carries no data and may coalesce calls. */
export interface EventWaker {
  wake(): void;
  /** Tells every process that somebody of the workspace may have lost a right: open streams look again at once. */
  accessChanged(workspace_id: string): void;
  /** Resolves at the next wake-up from any process, or after the given milliseconds, whichever comes first. */
  next(timeout_ms: number): Promise<void>;
}

/** An image that fits the limits, encoded as its content type says. */
export interface FittedImage {
  bytes: Uint8Array;
  content_type: string;
  width: number;
  height: number;
}

/** Makes images small enough for whoever asked. */
export interface ImageScaler {
  /** Scales an image down until it fits; never up. @throws UNSUPPORTED_MEDIA_TYPE when it is no image. */
  fit(bytes: Uint8Array, limits: { max_width: number; max_bytes: number }): Promise<FittedImage>;
}

/** Signs texts, so that every process of this installation knows later that they came from one of them. */
export interface Signer {
  /** URL-safe text; the same for the same input. */
  sign(text: string): string;
}

/** The MCP server of this installation, asked about itself. */
export interface McpServer {
  /** Null when it does not answer. */
  facts(): Promise<McpServerFacts | null>;
}

type LogMethod = (fields: Record<string, unknown>, message: string) => void;

/** The part of pino that services use. */
export interface Logger {
  debug: LogMethod;
  info: LogMethod;
  warn: LogMethod;
  error: LogMethod;
}
