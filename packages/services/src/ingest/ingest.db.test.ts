import { describe, expect, it } from "vitest";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { makeProject } from "@hawkmoth/db/testing/factories";
import { artifacts, captures } from "@hawkmoth/db/schema/capture";
import { activities } from "@hawkmoth/db/schema/activity";
import { events } from "@hawkmoth/db/schema/event";
import { bugs } from "@hawkmoth/db/schema/bug";
import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { newId } from "@hawkmoth/domain/ids";
import { eq } from "drizzle-orm";
import { publicContext, testPorts } from "../testing/context.ts";
import { memoryBlobs } from "../testing/memory-blobs.ts";
import { makeWorld } from "../testing/world.ts";
import { report, sendCapture, shopFiles, streamed } from "../testing/captured.ts";
import { completeCapture } from "./complete-capture.ts";
import { ingestBug } from "./ingest-bug.ts";
import type { IngestContext } from "./ingest-context.ts";
import { storeUpload } from "./store-upload.ts";

const { db } = await testDatabase();
const ORIGIN = "https://shop.example";

async function makeSender(given: { origin?: string | null } = {}) {
  const blobs = memoryBlobs();
  const ports = { ...testPorts(), blobs };
  const world = await makeWorld(db, ports);
  const project = await makeProject(db, world.workspace_id, { allowed_origins: [ORIGIN] });
  const { workspace_id } = world;
  const publishable = { key_id: newId("key"), workspace_id, project_id: project.id, allowed_origins: [ORIGIN] };
  const base = publicContext(db, ports);
  const widget: IngestContext = {
    ...base,
    sender: { publishable },
    origin: given.origin === undefined ? ORIGIN : given.origin,
  };
  const extension: IngestContext = { ...base, sender: { actor: world.owner.actor }, origin: "chrome-extension://abc" };
  const count = (table: typeof bugs | typeof activities | typeof events | typeof artifacts) =>
    inWorkspace(db, workspace_id, (tx) => tx.$count(table));
  return { ...world, project, ports, blobs, widget, extension, count };
}

function uploadOf(announced: Awaited<ReturnType<typeof ingestBug>>, index = 0) {
  const upload = announced.uploads[index];
  if (!upload) throw new Error("nothing was announced");
  const { artifact_id, headers } = upload;
  return { artifact_id, upload_token: headers["x-upload-token"] ?? "", content_type: headers["content-type"] ?? "" };
}

