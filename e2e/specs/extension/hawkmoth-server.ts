import type { CaptureLogs, CaptureReplay } from "@hawkmoth/domain/capture/bundle";
import type { CaptureCookies } from "@hawkmoth/domain/capture/cookies";
import { IngestBugInput } from "@hawkmoth/domain/ingest/schema";
import { CapturePolicy } from "@hawkmoth/domain/project/schema";
import { gunzipSync } from "node:zlib";
import { POLICY, PROJECT_ID } from "./capture.ts";
import { html, json, serve, type TestServer } from "./server.ts";

const CAPTURE_ID = "cap_01jd9x0000000000000000000c";
const BUG = { id: "bug_01jd9x0000000000000000000b", key: "SHOP-7" };

/** A server that speaks the ingest contract and remembers what it was sent. */
export interface HawkmothServer extends TestServer {
  reports: { body: IngestBugInput; idempotency_key: string; via: string }[];
  files: Map<string, Buffer>;
  completed: number;
  /** Statuses to answer the next requests of a kind with, instead of doing them. */
  failures: { ingest: number[]; upload: number[] };
  policy: CapturePolicy;
  approve(): void;
  logs(): CaptureLogs;
  replay(): CaptureReplay;
  cookies(): CaptureCookies;
}

const KEY = "hm_key_testtesttesttest";
const KINDS = ["LOGS", "REPLAY", "SCREENSHOT", "COOKIES"] as const;

/** Starts it on a free port. */
export async function serveHawkmoth(): Promise<HawkmothServer> {
  let isApproved = false;
  const state = {
    reports: [] as HawkmothServer["reports"],
    files: new Map<string, Buffer>(),
    completed: 0,
    failures: { ingest: [] as number[], upload: [] as number[] },
    policy: CapturePolicy.parse(POLICY),
  };
  const server = await serve((request, response, body) => {
    const path = (request.url ?? "").split("?")[0] ?? "";
    const isKnown = request.headers.authorization === `Bearer ${KEY}`;
    const refuse = (status: number, message: string) =>
      json(response, status, { error: { code: "INTERNAL", message, hint: "Try later.", request_id: "req_1" } });
    if (path === "/pair") return html(response, "<title>Approve</title>");
    if (path === "/api/v1/pairings")
      return json(response, 200, {
        device_code: "device-code-of-twenty-and-more",
        user_code: "KBQM-TXRD",
        verification_url: "http://evil.test/pair",
        expires_in_s: 60,
        interval_s: 0,
      });
    if (path === "/api/v1/pairings/redeem") {
      const workspace = { id: "wsp_01jd9x0000000000000000000d", slug: "acme", name: "Acme" };
      const done = { status: "REDEEMED", key: KEY, workspace, member_name: "Ann" };
      return json(
        response,
        200,
        isApproved ? done : { status: "PENDING", key: null, workspace: null, member_name: null },
      );
    }
    if (path.startsWith("/api/v1/ingest/uploads/")) {
      const failure = state.failures.upload.shift();
      if (failure) return refuse(failure, "The disk is full.");
      if (request.headers["x-upload-token"] !== "upload-token") return refuse(401, "No token.");
      state.files.set(KINDS.find((_kind, index) => path.endsWith(`${index}`)) ?? path, body);
      return json(response, 200, { size_bytes: body.length });
    }
    if (!isKnown)
      return json(response, 401, { error: { code: "UNAUTHENTICATED", message: "Sign in or send a valid key." } });
    if (path === "/api/v1/projects")
      return json(response, 200, { projects: [projectOf(state.policy)], next_cursor: null });
    if (path === "/api/v1/ingest/bugs") {
      const failure = state.failures.ingest.shift();
      if (failure) return refuse(failure, "Too busy.");
      const report = IngestBugInput.parse(JSON.parse(body.toString()));
      const idempotency_key = String(request.headers["idempotency-key"]);
      state.reports.push({ body: report, idempotency_key, via: String(request.headers["x-hawkmoth-via"]) });
      const uploads = report.uploads.map(({ kind }) => ({
        artifact_id: `art_01jd9x0000000000000000000${KINDS.findIndex((known) => known === kind)}`,
        kind,
        method: "PUT",
        url: `/api/v1/ingest/uploads/${KINDS.findIndex((known) => known === kind)}`,
        headers: { "x-upload-token": "upload-token", "content-type": "application/octet-stream" },
      }));
      const complete_url = `/api/v1/ingest/captures/${CAPTURE_ID}/complete`;
      return json(response, 202, { capture_id: CAPTURE_ID, uploads, complete_url, bug: null });
    }
    if (path.endsWith("/complete")) {
      state.completed += 1;
      const bug = { ...BUG, title: state.reports.at(-1)?.body.title ?? "", web_url: "/acme/bugs/SHOP-7" };
      return json(response, 200, { capture_id: CAPTURE_ID, uploads: [], complete_url: null, bug });
    }
    return html(response, `<title>${path}</title>`);
  });
  const unpack = (kind: string) => JSON.parse(gunzipSync(state.files.get(kind) ?? Buffer.alloc(0)).toString());
  return Object.assign(state, server, {
    approve: () => {
      isApproved = true;
    },
    logs: (): CaptureLogs => unpack("LOGS"),
    replay: (): CaptureReplay => unpack("REPLAY"),
    cookies: (): CaptureCookies => unpack("COOKIES"),
  });
}

function projectOf(capture_policy: CapturePolicy) {
  return {
    id: PROJECT_ID,
    key: "SHOP",
    name: "Shop",
    role: "MANAGER",
    open_count: 3,
    allowed_origins: [],
    capture_policy,
    is_locked_down: false,
    created_at: "2026-01-01T00:00:00Z",
  };
}
