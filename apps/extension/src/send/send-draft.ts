import { IngestedBug } from "@hawkmoth/domain/ingest/schema";
import type { CapturePolicy } from "@hawkmoth/domain/project/schema";
import { askApi, RequestFailed } from "../connection/api.ts";
import type { Connection } from "../connection/connection-schema.ts";
import { patchDraft, readDraft } from "../draft/draft-store.ts";
import type { Attempt, Draft } from "../draft/draft.ts";
import { maskLogs } from "./mask-logs.ts";
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

/** Where a draft goes and what its project takes. */
export interface Sending {
  connection: Connection;
  policy: CapturePolicy | null;
  onProgress: (progress: SendProgress) => void;
}

/**
 * Sends a draft: announces the report, puts its files, completes the capture. Wherever the connection breaks, sending
 * the draft again ends with exactly one bug: it takes up the same capture, and once the server was asked to complete
 * it, nothing else is announced until it is known that no bug was made of it.
 * @throws RequestFailed, and keeps the draft with the reason.
 */
export async function sendDraft(draft: Draft, sending: Sending): Promise<SentBug> {
  // The same draft may be open twice; the second sender finds it sent.
  return navigator.locks.request(`hawkmoth:send:${draft.id}`, async () => {
    const stored = await readDraft(draft.id);
    if (stored?.sent) return stored.sent;
    try {
      const sent = await send({ ...draft, attempt: stored?.attempt ?? null }, sending);
      await patchDraft(draft.id, { sent, error: null });
      return sent;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      await patchDraft(draft.id, { error: reason });
      throw error;
    }
  });
}

async function send(draft: Draft, sending: Sending): Promise<SentBug> {
  const { connection, policy, onProgress } = sending;
  const { origin } = connection;
  onProgress({ step: "announcing", share: 0 });
  const earlier = await completeEarlier(draft, connection);
  if (earlier) return earlier;
  const masked = policy ? { ...draft, logs: maskLogs(draft.logs, policy.privacy_mode) } : draft;
  const files = await reportFiles(masked);
  const body = reportOf(masked, files);
  const attempt = await beginAttempt(draft.id, origin, JSON.stringify(body));
  const { idempotency_key } = attempt;
  const announced = await askApi(
    { origin, path: "/api/v1/ingest/bugs", method: "POST", key: connection.key, body, idempotency_key },
    IngestedBug,
  );
  try {
    await putFiles(announced, files, sending);
  } catch (error) {
    // An upload's token ends with its capture.
    const isRefused = error instanceof RequestFailed && error.status === 401;
    if (isRefused) await patchDraft(draft.id, { attempt: null });
    throw error;
  }
  onProgress({ step: "finishing", share: 1 });
  if (announced.bug || !announced.complete_url) return sentBug(announced, origin);
  await patchDraft(draft.id, { attempt: { ...attempt, complete_url: announced.complete_url } });
  return complete(draft.id, announced.complete_url, connection);
}

/**
 * Asks again for the bug of a report whose answer was lost: completing twice gives the same bug.
 * @returns null when there is none to ask for, or it is known that no bug will be made of it.
 */
async function completeEarlier(draft: Draft, connection: Connection): Promise<SentBug | null> {
  const { attempt } = draft;
  if (!attempt || !isUncertain(draft, connection)) return null;
  try {
    return await complete(draft.id, attempt.complete_url ?? "", connection);
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

/** True when the server was asked to make a bug of the draft and its answer is not known. */
export function isUncertain({ attempt }: Pick<Draft, "attempt">, connection: Connection | null): boolean {
  return Boolean(attempt?.complete_url) && attempt?.origin === connection?.origin;
}

async function complete(draft_id: string, path: string, { origin, key }: Connection): Promise<SentBug> {
  return askApi({ origin, path, method: "POST", key, body: {} }, IngestedBug).then(
    (finished) => sentBug(finished, origin),
    (error: unknown) => forgetWhenGone(draft_id, error),
  );
}

/** Answers that say for certain that no bug was or will be made of a capture: it is swept, or its files are missing. */
function isGone(error: unknown): boolean {
  return error instanceof RequestFailed && (error.status === 400 || error.status === 404);
}

/** Passes a failure on; when the announced capture can't be finished any more, the next try announces anew. */
async function forgetWhenGone(draft_id: string, error: unknown): Promise<never> {
  if (isGone(error)) await patchDraft(draft_id, { attempt: null });
  throw error;
}

async function putFiles(
  announced: IngestedBug,
  files: readonly ReportFile[],
  { connection, onProgress }: Sending,
): Promise<void> {
  const total = files.reduce((sum, file) => sum + file.blob.size, 0);
  let done = 0;
  for (const target of announced.uploads) {
    const file = files.find((candidate) => candidate.kind === target.kind);
    if (!file) continue;
    const onFile = (sent_bytes: number) => onProgress({ step: "uploading", share: (done + sent_bytes) / total });
    const state = await upload(target, file.blob, { origin: connection.origin, onProgress: onFile });
    if (state === "complete") return;
    done += file.blob.size;
  }
}

function sentBug({ bug }: IngestedBug, origin: string): SentBug {
  if (!bug) throw new RequestFailed(200, { message: "The report arrived, but no bug was made of it." });
  return { key: bug.key, web_url: new URL(bug.web_url, origin).href };
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

/** This attempt: the last one when nothing changed since, so that it is taken up where it ended. */
async function beginAttempt(draft_id: string, origin: string, body: string): Promise<Attempt> {
  const last = (await readDraft(draft_id))?.attempt;
  if (last?.body === body && last.origin === origin) return last;
  const attempt: Attempt = { idempotency_key: crypto.randomUUID(), body, origin, complete_url: null };
  await patchDraft(draft_id, { attempt });
  return attempt;
}
