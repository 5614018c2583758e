import { startJobRunner, type JobRunner } from "@hawkmoth/adapters/jobs-graphile";
import { BugDetail } from "@hawkmoth/domain/bug/schema";
import { BugContext, BugMedia, Transcript } from "@hawkmoth/domain/evidence/schema";
import { IngestedBug } from "@hawkmoth/domain/ingest/schema";
import { processCapture } from "@hawkmoth/services/capture/process-capture";
import { readFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { readApart } from "./read-capture/read-apart.ts";
import { sendCapture, settledEvidence, type SentFile } from "./testing/send-capture.ts";
import { testServer } from "./testing/server.ts";
import { makeTenant, publicContext } from "./testing/tenant.ts";

const server = await testServer({ LIMIT_INGEST_KEY_PER_MINUTE: "1000" });
const tenant = await makeTenant(server);
const headers = await tenant.key();
const to = { project_id: tenant.project.id, headers };
const read = readApart(server.parts.env.HAWKMOTH_DATA_DIR);
const Job = z.object({ workspace_id: z.string(), capture_id: z.string() });

let runner: JobRunner;
beforeAll(async () => {
  runner = await startJobRunner({
    database_url: server.url,
    log: server.parts.ports.log,
    handlers: { process_capture: (payload) => processCapture(publicContext(server), Job.parse(payload), read) },
  });
});
afterAll(() => runner.stop());

const recorded = (file: string) => readFileSync(new URL(`seed-data/coupon/${file}`, import.meta.url));
const { events } = z
  .object({ events: z.array(z.unknown()) })
  .parse(JSON.parse(gunzipSync(recorded("replay.json.gz")).toString()));
const text = (value: unknown) => Buffer.from(JSON.stringify(value));

async function get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  return schema.parse(await (await server.app.request(`/api/v1${path}`, { headers })).json());
}

/** What people and agents are told of a bug. */
async function toldOf(bug_id: string) {
  const evidence = await settledEvidence(server, bug_id, headers);
  const path = `/bugs/${bug_id}`;
  return {
    ...evidence,
    bug: await get(path, BugDetail),
    transcript: (await get(`${path}/replay/transcript`, Transcript)).text,
    context: await get(`${path}/context?level=all`, BugContext),
    steps: await get(`${path}/context?level=all&include=timeline`, BugContext),
    media: (await get(`${path}/media`, BugMedia)).media,
  };
}

async function told(files: readonly SentFile[]) {
  return await toldOf((await sendCapture(server, to, files)).bug_id);
}

/** A report as `curl -F` sends it. */
async function posted(name: string, file: File): Promise<string> {
  const body = new FormData();
  body.set("project_id", tenant.project.id);
  body.set("title", "Sent by curl");
  body.set(name, file);
  const answer = await server.app.request("/api/v1/ingest/bugs", { method: "POST", headers, body });
  expect(answer.status).toBe(201);
  return IngestedBug.parse(await answer.json()).bug?.id ?? "";
}

describe("a replay alone", () => {
  test.each<[string, SentFile]>([
    ["as Hawkmoth's own recorder sends it", { kind: "REPLAY", bytes: recorded("replay.json.gz") }],
    ["as the bare list of rrweb's own tools, gzipped", { kind: "REPLAY", bytes: gzipSync(text(events)) }],
    [
      "as the bare list of rrweb's own tools, as it is",
      { kind: "REPLAY", bytes: text(events), content_type: "application/json" },
    ],
    [
      "as an object that holds the list",
      { kind: "REPLAY", bytes: gzipSync(text({ events })), content_type: "application/octet-stream" },
    ],
  ])("tells page, length and steps: %s", async (_title, file) => {
    const { capture, evidence, bug, transcript, context, steps, media } = await told([file]);
    expect(capture).toMatchObject({
      status: "READY",
      counts: { replay_events: 80, console: 0, network: 0, errors: 0 },
    });
    expect(capture?.counts?.actions).toBeGreaterThan(0);
    expect(evidence?.meta.url).toMatch(/^https?:/);
    expect(bug.evidence).toEqual(capture?.counts);
    expect(bug.digest?.last_steps.length).toBeGreaterThan(0);
    expect(transcript).toMatch(/Clicked|Typed/);
    expect(transcript).not.toMatch(/No session was recorded/);
    expect(steps.timeline?.length).toBeGreaterThan(0);
    expect(context.system).toBeUndefined();
    expect(media.map(({ kind }) => kind)).toEqual(["REPLAY_CLEAN"]);
  });

  test("sent as a form by a program that knows no type for it", async () => {
    const file = new File([JSON.stringify(events)], "events.json", { type: "application/octet-stream" });
    const { capture, transcript } = await toldOf(await posted("replay", file));
    expect(capture).toMatchObject({ status: "READY", counts: { replay_events: 80 } });
    expect(transcript).toMatch(/Clicked|Typed/);
  });
});

