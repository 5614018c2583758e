import { gzipText } from "@hawkmoth/capture/gzip";
import type { CapturedBody, CaptureLogs } from "@hawkmoth/domain/capture/bundle";
import type { CaptureCookies } from "@hawkmoth/domain/capture/cookies";
import { BUNDLE_VERSION } from "@hawkmoth/domain/capture/limits";
import type { UploadKind } from "@hawkmoth/domain/ingest/schema";
import type { Draft, DraftForm, Section } from "../draft/draft.ts";

/** A file that goes with the report. */
export interface ReportFile {
  kind: UploadKind;
  content_type: string;
  file_name: string;
  blob: Blob;
}

/** The logs as they will leave: without the sections the reporter dropped. */
function keptLogs(logs: CaptureLogs, form: Pick<DraftForm, "dropped" | "app_version" | "environment">): CaptureLogs {
  const dropped = new Set<Section>(form.dropped);
  return {
    ...logs,
    meta: {
      ...(dropped.has("context") ? blankMeta(logs.meta) : logs.meta),
      app_version: form.app_version.trim() || null,
      environment: form.environment.trim() || null,
    },
    console: dropped.has("console") ? [] : logs.console,
    errors: dropped.has("errors") ? [] : logs.errors,
    network: dropped.has("network") ? [] : dropped.has("bodies") ? logs.network.map(withoutBodies) : logs.network,
    actions: dropped.has("steps") ? [] : logs.actions,
  };
}

function blankMeta(meta: CaptureLogs["meta"]): CaptureLogs["meta"] {
  return {
    ...meta,
    url: "",
    title: "",
    referrer: "",
    user_agent: "",
    language: "",
    languages: [],
    time_zone: "",
    platform: "",
    connection: null,
  };
}

function withoutBodies(entry: CaptureLogs["network"][number]): CaptureLogs["network"][number] {
  const blank = (body: CapturedBody | null): CapturedBody | null =>
    body && { ...body, text: null, truncated: false, omitted: "left out by the reporter" };
  return { ...entry, request_body: blank(entry.request_body), response_body: blank(entry.response_body) };
}

/** The files of a report, in the order they are sent. */
export async function reportFiles(draft: Draft): Promise<ReportFile[]> {
  const dropped = new Set<Section>(draft.form.dropped);
  const logs = await gzipText(JSON.stringify(keptLogs(draft.logs, draft.form)));
  const files: ReportFile[] = [
    { kind: "LOGS", content_type: "application/gzip", file_name: "logs.json.gz", blob: logs },
  ];
  if (draft.replay && !dropped.has("replay"))
    files.push({ kind: "REPLAY", content_type: "application/gzip", file_name: "replay.json.gz", blob: draft.replay });
  if (draft.cookies.length > 0 && !dropped.has("cookies")) {
    const part: CaptureCookies = { version: BUNDLE_VERSION, cookies: [...draft.cookies] };
    const blob = await gzipText(JSON.stringify(part));
    files.push({ kind: "COOKIES", content_type: "application/gzip", file_name: "cookies.json.gz", blob });
  }
  if (draft.screenshot && !dropped.has("screenshot")) {
    const content_type = draft.screenshot.type || "image/png";
    const file_name = `screenshot.${content_type === "image/jpeg" ? "jpg" : "png"}`;
    files.push({ kind: "SCREENSHOT", content_type, file_name, blob: draft.screenshot });
  }
  return files;
}
