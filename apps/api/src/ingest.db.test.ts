import { processCapture } from "@hawkmoth/services/capture/process-capture";
import { gunzipSync } from "node:zlib";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createKey } from "@hawkmoth/services/access/create-key";
import { updateProject } from "@hawkmoth/services/project/update-project";
import { newId } from "@hawkmoth/domain/ids";
import type { IngestedBug } from "@hawkmoth/domain/ingest/schema";
import { testServer } from "./testing/server.ts";
import { makeTenant, publicContext } from "./testing/tenant.ts";

const server = await testServer({ LIMIT_INGEST_IP_PER_MINUTE: "1000", LIMIT_INGEST_KEY_PER_MINUTE: "1000" });
const tenant = await makeTenant(server);
const key = await tenant.key();
const PAGE = "https://shop.example";
const json = { "content-type": "application/json" };
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

const publishable = await (async () => {
  await updateProject(tenant.owner, { project_id: tenant.project.id, allowed_origins: [PAGE] });
  const input = { kind: "PUBLISHABLE" as const, name: "pages", project_ids: [tenant.project.id], expires_in_days: 90 };
  return { "x-api-key": (await createKey(tenant.owner, input)).value };
})();

function storedFiles(): string[] {
  const blobs = join(server.parts.env.HAWKMOTH_DATA_DIR, "blobs");
  const entries = readdirSync(blobs, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function post(path: string, body: unknown, headers: Record<string, string>): Promise<Response> {
  return await server.app.request(`/api/v1${path}`, {
    method: "POST",
    headers: { ...json, ...headers },
    body: JSON.stringify(body),
  });
}

async function put(target: IngestedBug["uploads"][number], bytes: Buffer, headers: Record<string, string> = {}) {
  return await server.app.request(new URL(target.url).pathname, {
    method: target.method,
    headers: { ...target.headers, ...headers },
    body: new Uint8Array(bytes),
  });
}

const recorded = (file: string) => readFileSync(new URL(`seed-data/coupon/${file}`, import.meta.url));
const files = { REPLAY: recorded("replay.json.gz"), LOGS: recorded("logs.json.gz"), SCREENSHOT: PIXEL };

async function announce(headers: Record<string, string>): Promise<IngestedBug> {
  const uploads = Object.entries(files).map(([kind, bytes]) => ({
    kind,
    content_type: kind === "SCREENSHOT" ? "image/png" : "application/gzip",
    size_bytes: bytes.length,
  }));
  const response = await post("/ingest/bugs", { title: "Coupon", severity: "high", uploads }, headers);
  expect(response.status).toBe(201);
  return (await response.json()) as IngestedBug;
}

describe("a report with files", () => {
  test("goes from announcement to a bug whose evidence and files can be read", async () => {
    const headers = { ...publishable, origin: PAGE };
    const announced = await announce(headers);
    for (const target of announced.uploads) {
      const response = await put(target, files[target.kind as keyof typeof files]);
      expect(await response.json()).toMatchObject({ size_bytes: files[target.kind as keyof typeof files].length });
    }
    const completed = await post(`/ingest/captures/${announced.capture_id}/complete`, {}, headers);
    const { bug } = (await completed.json()) as IngestedBug;
    await processCapture(publicContext(server), {
      workspace_id: tenant.workspace.id,
      capture_id: announced.capture_id,
    });

    const read = (path: string) => server.app.request(`/api/v1/bugs/${bug?.key}${path}`, { headers: key });
    expect(await (await read("")).json()).toMatchObject({
      severity: "HIGH",
      digest: { first_error: { at_ms: expect.any(Number) } },
    });
    expect(await (await read("/replay/transcript")).text()).toContain("SAVE10");
    const { media } = (await (await read("/media")).json()) as { media: { id: string; kind: string }[] };
    const replay = media.find(({ kind }) => kind === "REPLAY_CLEAN");
    const downloaded = await server.app.request(`/api/v1/artifacts/${replay?.id}/content`, { headers: key });
    expect(downloaded.headers.get("content-disposition")).toMatch(/^attachment; filename=/);
    expect(downloaded.headers.get("content-security-policy")).toContain("sandbox");
    const { events } = JSON.parse(gunzipSync(await downloaded.arrayBuffer()).toString()) as {
      events: { type: number }[];
    };
    expect(events.slice(0, 2).map(({ type }) => type)).toEqual([4, 2]);
    const raw = announced.uploads.find(({ kind }) => kind === "LOGS");
    expect((await server.app.request(`/api/v1/artifacts/${raw?.artifact_id}/content`, { headers: key })).status).toBe(
      404,
    );
  });

  test("refuses bytes that were not announced, and leaves nothing behind", async () => {
    const announced = await announce({ ...publishable, origin: PAGE });
    const [target] = announced.uploads;
    if (!target) throw new Error("nothing was announced");
    const before = storedFiles();
    expect((await put(target, Buffer.alloc(files.REPLAY.length + 1))).status).toBe(413);
    expect((await put(target, Buffer.alloc(3))).status).toBe(400);
    expect((await put(target, files.REPLAY, { "x-upload-token": "nonsense" })).status).toBe(401);
    const unknown = { ...target, url: target.url.replace(/art_\w+/, newId("artifact")) };
    expect((await put(unknown, files.REPLAY)).status).toBe(401);
    expect(storedFiles()).toEqual(before);
  });
});

describe("a publishable key", () => {
  test("takes reports from the origins of its project, and from programs that send none", async () => {
    const report = { title: "From a page" };
    expect((await post("/ingest/bugs", report, { ...publishable, origin: PAGE })).status).toBe(201);
    expect((await post("/ingest/bugs", report, publishable)).status).toBe(201);
    expect((await post("/ingest/bugs", report, { ...publishable, origin: "https://evil.example" })).status).toBe(403);
  });

  test("opens nothing but ingest", async () => {
    for (const path of ["/me", "/bugs", "/projects"])
      expect((await server.app.request(`/api/v1${path}`, { headers: publishable })).status).toBe(401);
  });

  test("may be asked about by any page before it sends", async () => {
    const response = await server.app.request("/api/v1/ingest/bugs", {
      method: "OPTIONS",
      headers: { origin: PAGE, "access-control-request-method": "POST", "access-control-request-headers": "x-api-key" },
    });
    expect(response.headers.get("access-control-allow-origin")).toBe(PAGE);
    expect(response.headers.get("access-control-allow-credentials")).toBeNull();
    expect(response.headers.get("access-control-allow-headers")).toContain("x-api-key");
  });

  test("is limited by key and by address", async () => {
    const strict = await testServer({ LIMIT_INGEST_IP_PER_MINUTE: "2" });
    const other = await makeTenant(strict);
    const input = { kind: "PUBLISHABLE" as const, name: "pages", project_ids: [other.project.id], expires_in_days: 90 };
    const { value } = await createKey(other.owner, input);
    const statuses: number[] = [];
    for (let count = 0; count < 3; count += 1) {
      const body = JSON.stringify({ title: `Report ${count}` });
      const headers = { ...json, "x-api-key": value };
      statuses.push((await strict.app.request("/api/v1/ingest/bugs", { method: "POST", headers, body })).status);
    }
    expect(statuses).toEqual([201, 201, 429]);
  });
});

test("a project takes so many reports a day of senders who are not known, and a refused report uses up none", async () => {
  const strict = await testServer({ LIMIT_INGEST_PROJECT_PER_DAY: "2" });
  const other = await makeTenant(strict);
  const stranger = await (await makeTenant(strict)).key();
  const input = { kind: "PUBLISHABLE" as const, name: "pages", project_ids: [other.project.id], expires_in_days: 90 };
  const pages = { "x-api-key": (await createKey(other.owner, input)).value };
  const member = await other.key();
  const report = async (headers: Record<string, string>) => {
    const body = JSON.stringify({ project_id: other.project.id, title: "Again" });
    return await strict.app.request("/api/v1/ingest/bugs", { method: "POST", headers: { ...json, ...headers }, body });
  };
  const refused = [await report(stranger), await report({ ...pages, origin: "https://evil.example" })];
  expect(refused.map(({ status }) => status)).toEqual([404, 403]);
  const answers = [await report(pages), await report(pages), await report(pages), await report(member)];
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 429, 201]);
  expect(Number(answers[2]?.headers.get("retry-after"))).toBeGreaterThan(86_000);
});

