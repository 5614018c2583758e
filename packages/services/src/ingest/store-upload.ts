import { Readable } from "node:stream";
import type { Tx } from "@hawkmoth/db/client";
import { artifacts, captures } from "@hawkmoth/db/schema/capture";
import { projects } from "@hawkmoth/db/schema/project";
import { AppError } from "@hawkmoth/domain/errors";
import type { CapturePolicy } from "@hawkmoth/domain/project/schema";
import { and, eq } from "drizzle-orm";
import { systemContext, type PublicContext, type ServiceContext } from "../context.ts";
import type { StoredBlob } from "../ports.ts";
import { inWorkspace } from "../transaction.ts";
import { allowedCookies } from "./allowed-cookies.ts";
import { newBlobKey } from "./blob-key.ts";
import { bareType } from "./upload-rules.ts";
import { isUploadToken, workspaceOfToken } from "./upload-token.ts";

/** The bytes of one announced file on their way in; the token is the credential. */
export interface UploadInput {
  artifact_id: string;
  upload_token: string;
  content_type: string;
  stream: AsyncIterable<Uint8Array>;
}

/** What was stored. */
export interface StoredUpload extends StoredBlob {
  artifact_id: string;
}

/**
 * Streams one announced file into the blob store. Sending it again before the capture is completed replaces it. Of
 * cookies only what the project takes is stored.
 * @throws UNAUTHENTICATED when the token is not of this file, CONFLICT once the capture is completed,
 * UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE or INVALID_INPUT when type or size are not as announced.
 */
export async function storeUpload(ctx: PublicContext, input: UploadInput): Promise<StoredUpload> {
  const workspace_id = workspaceOfToken(input.upload_token);
  if (workspace_id === null) throw wrongToken();
  const service = systemContext(ctx, workspace_id);
  const announced = await inWorkspace(service, (tx) => authorizeUpload(tx, service, input));
  assertAnnouncedType(announced, input.content_type);
  const blob_key = newBlobKey(announced.id);
  const stored = await ctx.ports.blobs.put(blob_key, await storable(announced, input.stream), {
    max_bytes: announced.announced_bytes + REPACKING_BYTES,
  });
  try {
    const before = await inWorkspace(service, (tx) => replaceBlob(tx, service, { ...input, blob_key, stored }));
    if (before.status === "STORED") await ctx.ports.blobs.delete(before.blob_key);
  } catch (error) {
    await ctx.ports.blobs.delete(blob_key);
    throw error;
  }
  return { artifact_id: announced.id, ...stored };
}

/** What is stored in place of cookies was packed anew, which may cost a little more than the sender's packing. */
const REPACKING_BYTES = 1024;

/** The bytes to store, cookies without what the project does not take. */
async function storable(announced: Announced, stream: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const sized = ofAnnouncedSize(announced, stream);
  return announced.kind === "COOKIES"
    ? Readable.from([await allowedCookies(sized, announced.capture_policy.cookies)])
    : sized;
}

/** The stream itself, which fails when it is longer or shorter than it was announced. */
async function* ofAnnouncedSize(announced: Announced, stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { announced_bytes } = announced;
  let size_bytes = 0;
  for await (const piece of stream) {
    size_bytes += piece.byteLength;
    if (size_bytes > announced_bytes) throw new AppError("PAYLOAD_TOO_LARGE");
    yield piece;
  }
  if (size_bytes !== announced_bytes) throw wrongSize(announced, size_bytes);
}

type Announced = typeof artifacts.$inferSelect & {
  announced_bytes: number;
  capture_policy: CapturePolicy;
};

async function authorizeUpload(tx: Tx, ctx: ServiceContext, input: UploadInput): Promise<Announced> {
  const [row] = await tx
    .select({
      artifact: artifacts,
      hash: captures.upload_token_hash,
      status: captures.status,
      capture_policy: projects.capture_policy,
    })
    .from(artifacts)
    .innerJoin(captures, and(eq(captures.workspace_id, artifacts.workspace_id), eq(captures.id, artifacts.capture_id)))
    .innerJoin(projects, and(eq(projects.workspace_id, captures.workspace_id), eq(projects.id, captures.project_id)))
    .where(and(eq(artifacts.workspace_id, ctx.actor.workspace_id), eq(artifacts.id, input.artifact_id)))
    .for("update", { of: artifacts });
  if (!row || !isUploadToken(input.upload_token, row.hash)) throw wrongToken();
  if (row.status !== "PENDING") throw alreadyComplete();
  return { ...row.artifact, announced_bytes: row.artifact.size_bytes, capture_policy: row.capture_policy };
}

async function replaceBlob(
  tx: Tx,
  ctx: ServiceContext,
  input: UploadInput & { blob_key: string; stored: StoredBlob },
): Promise<Announced> {
  const before = await authorizeUpload(tx, ctx, input);
  const { size_bytes, sha256 } = input.stored;
  await tx
    .update(artifacts)
    .set({ status: "STORED", blob_key: input.blob_key, size_bytes, sha256 })
    .where(and(eq(artifacts.workspace_id, ctx.actor.workspace_id), eq(artifacts.id, input.artifact_id)));
  return before;
}

function assertAnnouncedType({ content_type }: Announced, given: string): void {
  if (bareType(given) === content_type) return;
  throw new AppError("UNSUPPORTED_MEDIA_TYPE", {
    message: `This file was announced as ${content_type}.`,
    expected: [content_type],
  });
}

function wrongSize({ announced_bytes }: Announced, size_bytes: number): AppError {
  return new AppError("INVALID_INPUT", {
    message: `This file was announced with ${announced_bytes} bytes; ${size_bytes} arrived.`,
    details: { announced_bytes, size_bytes },
  });
}

function wrongToken(): AppError {
  return new AppError("UNAUTHENTICATED", {
    message: "The upload token is not valid for this file.",
    hint: "Send the headers that came with the upload's URL.",
  });
}

function alreadyComplete(): AppError {
  return new AppError("CONFLICT", { message: "This capture is complete; its files can't change any more." });
}
