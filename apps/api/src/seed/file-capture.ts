import { IngestBugInput, type UploadKind } from "@hawkmoth/domain/ingest/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { processCapture } from "@hawkmoth/services/capture/process-capture";
import type { ServiceContext } from "@hawkmoth/services/context";
import { completeCapture } from "@hawkmoth/services/ingest/complete-capture";
import { ingestBug } from "@hawkmoth/services/ingest/ingest-bug";
import type { IngestContext } from "@hawkmoth/services/ingest/ingest-context";
import { storeUpload } from "@hawkmoth/services/ingest/store-upload";
import { readFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import { z } from "zod";

/** Sessions that e2e/shop/record recorded in a real browser. */
type DemoSession = "coupon" | "total";

interface DemoFile {
  kind: UploadKind;
  content_type: string;
  bytes: Buffer;
  file_name: string;
}

const Logs = z.looseObject({ meta: z.looseObject({ epoch_ms: z.number(), duration_ms: z.number(), url: z.string() }) });
const Replay = z.looseObject({ events: z.array(z.looseObject({ timestamp: z.number() })) });

function readSession<T>(session: DemoSession, file: string, schema: z.ZodType<T>): T {
  const bytes = readFileSync(new URL(`../seed-data/${session}/${file}`, import.meta.url));
  return schema.parse(JSON.parse(gunzipSync(bytes).toString("utf8")));
}

/** The files of a recorded session, moved in time so that it ends now. */
function filesOf(session: DemoSession): { files: DemoFile[]; url: string } {
  const logs = readSession(session, "logs.json.gz", Logs);
  const replay = readSession(session, "replay.json.gz", Replay);
  const later_ms = Date.now() - logs.meta.duration_ms - logs.meta.epoch_ms;
  logs.meta.epoch_ms += later_ms;
  for (const event of replay.events) event.timestamp += later_ms;
  const gzip = (value: unknown) => gzipSync(JSON.stringify(value), { level: 9 });
  const content_type = "application/gzip";
  const files: DemoFile[] = [
    { kind: "REPLAY", content_type, bytes: gzip(replay), file_name: "replay.json.gz" },
    { kind: "LOGS", content_type, bytes: gzip(logs), file_name: "logs.json.gz" },
    {
      kind: "SCREENSHOT",
      content_type: "image/png",
      bytes: readFileSync(new URL(`../seed-data/${session}/screenshot.png`, import.meta.url)),
      file_name: "screenshot.png",
    },
  ];
  return { files, url: logs.meta.url };
}

interface Report {
  session: DemoSession;
  project_id: string;
  title: string;
  description: string;
  severity: "CRITICAL" | "HIGH" | "MEDIUM" | "LOW";
}

/** Reports a bug the way the extension does: announce, upload, complete, and let the worker's verb read the evidence. */
export async function fileCapture(
  ctx: ServiceContext,
  { session, ...report }: Report,
): Promise<{ id: string; key: string }> {
  const { actor, ...service } = ctx;
  const ingest: IngestContext = { ...service, sender: { actor }, origin: null };
  const { files, url } = filesOf(session);
  const input = IngestBugInput.parse({
    ...report,
    source: "EXTENSION",
    url,
    environment: "staging",
    app_version: "2026.5.1",
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