test("logs alone, as they are", async () => {
  const bytes = gunzipSync(recorded("logs.json.gz"));
  const { capture, transcript, media } = await told([{ kind: "LOGS", bytes, content_type: "application/json" }]);
  expect(capture).toMatchObject({ status: "READY", counts: { errors: 2, replay_events: 0 } });
  expect(transcript).toContain("reading 'discount'");
  expect(media).toEqual([]);
});

test("a screenshot alone", async () => {
  const bytes = recorded("screenshot.png");
  const { capture, evidence, bug, transcript, media } = await told([
    { kind: "SCREENSHOT", bytes, content_type: "image/png", file_name: "screen.png" },
  ]);
  expect(capture).toMatchObject({
    status: "READY",
    counts: { screenshots: 1, files: 0, replay_events: 0 },
    artifacts: [{ kind: "SCREENSHOT" }],
  });
  expect(bug.evidence).toEqual(capture?.counts);
  expect(evidence).toBeNull();
  expect(bug.media_count).toBe(1);
  expect(transcript).toBe("No session was recorded for this bug. It has a screenshot.");
  expect(media).toMatchObject([{ kind: "SCREENSHOT", file_name: "screen.png", content_type: "image/png" }]);
});

test("an attached file alone, with its name, type, size and download", async () => {
  const notes = "It fails since Monday.";
  const bug_id = await posted("file", new File([notes], "notes.md", { type: "text/markdown" }));
  const { capture, bug, transcript, media } = await toldOf(bug_id);
  const attached = { kind: "FILE", file_name: "notes.md", content_type: "text/markdown", size_bytes: notes.length };
  expect(capture).toMatchObject({ status: "READY", is_retryable: false, artifacts: [attached] });
  expect(media).toMatchObject([attached]);
  expect(bug.media_count).toBe(1);
  expect(transcript).toBe("No session was recorded for this bug. It has an attached file.");
  const download = await server.app.request(new URL(media[0]?.url ?? "").pathname, { headers });
  expect(await download.text()).toBe(notes);
  expect(bug.evidence).toMatchObject({ screenshots: 0, files: 1 });
});

test("a file whose name shows nothing is told, and downloaded, as one without a name", async () => {
  const { media } = await toldOf(await posted("file", new File(["a"], "\u202e\u2066\u200b", { type: "text/plain" })));
  expect(media).toMatchObject([{ file_name: null }]);
  const { pathname } = new URL(media[0]?.url ?? "");
  const download = await server.app.request(pathname, { headers });
  expect(download.headers.get("content-disposition")).toMatch(/^attachment; filename="art_\w+"/);
});

test("a recording that can't be read, beside a picture that can", async () => {
  const { capture, bug, transcript, media } = await told([
    { kind: "REPLAY", bytes: text({ hello: "world" }), content_type: "application/json" },
    { kind: "SCREENSHOT", bytes: recorded("screenshot.png"), content_type: "image/png" },
  ]);
  expect(capture).toMatchObject({ status: "FAILED", is_retryable: false });
  expect(transcript).toMatch(
    /^The session that was recorded for this bug could not be read: .* It has a screenshot\.$/,
  );
  expect(media.map(({ kind }) => kind)).toEqual(["SCREENSHOT"]);
  expect(bug.evidence).toMatchObject({ screenshots: 1, files: 0, replay_events: 0 });
});

test.each([
  ["page.html", "text/html"],
  ["drawing.svg", "image/svg+xml"],
  ["photo.png", "image/png"],
])("an attached %s is saved by a browser and never shown, whatever its type", async (name, type) => {
  const { media } = await toldOf(await posted("file", new File(["<script>alert(1)</script>"], name, { type })));
  const download = await server.app.request(new URL(media[0]?.url ?? "").pathname, { headers });
  expect(download.headers.get("content-disposition")).toMatch(new RegExp(`^attachment; filename="${name}"`));
});
