import { gzipSync } from "node:zlib";
import type { CaptureReplay } from "@hawkmoth/domain/capture/bundle";
import { IngestBugInput } from "@hawkmoth/domain/ingest/schema";
import type { IngestedBug, UploadKind } from "@hawkmoth/domain/ingest/schema";
import { shopSession } from "@hawkmoth/replay/testing/shop-session";
import type { IngestContext } from "../ingest/ingest-context.ts";
import { ingestBug } from "../ingest/ingest-bug.ts";
import { storeUpload } from "../ingest/store-upload.ts";

/** Files to send with a report, by kind. */
export type Files = Partial<Record<UploadKind, Uint8Array>>;

const TYPES: Record<UploadKind, string> = {
  REPLAY: "application/gzip",
  LOGS: "application/gzip",
  COOKIES: "application/gzip",
  SCREENSHOT: "image/png",
  FILE: "text/plain",
};

/** A replay of two events, with a script in it that must not survive. */
export function shopReplay(): CaptureReplay {
  const script = {
    type: 2,
    id: 5,
    tagName: "script",
    attributes: { src: "https://evil.example/x.js" },
    childNodes: [],
  };
  const body = { type: 2, id: 4, tagName: "body", attributes: { onload: "alert(1)" }, childNodes: [script] };
  const html = { type: 2, id: 3, tagName: "html", attributes: {}, childNodes: [body] };
  const node = { type: 0, id: 1, childNodes: [{ type: 1, id: 2, name: "html", publicId: "", systemId: "" }, html] };
  const at = Date.UTC(2026, 4, 4, 9, 30);
  return {
    version: 1,
    events: [
      { type: 4, data: { href: "https://shop.example/", width: 1280, height: 800 }, timestamp: at },
      { type: 2, data: { node, initialOffset: { top: 0, left: 0 } }, timestamp: at + 1 },
    ],
  };
}

/** JSON as it travels. */
export function packed(value: unknown): Uint8Array {
  return gzipSync(JSON.stringify(value));
}

/** What the extension sends: replay and logs of a shop session. */
export function shopFiles(): Files {
  return { REPLAY: packed(shopReplay()), LOGS: packed(shopSession()) };
}

/** The bytes of a file as a request body brings them. */
export async function* streamed(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += 1000)
    yield await Promise.resolve(bytes.subarray(start, start + 1000));
}

/** A parsed report that announces the given files. */
export function report(files: Files, more: Record<string, unknown> = {}): IngestBugInput {
  const uploads = kindsOf(files).map(([kind, bytes]) => ({
    kind,
    content_type: TYPES[kind],
    size_bytes: bytes.length,
  }));
  return IngestBugInput.parse({ title: "Coupon breaks the cart", source: "extension", uploads, ...more });
}

/** Announces a report and sends its files, without completing it. */
export async function sendCapture(
  ctx: IngestContext,
  files: Files,
  more: Record<string, unknown> = {},
): Promise<IngestedBug> {
  const announced = await ingestBug(ctx, report(files, more));
  for (const upload of announced.uploads) {
    await storeUpload(ctx, {
      artifact_id: upload.artifact_id,
      upload_token: upload.headers["x-upload-token"] ?? "",
      content_type: upload.headers["content-type"] ?? "",
      stream: streamed(files[upload.kind] ?? new Uint8Array()),
    });
  }
  return announced;
}

function kindsOf(files: Files): [UploadKind, Uint8Array][] {
  return (["REPLAY", "LOGS", "COOKIES", "SCREENSHOT", "FILE"] as const).flatMap((kind) => {
    const bytes = files[kind];
    return bytes ? [[kind, bytes]] : [];
  });
}