describe("a report as one form", () => {
  function form(fields: Record<string, string | Blob>): FormData {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.append(name, value);
    return data;
  }

  async function send(body: FormData, headers: Record<string, string> = key): Promise<Response> {
    return await server.app.request("/api/v1/ingest/bugs", { method: "POST", headers, body });
  }

  test("makes a bug with its screenshot at once", async () => {
    const screenshot = new File([new Uint8Array(PIXEL)], "what i saw.png", { type: "image/png" });
    const response = await send(
      form({ project_id: tenant.project.id, title: "By form", severity: "low", extra: '{"cart":3}', screenshot }),
    );
    expect(response.status).toBe(201);
    const { bug } = (await response.json()) as IngestedBug;
    const media = await server.app.request(`/api/v1/bugs/${bug?.key}/media`, { headers: key });
    expect(await media.json()).toMatchObject({ media: [{ kind: "SCREENSHOT", size_bytes: PIXEL.length }] });
  });

  test("sent again under its Idempotency-Key is the same bug, and another one is refused", async () => {
    const again = { ...key, "idempotency-key": "form-1" };
    const of = (title: string, text: string) =>
      form({ project_id: tenant.project.id, title, file: new File([text], "notes.txt", { type: "text/plain" }) });
    const answers = [await send(of("Once", "a"), again), await send(of("Once", "a"), again)];
    const [first, second] = await Promise.all(answers.map(async (answer) => (await answer.json()) as IngestedBug));
    expect(first?.bug?.id).toMatch(/^bug_/);
    expect(second).toEqual(first);
    expect(answers.map(({ headers }) => headers.get("idempotent-replayed"))).toEqual([null, "true"]);
    expect((await send(of("Once", "b"), again)).status).toBe(409);
  });

  test("without a boundary is an answer, not a crash", async () => {
    const headers = { ...key, "content-type": "multipart/form-data" };
    const response = await server.app.request("/api/v1/ingest/bugs", { method: "POST", headers, body: "x" });
    expect(response.status).toBe(400);
  });

  test("without files is a plain report", async () => {
    const response = await send(form({ project_id: tenant.project.id, title: "Bare form" }));
    expect(await response.json()).toMatchObject({ bug: { title: "Bare form" }, uploads: [] });
  });

  test("is refused without a credential, with unknown fields or files, and leaves no file behind", async () => {
    const base = { project_id: tenant.project.id, title: "Refused" };
    const page = new File(["<script>"], "x.html", { type: "text/html" });
    expect((await send(form(base), {})).status).toBe(401);
    expect((await send(form({ ...base, colour: "red" }))).status).toBe(400);
    expect((await send(form({ ...base, video: page }))).status).toBe(400);
    expect((await send(form({ ...base, screenshot: page }))).status).toBe(415);
    expect((await send(form({ ...base, extra: "{" }))).status).toBe(400);
    const large = new File([new Uint8Array(10 * 1024 * 1024 + 1)], "big.bin", { type: "application/octet-stream" });
    expect((await send(form({ ...base, file: large }))).status).toBe(413);
    expect(readdirSync(join(server.parts.env.HAWKMOTH_DATA_DIR, "incoming"))).toEqual([]);
  });

  test("that is broken off in the middle is an answer, not a crash", async () => {
    const response = await server.app.request("/api/v1/ingest/bugs", {
      method: "POST",
      headers: { ...key, "content-type": "multipart/form-data; boundary=x" },
      body: "--x\r\ncontent-disposition: form-data; name=title\r\n\r\nhalf",
    });
    expect(response.status).toBe(400);
  });
});

test("a failure of ours while files are stored is an answer of 500, and is logged with its cause", async () => {
  const { blobs, log } = server.parts.ports;
  const [store, error] = [blobs.put, log.error];
  const logged: Record<string, unknown>[] = [];
  blobs.put = () => Promise.reject(new Error("the disk is full"));
  log.error = (fields) => void logged.push(fields);
  try {
    const announced = await announce({ ...publishable, origin: PAGE });
    const [target] = announced.uploads;
    const response = target && (await put(target, files.REPLAY));
    expect(response?.status).toBe(500);
    expect(logged).toMatchObject([{ err: { message: "the disk is full" } }]);
  } finally {
    blobs.put = store;
    log.error = error;
  }
});
