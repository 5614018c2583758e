import { CAPTURE_LIMITS } from "@hawkmoth/domain/capture/limits";
import { IngestedBug } from "@hawkmoth/domain/ingest/schema";
import { processCapture } from "@hawkmoth/services/capture/process-capture";
import { readFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import { z } from "zod";
import type { TestServer } from "./server.ts";
import { publicContext, type Tenant } from "./tenant.ts";

const Logs = z.looseObject({
  console: z.array(z.looseObject({ at_ms: z.number() })),
  network: z.array(z.looseObject({ at_ms: z.number() })),
  errors: z.array(z.looseObject({ at_ms: z.number() })),
});
const WORDS = "checkout coupon total undefined reading discount promise rejected at render commit hydrate cart".split(
  " ",
);

function recorded(file: string): Buffer {
  return readFileSync(new URL(`../seed-data/coupon/${file}`, import.meta.url));
}

/** Text of that many characters which no two lines share. */
function babble(seed: number, size: number): string {
  let text = "";
  for (let at = seed; text.length < size; at += 1) text += `${WORDS[(at * 7) % WORDS.length]}-${at} `;
  return text.slice(0, size);
}

/** The recorded session with as many and as long console lines, errors and requests as a capture may hold. */
function largeLogs(console_bytes: number): Buffer {
  const logs = Logs.parse(JSON.parse(gunzipSync(recorded("logs.json.gz")).toString("utf8")));
  const each = Math.ceil(console_bytes / CAPTURE_LIMITS.max_console);
  const line = (index: number) => ({
    at_ms: index * 5,
    level: index % 3 === 0 ? "error" : "warn",
    text: babble(index, each),
  });
  const lines = Array.from({ length: CAPTURE_LIMITS.max_console }, (_, index) => line(index));
  const [request] = logs.network;
  const body = { text: babble(1, 60_000), size_bytes: 60_000, truncated: false, redacted: false, omitted: null };
  const requests = Array.from({ length: 300 }, (_, index) => ({
    ...request,
    id: `big${index}`,
    at_ms: index * 30,
    status: 500,
    url: `https://shop.example/api/${babble(index, 1500).replaceAll(" ", "/")}`,
    ...(index === 0 ? { response_body: body, request_body: body } : {}),
  }));
  const errors = Array.from({ length: 200 }, (_, index) => ({
    at_ms: index * 40,
    kind: "error",
    message: babble(index, 4000),
    stack: babble(index, 15_000),
  }));
  return gzipSync(JSON.stringify({ ...logs, console: lines, network: requests, errors: [...logs.errors, ...errors] }));
}

/** Reports a bug with a console of so many bytes the way the extension does, and lets the worker's verb read it. */
export async function fileLargeBug(
  server: TestServer,
  { tenant, headers, console_bytes }: { tenant: Tenant; headers: Record<string, string>; console_bytes: number },
): Promise<{ id: string; key: string }> {
  const files = {
    LOGS: largeLogs(console_bytes),
    REPLAY: recorded("replay.json.gz"),
    SCREENSHOT: recorded("screenshot.png"),
  };
  const json = { ...headers, "content-type": "application/json" };
  const send = async (path: string, init: RequestInit) => {
    const response = await server.app.request(path, init);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return await response.text();
  };
  const report = {
    project_id: tenant.project.id,
    title: "The console floods",
    description: babble(3, 9000),
    source: "extension",
    uploads: Object.entries(files).map(([kind, bytes]) => ({
      kind,
      content_type: kind === "SCREENSHOT" ? "image/png" : "application/gzip",
      size_bytes: bytes.length,
    })),
  };
  const text = await send("/api/v1/ingest/bugs", { method: "POST", headers: json, body: JSON.stringify(report) });
  const announced = IngestedBug.parse(JSON.parse(text));
  const bytes = Object.values(files);
  for (const [index, target] of announced.uploads.entries()) {
    const init = { method: "PUT", headers: target.headers, body: new Uint8Array(bytes[index] ?? Buffer.alloc(0)) };
    await send(new URL(target.url).pathname, init);
  }
  const path = new URL(announced.complete_url ?? "").pathname;
  const done = IngestedBug.parse(JSON.parse(await send(path, { method: "POST", headers: json, body: "{}" })));
  const capture_id = announced.capture_id ?? "";
  await processCapture(publicContext(server), { workspace_id: tenant.workspace.id, capture_id });
  if (!done.bug) throw new Error("the capture made no bug");
  return done.bug;
}