describe("ingest", () => {
  it("files a report with files: intents, uploads, then bug, capture, history, event and job together", async () => {
    const { widget, ports, blobs, count, workspace_id } = await makeSender();
    const announced = await sendCapture(widget, shopFiles(), {
      reporter_name: "Ann",
      reporter_email: "ann@example.test",
    });
    expect(announced).toMatchObject({
      bug: null,
      complete_url: expect.stringContaining(`/captures/${announced.capture_id}/complete`),
    });
    expect(await count(bugs)).toBe(0);
    expect(ports.queued).toEqual([]);

    const { bug } = await completeCapture(widget, announced);
    expect(bug).toMatchObject({ title: "Coupon breaks the cart", web_url: expect.stringMatching(/\/bugs\/P\d+-1$/) });
    expect(ports.queued).toEqual([
      { name: "process_capture", payload: { workspace_id, capture_id: announced.capture_id } },
    ]);
    await inWorkspace(db, workspace_id, async (tx) => {
      const [row] = await tx.select().from(bugs);
      expect(row).toMatchObject({
        created_by_type: "REPORTER",
        created_by_name: "Ann",
        created_via: "EXTENSION",
        source: "EXTENSION",
        reporter_email: "ann@example.test",
      });
      const [capture] = await tx.select().from(captures);
      expect(capture).toMatchObject({ status: "UPLOADED", bug_id: bug?.id });
      expect(await tx.select({ kind: activities.kind, via: activities.via }).from(activities)).toEqual([
        { kind: "BUG_CREATED", via: "EXTENSION" },
      ]);
      expect(await tx.select({ type: events.type, bug_id: events.bug_id }).from(events)).toEqual([
        { type: "bug.created", bug_id: bug?.id },
      ]);
      for (const artifact of await tx.select().from(artifacts))
        expect(artifact).toMatchObject({
          status: "STORED",
          bug_id: bug?.id,
          size_bytes: blobs.held.get(artifact.blob_key)?.length,
        });
    });
  });

  it("gives the same bug when completed twice, also at once", async () => {
    const { widget, ports, count } = await makeSender();
    const announced = await sendCapture(widget, shopFiles());
    const answers = await Promise.all([1, 2, 3].map(() => completeCapture(widget, announced)));
    const again = await completeCapture(widget, announced);
    expect(new Set([...answers, again].map((answer) => answer.bug?.id)).size).toBe(1);
    expect(await count(bugs)).toBe(1);
    expect(ports.queued).toHaveLength(1);
  });

  it("names the file that is missing and files nothing", async () => {
    const { widget, count } = await makeSender();
    const announced = await ingestBug(widget, report(shopFiles()));
    await storeUpload(widget, { ...uploadOf(announced, 0), stream: streamed(shopFiles().REPLAY ?? new Uint8Array()) });
    const missing = announced.uploads[1];
    await expect(completeCapture(widget, announced)).rejects.toMatchObject({
      code: "INVALID_INPUT",
      message: `These files have not arrived yet: LOGS ${missing?.artifact_id}`,
    });
    expect(await count(bugs)).toBe(0);
  });

  it("files at once what comes without files, for members and for publishable keys", async () => {
    const { widget, extension, project_id, count } = await makeSender();
    expect((await ingestBug(widget, report({}))).bug?.key).toMatch(/-1$/);
    expect((await ingestBug(extension, report({}, { project_id }))).bug?.key).toMatch(/-1$/);
    await expect(ingestBug(extension, report({}))).rejects.toMatchObject({
      code: "INVALID_INPUT",
      options: { field: "project_id" },
    });
    expect(await count(bugs)).toBe(2);
  });

  it.each([
    ["a foreign origin", "https://evil.example"],
    ["a look-alike origin", "https://shop.example.evil.example"],
    ["another scheme", "http://shop.example"],
    ["another port", "https://shop.example:8443"],
    ["an opaque origin", "null"],
  ])("refuses %s behind a publishable key, on report and on completion", async (_title, origin) => {
    const { widget, count } = await makeSender();
    const announced = await sendCapture(widget, shopFiles());
    const forged = { ...widget, origin };
    await expect(ingestBug(forged, report({}))).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(completeCapture(forged, announced)).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await count(bugs)).toBe(0);
  });

  it("lets in what sends no origin, and extensions with a member's key", async () => {
    const { widget, extension, project_id } = await makeSender({ origin: null });
    await expect(ingestBug(widget, report({}))).resolves.toBeDefined();
    await expect(ingestBug(extension, report({}, { project_id }))).resolves.toBeDefined();
  });

  it("keeps a publishable key in its project and a capture with its sender", async () => {
    const one = await makeSender();
    const two = await makeSender();
    await expect(ingestBug(one.widget, report({}, { project_id: one.project_id }))).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    const announced = await sendCapture(one.widget, shopFiles());
    await expect(completeCapture(two.widget, announced)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const other_key = {
      ...one.widget,
      sender: {
        publishable: {
          ...("publishable" in one.widget.sender
            ? one.widget.sender.publishable
            : { workspace_id: "", project_id: "", allowed_origins: [] }),
          key_id: newId("key"),
        },
      },
    };
    await expect(completeCapture(other_key, announced)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(ingestBug(one.extension, report({}, { project_id: two.project.id }))).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it.each([
    [
      "two replays",
      "INVALID_INPUT",
      [
        { kind: "REPLAY", size_bytes: 9 },
        { kind: "REPLAY", size_bytes: 9 },
      ],
    ],
    ["six files", "INVALID_INPUT", Array.from({ length: 6 }, () => ({ kind: "FILE", size_bytes: 9 }))],
    ["a replay of 9 MB", "PAYLOAD_TOO_LARGE", [{ kind: "REPLAY", size_bytes: 9 * 1024 * 1024 }]],
    ["a file of 11 MB", "PAYLOAD_TOO_LARGE", [{ kind: "FILE", size_bytes: 11 * 1024 * 1024 }]],
    [
      "a screenshot that is HTML",
      "UNSUPPORTED_MEDIA_TYPE",
      [{ kind: "SCREENSHOT", size_bytes: 9, content_type: "text/html" }],
    ],
    ["logs that are HTML", "UNSUPPORTED_MEDIA_TYPE", [{ kind: "LOGS", size_bytes: 9, content_type: "text/html" }]],
    [
      "a file of a malformed type",
      "UNSUPPORTED_MEDIA_TYPE",
      [{ kind: "FILE", size_bytes: 9, content_type: "text/html\r\nx: y" }],
    ],
  ])("refuses %s", async (_title, code, uploads) => {
    const { widget } = await makeSender();
    const given = uploads.map((upload) => ({ content_type: "application/gzip", ...upload }));
    await expect(ingestBug(widget, report({}, { uploads: given }))).rejects.toMatchObject({ code });
  });

  it("takes bytes only as announced and leaves nothing of others behind", async () => {
    const { widget, blobs } = await makeSender();
    const files = { FILE: new TextEncoder().encode("hello world") };
    const announced = await ingestBug(widget, report(files));
    const upload = uploadOf(announced);
    const put = (more: Partial<Parameters<typeof storeUpload>[1]>, bytes = files.FILE) =>
      storeUpload(widget, { ...upload, stream: streamed(bytes), ...more });
    await expect(put({}, new Uint8Array(12))).rejects.toMatchObject({ code: "PAYLOAD_TOO_LARGE" });
    await expect(put({}, new Uint8Array(10))).rejects.toMatchObject({ code: "INVALID_INPUT" });
    await expect(put({ content_type: "text/html" })).rejects.toMatchObject({ code: "UNSUPPORTED_MEDIA_TYPE" });
    await expect(put({ upload_token: "nonsense" })).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    await expect(
      put({ upload_token: upload.upload_token.replace(/.$/, (last) => (last === "_" ? "-" : "_")) }),
    ).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
    const other = uploadOf(await ingestBug(widget, report(files)));
    await expect(put({ upload_token: other.upload_token })).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    expect(blobs.held.size).toBe(0);
    await put({});
    await put({});
    expect(blobs.held.size).toBe(1);
    await completeCapture(widget, announced);
    await expect(put({})).rejects.toMatchObject({ code: "CONFLICT" });
    expect(blobs.held.size).toBe(1);
  });

  it("stores a token only as its hash", async () => {
    const { widget, workspace_id } = await makeSender();
    const announced = await ingestBug(widget, report(shopFiles()));
    const { upload_token } = uploadOf(announced);
    const [row] = await inWorkspace(db, workspace_id, (tx) =>
      tx.select().from(captures).where(eq(captures.id, announced.capture_id)),
    );
    expect(row?.upload_token_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(row)).not.toContain(upload_token.split(".")[1]);
  });
});
