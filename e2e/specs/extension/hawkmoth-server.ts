import type { CaptureLogs, CaptureReplay } from "@hawkmoth/domain/capture/bundle";
import type { CaptureCookies } from "@hawkmoth/domain/capture/cookies";
import { IngestBugInput } from "@hawkmoth/domain/ingest/schema";
import { CapturePolicy } from "@hawkmoth/domain/project/schema";
import { gunzipSync } from "node:zlib";
import { POLICY, PROJECT_ID } from "./capture.ts";
import { html, json, serve, type TestServer } from "./server.ts";

const BUG = { id: "bug_01jd9x0000000000000000000b", key: "SHOP-7" };

/** A server that speaks the ingest contract and remembers what it was sent. */
export interface HawkmothServer extends TestServer {
  reports: { body: IngestBugInput; idempotency_key: string; via: string }[];
  files: Map<string, Buffer>;
  completed: number;
  /** Statuses to answer the next requests of a kind with, instead of doing them. */
  failures: { ingest: number[]; upload: number[] };
  /** The next request of this step loses its connection, before it is done or before it is answered. */
  cut: { step: string; when: "before" | "after" } | null;
  /** Titles of the bugs that were made. */
  bugs: string[];
  policy: CapturePolicy;
  /** A project besides the first one, with the origins that are its own. */
  second: { allowed_origins: string[]; policy: CapturePolicy } | null;
  allowed_origins: string[];
  approve(): void;
  logs(): CaptureLogs;
  replay(): CaptureReplay;
  cookies(): CaptureCookies;
}

const KEY = "hm_key_testtesttesttest";

function captureId(number: number): string {
  return `cap_01jd9x000000000000000000${String(number).padStart(2, "0")}`;
}

/** Which step of sending a request is: `ingest`, `upload REPLAY`, `complete`. */
function stepOf(path: string): string {
  if (path === "/api/v1/ingest/bugs") return "ingest";
  if (path.startsWith("/api/v1/ingest/uploads/")) return `upload ${path.split("/").at(-1)}`;
  return path.endsWith("/complete") ? "complete" : "";
}

/** Starts it on a free port. */
export async function serveHawkmoth(): Promise<HawkmothServer> {
  let isApproved = false;
  const state = {
    reports: [] as HawkmothServer["reports"],
    files: new Map<string, Buffer>(),
    completed: 0,
    failures: { ingest: [] as number[], upload: [] as number[] },
    cut: null as HawkmothServer["cut"],
    bugs: [] as string[],
    policy: CapturePolicy.parse(POLICY),
    second: null as HawkmothServer["second"],
    allowed_origins: [] as string[],
  };
  /** Announced reports by their idempotency key. */
  const captures = new Map<string, { number: number; body: IngestBugInput; isComplete: boolean }>();
  const server = await serve((request, response, body) => {
    const path = (request.url ?? "").split("?")[0] ?? "";
    const step = stepOf(path);
    // A browser repeats by itself what was cut on a connection that it had used before.
    response.setHeader("connection", "close");
    const isCut = state.cut?.step === step;
    const when = state.cut?.when;
    if (isCut) state.cut = null;
    if (isCut && when === "before") return void request.socket.destroy();
    const answer = (status: number, value: unknown) =>
      isCut ? void request.socket.destroy() : json(response, status, value);
    const captureOf = (number: string | undefined) =>
      [...captures.values()].find((capture) => String(capture.number) === number);
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
      const [number, kind = ""] = path.split("/").slice(-2);
      if (captureOf(number)?.isComplete) return refuse(409, "This capture is complete.");
      state.files.set(kind, body);
      return answer(200, { size_bytes: body.length });
    }
    if (!isKnown)
      return json(response, 401, { error: { code: "UNAUTHENTICATED", message: "Sign in or send a valid key." } });
    if (path === "/api/v1/projects") return json(response, 200, { projects: projectsOf(state), next_cursor: null });
    if (path === "/api/v1/ingest/bugs") {
      const failure = state.failures.ingest.shift();
      if (failure) return refuse(failure, "Too busy.");
      const report = IngestBugInput.parse(JSON.parse(body.toString()));
      const idempotency_key = String(request.headers["idempotency-key"]);
      state.reports.push({ body: report, idempotency_key, via: String(request.headers["x-hawkmoth-via"]) });
      const known = captures.get(idempotency_key) ?? { number: captures.size, body: report, isComplete: false };
      captures.set(idempotency_key, known);
      const uploads = known.body.uploads.map(({ kind }, index) => ({
        artifact_id: `art_01jd9x0000000000000000000${index}`,
        kind,
        method: "PUT",
        url: `/api/v1/ingest/uploads/${known.number}/${kind}`,
        headers: { "x-upload-token": "upload-token", "content-type": "application/octet-stream" },
      }));
      const complete_url = `/api/v1/ingest/captures/${known.number}/complete`;
      return answer(202, { capture_id: captureId(known.number), uploads, complete_url, bug: null });
    }
    if (step === "complete") {
      const capture = captureOf(path.split("/").at(-2));
      if (!capture) return refuse(404, "Nothing of that name.");
      state.completed += 1;
      if (!capture.isComplete) state.bugs.push(capture.body.title);
      capture.isComplete = true;
      const bug = { ...BUG, title: capture.body.title, web_url: "/acme/bugs/SHOP-7" };
      return answer(200, { capture_id: captureId(capture.number), uploads: [], complete_url: null, bug });
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

export const SECOND_PROJECT_ID = "prj_01jd9x0000000000000000000b";

function projectsOf({
  policy,
  allowed_origins,
  second,
}: Pick<HawkmothServer, "policy" | "allowed_origins" | "second">) {
  const first = projectOf(policy, allowed_origins);
  if (!second) return [first];
  const other = projectOf(second.policy, second.allowed_origins);
  return [first, { ...other, id: SECOND_PROJECT_ID, key: "MAIL", name: "Mail" }];
}

function projectOf(capture_policy: CapturePolicy, allowed_origins: string[]) {
  return {
    id: PROJECT_ID,
    key: "SHOP",
    name: "Shop",
    role: "MANAGER",
    open_count: 3,
    allowed_origins,
    capture_policy,
    is_locked_down: false,
    created_at: "2026-01-01T00:00:00Z",
  };
}
