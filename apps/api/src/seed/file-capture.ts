import { IngestBugInput, type UploadKind } from "@hawkmoth/domain/ingest/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { processCapture } from "@hawkmoth/services/capture/process-capture";
import type { ServiceContext } from "@hawkmoth/services/context";
import { completeCapture } from "@hawkmoth/services/ingest/complete-capture";
import { ingestBug } from "@hawkmoth/services/ingest/ingest-bug";
import type { IngestContext } from "@hawkmoth/services/ingest/ingest-context";
import { storeUpload } from "@hawkmoth/services/ingest/store-upload";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { checkoutLogs } from "./checkout-logs.ts";
import { checkoutRecording, MOMENTS } from "./checkout-recording.ts";

interface DemoFile {
  kind: UploadKind;
  content_type: string;
  bytes: Buffer;
  file_name: string;
}

function filesOf(epoch_ms: number): DemoFile[] {
  const gzip = (value: unknown) => gzipSync(JSON.stringify(value), { level: 9 });
  const content_type = "application/gzip";
  const events = checkoutRecording(epoch_ms);
  return [
    { kind: "REPLAY", content_type, bytes: gzip({ version: 1, events }), file_name: "replay.json.gz" },
    { kind: "LOGS", content_type, bytes: gzip(checkoutLogs(epoch_ms)), file_name: "logs.json.gz" },
    {
      kind: "SCREENSHOT",
      content_type: "image/png",
      bytes: readFileSync(new URL("checkout.png", import.meta.url)),
      file_name: "screenshot.png",
    },
  ];
}

interface Report {
  project_id: string;
  title: string;
  description: string;
  severity: "CRITICAL" | "HIGH" | "MEDIUM" | "LOW";
}

/** Reports a bug the way the extension does: announce, upload, complete, and let the worker's verb read the evidence. */
export async function fileCapture(ctx: ServiceContext, report: Report): Promise<{ id: string; key: string }> {
  const { actor, ...service } = ctx;
  const ingest: IngestContext = { ...service, sender: { actor }, origin: null };
  const files = filesOf(Date.now() - MOMENTS.end);
  const input = IngestBugInput.parse({
    ...report,
    source: "EXTENSION",
    url: "http://localhost:4100/cart",
    environment: "staging",
    app_version: "2026.11.2",
    uploads: files.map(({ kind, content_type, bytes, file_name }) => ({
      kind,
      content_type,
      size_bytes: bytes.length,
      file_name,
    })),
  });
  const announced = await ingestBug(ingest, input);
  for (const [index, target] of announced.uploads.entries()) {
    const file = files[index];
    if (!file) continue;
    await storeUpload(service, {
      artifact_id: target.artifact_id,
      upload_token: new Headers(target.headers).get("x-upload-token") ?? "",
      content_type: file.content_type,
      stream: (async function* () {
        yield file.bytes;
      })(),
    });
  }
  const { bug } = await completeCapture(ingest, { capture_id: announced.capture_id });
  if (!bug) throw new AppError("INTERNAL", { cause: "the demo capture made no bug" });
  await processCapture(service, { workspace_id: actor.workspace_id, capture_id: announced.capture_id });
  return bug;
}
