import { CaptureLogs } from "@hawkmoth/domain/capture/bundle";
import { IngestedBug } from "@hawkmoth/domain/ingest/schema";
import { storable } from "@hawkmoth/domain/storable";
import { processCapture } from "@hawkmoth/services/capture/process-capture";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { TestServer } from "./server.ts";
import { publicContext, type Tenant } from "./tenant.ts";

/** Gives the next hostile text, cut to what a field holds. */
export type NextText = (max_length?: number) => string;

const AT = Date.UTC(2026, 4, 4, 9, 30);
const SCREENSHOT = readFileSync(new URL("../seed-data/coupon/screenshot.png", import.meta.url));
const PAGE = "https://shop.example/cart";

function hostileRequest(say: NextText, id: string, status: number) {
  const body = () => ({ text: say(4000) });
  return {
    id,
    at_ms: 18_000,
    initiator: "fetch",
    method: say(20),
    url: `${PAGE}?q=${say(2000)}`,
    status,
    error: say(1000),
    request_headers: { accept: say(2000), "x-request-id": say(500), authorization: say(500) },
    response_headers: { "content-type": "text/plain", location: say(2000), "retry-after": say(300) },
    request_body: body(),
    response_body: body(),
  };
}

function hostileAction(say: NextText, kind: string) {
  const target = {
    tag: "button",
    role: "button",
    name: say(200),
    label: say(200),
    placeholder: say(200),
    test_id: say(200),
    css: say(900),
  };
  return { at_ms: 17_000, kind, url: `${PAGE}#${say(1000)}`, target, value: say(2000) };
}

/** A recording in which everything a page can write is hostile. */
function hostileLogs(say: NextText): CaptureLogs {
  return CaptureLogs.parse({
    meta: {
      version: 1,
      epoch_ms: AT,
      duration_ms: 21_000,
      url: `${PAGE}?s=${say(2000)}`,
      title: say(1000),
      referrer: say(2000),
      user_agent: say(1000),
      language: say(50),
      time_zone: say(100),
      platform: say(100),
      viewport: { width: 1280, height: 800 },
      screen: { width: 1920, height: 1080 },
      device_pixel_ratio: 1,
      app_version: say(100),
      environment: say(100),
      recorder: { name: say(100), version: say(50) },
      privacy_mode: "MINIMAL",
    },
    console: ["error", "warn", "log"].map((level) => ({
      at_ms: 18_100,
      level,
      text: say(),
      stack: say(),
      url: say(2000),
    })),
    network: [hostileRequest(say, "r1", 500), hostileRequest(say, "r2", 404)],
    errors: ["error", "unhandledrejection"].map((kind) => ({
      at_ms: 18_200,
      kind,
      name: say(200),
      message: say(5000),
      stack: `${say()}\n    at ${say(200)} (${PAGE}/app.js:1:2)`,
      source: say(2000),
    })),
    actions: ["click", "fill", "navigate", "breadcrumb"].map((kind) => hostileAction(say, kind)),
  });
}

function hostileReplay(say: NextText) {
  const text = { type: 3, id: 5, textContent: say() };
  const node = {
    type: 0,
    id: 1,
    childNodes: [{ type: 2, id: 3, tagName: "p", attributes: { title: say(500) }, childNodes: [text] }],
  };
  return {
    version: 1,
    events: [
      { type: 4, data: { href: PAGE, width: 1280, height: 800 }, timestamp: AT },
      { type: 2, data: { node, initialOffset: { top: 0, left: 0 } }, timestamp: AT + 1 },
      { type: 5, data: { tag: say(200), payload: { note: say() } }, timestamp: AT + 2 },
    ],
  };
}

function report(say: NextText, project_id: string, uploads: readonly Upload[]) {
  return storable({
    project_id,
    title: say(500),
    description: say(10_000),
    source: "widget",
    url: say(4000),
    environment: say(100),
    app_version: say(100),
    stack_trace: say(),
    user_agent: say(1000),
    reporter_name: say(200),
    reporter_identifier: say(200),
    extra: { note: say(), nested: { deep: say() } },
    uploads: uploads.map(({ bytes, ...upload }) => ({ ...upload, size_bytes: bytes.length })),
  });
}

interface Upload {
  kind: string;
  content_type: string;
  file_name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

function uploadsOf(say: NextText): Upload[] {
  const packed = (value: unknown) => new Uint8Array(gzipSync(JSON.stringify(value)));
  return [
    { kind: "LOGS", content_type: "application/gzip", file_name: storable(say(200)), bytes: packed(hostileLogs(say)) },
    { kind: "REPLAY", content_type: "application/gzip", file_name: "r", bytes: packed(hostileReplay(say)) },
    { kind: "SCREENSHOT", content_type: "image/png", file_name: storable(say(200)), bytes: new Uint8Array(SCREENSHOT) },
  ];
}

/** Files a bug as an unknown reporter does, with hostile text wherever the reporter or the page may write. */
export async function fileHostileBug(
  server: TestServer,
  { tenant, publishable, say }: { tenant: Tenant; publishable: string; say: NextText },
): Promise<string> {
  const send = async (path: string, init: RequestInit) => {
    const response = await server.app.request(path, init);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return await response.text();
  };
  const post = { method: "POST", headers: { "x-api-key": publishable, "content-type": "application/json" } };
  const uploads = uploadsOf(say);
  const body = JSON.stringify(report(say, tenant.project.id, uploads));
  const announced = IngestedBug.parse(JSON.parse(await send("/api/v1/ingest/bugs", { ...post, body })));
  for (const [index, target] of announced.uploads.entries()) {
    const bytes = uploads[index]?.bytes ?? new Uint8Array();
    await send(new URL(target.url).pathname, { method: "PUT", headers: target.headers, body: bytes });
  }
  const done = await send(new URL(announced.complete_url ?? "").pathname, { ...post, body: "{}" });
  const { capture_id } = announced;
  await processCapture(publicContext(server), { workspace_id: tenant.workspace.id, capture_id });
  return String(Object(JSON.parse(done)).bug?.key ?? Object(JSON.parse(done)).key);
}
