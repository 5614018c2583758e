import { IngestedBug, type UploadKind } from "@hawkmoth/domain/ingest/schema";
import { BugEvidence } from "@hawkmoth/domain/evidence/schema";
import { expect, vi } from "vitest";
import type { TestServer } from "./server.ts";

/** A file of a report, as a browser or a program sends it. */
export interface SentFile {
  kind: UploadKind;
  bytes: Uint8Array;
  content_type?: string;
  file_name?: string;
}

/** Sends a report with its files over the API and completes it. @returns the id of the bug and of the capture. */
export async function sendCapture(
  { app }: Pick<TestServer, "app">,
  to: { project_id: string; headers: Record<string, string> },
  files: readonly SentFile[],
): Promise<{ bug_id: string; capture_id: string }> {
  const headers = { "content-type": "application/json", ...to.headers };
  const uploads = files.map(({ kind, bytes, content_type = "application/gzip", file_name }) => ({
    kind,
    content_type,
    size_bytes: bytes.length,
    file_name,
  }));
  const body = JSON.stringify({ project_id: to.project_id, title: "Coupon", source: "api", uploads });
  const announced = await app.request("/api/v1/ingest/bugs", { method: "POST", headers, body });
  const { capture_id, complete_url, uploads: targets } = IngestedBug.parse(await announced.json());
  for (const [index, target] of targets.entries()) {
    const put = { method: "PUT", headers: target.headers, body: new Uint8Array(files[index]?.bytes ?? []) };
    expect((await app.request(new URL(target.url).pathname, put)).status).toBe(200);
  }
  const path = new URL(complete_url ?? "").pathname;
  const done = await app.request(path, { method: "POST", headers, body: "{}" });
  return { bug_id: IngestedBug.parse(await done.json()).bug?.id ?? "", capture_id };
}

/** The evidence of a bug once its capture was read, or could not be. */
export async function settledEvidence(
  { app }: Pick<TestServer, "app">,
  bug_id: string,
  headers: Record<string, string>,
): Promise<BugEvidence> {
  return await vi.waitFor(
    async () => {
      const answer = await app.request(`/api/v1/bugs/${bug_id}/evidence`, { headers });
      const evidence = BugEvidence.parse(await answer.json());
      expect(evidence.capture?.status).toMatch(/^(?:READY|FAILED)$/);
      return evidence;
    },
    { timeout: 100_000, interval: 50 },
  );
}
