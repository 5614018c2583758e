import { IngestedBug } from "@hawkmoth/domain/ingest/schema";
import { askApi, RequestFailed } from "../connection/api.ts";
import type { Connection } from "../connection/connection.ts";
import { patchDraft } from "../draft/draft-store.ts";
import type { Draft } from "../draft/draft.ts";
import { type ReportFile, reportFiles } from "./report.ts";
import { upload } from "./upload.ts";

/** How far sending has come. */
export interface SendProgress {
  step: "announcing" | "uploading" | "finishing";
  /** 0 to 1. */
  share: number;
}

/** The bug a report became. */
export interface SentBug {
  key: string;
  web_url: string;
}

/**
 * Sends a draft: announces the report, puts its files, completes the capture. Sending the same draft again after a
 * failure takes up the same capture; a draft that was edited in between begins a new one.
 * @throws RequestFailed, and keeps the draft with the reason.
 */
export async function sendDraft(
  draft: Draft,
  connection: Connection,
  onProgress: (progress: SendProgress) => void,
): Promise<SentBug> {
  try {
    const sent = await send(draft, connection, onProgress);
    await patchDraft(draft.id, { sent, error: null });
    return sent;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await patchDraft(draft.id, { error: reason });
    throw error;
  }
}

async function send(
  draft: Draft,
  { origin, key }: Connection,
  onProgress: (progress: SendProgress) => void,
): Promise<SentBug> {
  onProgress({ step: "announcing", share: 0 });
  const files = await reportFiles(draft);
  const body = reportOf(draft, files);
  const idempotency_key = await attemptKey(draft, JSON.stringify(body));
  const announced = await askApi(
    { origin, path: "/api/v1/ingest/bugs", method: "POST", key, body, idempotency_key },
    IngestedBug,
  );
  const total = files.reduce((sum, file) => sum + file.blob.size, 0);
  let done = 0;
  for (const target of announced.uploads) {
    const file = files.find((candidate) => candidate.kind === target.kind);
    if (!file) continue;
    const onFile = (sent_bytes: number) => onProgress({ step: "uploading", share: (done + sent_bytes) / total });
    await upload(target, file.blob, { origin, onProgress: onFile });
    done += file.blob.size;
  }
  onProgress({ step: "finishing", share: 1 });
  const finished =
    announced.bug || !announced.complete_url
      ? announced
      : await askApi({ origin, path: announced.complete_url, method: "POST", key, body: {} }, IngestedBug);
  if (!finished.bug) throw new RequestFailed(200, { message: "The report arrived, but no bug was made of it." });
  return { key: finished.bug.key, web_url: new URL(finished.bug.web_url, origin).href };
}

function reportOf({ form, logs }: Draft, files: readonly ReportFile[]) {
  const hasContext = !form.dropped.includes("context");
  const environment = form.environment.trim();
  const app_version = form.app_version.trim();
  return {
    project_id: form.project_id ?? undefined,
    title: form.title.trim(),
    description: form.description,
    severity: form.severity,
    source: "EXTENSION",
    ...(hasContext ? { url: logs.meta.url, user_agent: logs.meta.user_agent } : {}),
    ...(environment ? { environment } : {}),
    ...(app_version ? { app_version } : {}),
    uploads: files.map(({ kind, content_type, file_name, blob }) => ({
      kind,
      content_type,
      file_name,
      size_bytes: blob.size,
    })),
  };
}

/** The key of this attempt: the last one's when nothing changed since, so that a retry files no second bug. */
async function attemptKey(draft: Draft, body: string): Promise<string> {
  if (draft.attempt?.body === body) return draft.attempt.idempotency_key;
  const idempotency_key = crypto.randomUUID();
  await patchDraft(draft.id, { attempt: { idempotency_key, body } });
  return idempotency_key;
}
