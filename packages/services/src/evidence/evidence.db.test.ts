import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { artifacts } from "@hawkmoth/db/schema/capture";
import { inWorkspace } from "@hawkmoth/db/in-workspace";
import {
  BugContext,
  BugEvidence,
  BugMedia,
  FixPrompt,
  NetworkRequest,
  Screenshot,
  Transcript,
} from "@hawkmoth/domain/evidence/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { shopSession } from "@hawkmoth/replay/testing/shop-session";
import { createBug } from "../bug/create-bug.ts";
import { processCapture } from "../capture/process-capture.ts";
import type { ServiceContext } from "../context.ts";
import { completeCapture } from "../ingest/complete-capture.ts";
import { publicContext, testPorts } from "../testing/context.ts";
import { memoryBlobs } from "../testing/memory-blobs.ts";
import { packed, sendCapture, shopFiles } from "../testing/captured.ts";
import { makeWorld } from "../testing/world.ts";
import { getContext } from "./get-context.ts";
import { getEvidence } from "./get-evidence.ts";
import { getFixPrompt } from "./get-fix-prompt.ts";
import { getMedia } from "./get-media.ts";
import { getNetworkRequest } from "./get-network-request.ts";
import { getScreenshot } from "./get-screenshot.ts";
import { getTranscript } from "./get-transcript.ts";
import { readArtifact } from "./read-artifact.ts";

const { db } = await testDatabase();
const PICTURE = Buffer.from("picture bytes");

async function makeReadyBug() {
  const ports = {
    ...testPorts(),
    blobs: memoryBlobs(),
    images: {
      fit: (bytes: Uint8Array, limits: { max_width: number }) =>
        Promise.resolve({ bytes, content_type: "image/png", width: limits.max_width, height: 9 }),
    },
  };
  const world = await makeWorld(db, ports);
  const base = publicContext(db, ports);
  const sender = { ...base, sender: { actor: world.owner.actor }, origin: null };
  const logs = shopSession();
  for (const request of logs.network) if (request.response_body) request.response_body.text = `"${"é".repeat(4000)}"`;
  const files = { ...shopFiles(), LOGS: packed(logs), SCREENSHOT: PICTURE };
  const announced = await sendCapture(sender, files, { project_id: world.project_id });
  const { bug } = await completeCapture(sender, announced);
  await processCapture(base, { workspace_id: world.workspace_id, capture_id: announced.capture_id });
  const bare = await createBug(world.owner, {
    project_id: world.project_id,
    title: "By hand",
    description: "no capture",
    severity: "LOW",
    priority: "NONE",
    label: [],
    allow_duplicate: false,
    dry_run: false,
  });
  return { ...world, bug_id: bug?.id ?? "", key: bug?.key ?? "", bare_id: bare.bug.id };
}

let made: Awaited<ReturnType<typeof makeReadyBug>>;
beforeAll(async () => {
  made = await makeReadyBug();
});

const CALLS: [string, (ctx: ServiceContext, bug_id: string) => Promise<unknown>][] = [
  ["get-evidence", (ctx, bug_id) => getEvidence(ctx, { bug_id })],
  ["get-context", (ctx, bug_id) => getContext(ctx, { bug_id, level: "error", max_tokens: 4000 })],
  ["get-network-request", (ctx, bug_id) => getNetworkRequest(ctx, { bug_id, request_id: "r4", body_bytes: 100 })],
  ["get-transcript", (ctx, bug_id) => getTranscript(ctx, { bug_id, verbosity: "summary" })],
  ["get-media", (ctx, bug_id) => getMedia(ctx, { bug_id })],
  ["get-screenshot", (ctx, bug_id) => getScreenshot(ctx, { bug_id, max_width: 640 })],
  ["get-fix-prompt", (ctx, bug_id) => getFixPrompt(ctx, { bug_id, style: "codex", max_tokens: 4000 })],
];

describe("evidence", () => {
  it("answers by id and by key, in the shapes of the domain, to people and to agents", async () => {
    const { owner, agent, bug_id, key } = made;
    const schemas = [BugEvidence, BugContext, NetworkRequest, Transcript, BugMedia, Screenshot, FixPrompt];
    for (const [index, [name, call]] of CALLS.entries()) {
      const byId = await call(owner, bug_id);
      expect(schemas[index]?.safeParse(byId).error, name).toBeUndefined();
      const nonces = /data-[0-9a-f]{16}/g;
      const byKey = JSON.stringify(await call(agent, key)).replaceAll(nonces, "");
      expect(byKey, name).toBe(JSON.stringify(byId).replaceAll(nonces, ""));
    }
  });

  it.each(CALLS)("%s hides a bug from members without the project and from other workspaces", async (_name, call) => {
    const stranger = { ...made.agent, actor: { ...made.agent.actor, project_roles: {} } };
    const other = await makeWorld(db);
    await expect(call(stranger, made.bug_id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(call({ ...other.owner, ports: made.ports }, made.bug_id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("says plainly that a bug filed by hand has no evidence", async () => {
    const { owner, bare_id: bug_id } = made;
    expect(await getEvidence(owner, { bug_id })).toEqual({ capture: null, evidence: null });
    expect(await getContext(owner, { bug_id, level: "all", max_tokens: 500 })).toMatchObject({
      focus_ms: null,
      next_cursor: null,
    });
    expect((await getTranscript(owner, { bug_id, verbosity: "summary" })).text).toContain("No session was recorded");
    expect((await getFixPrompt(owner, { bug_id, style: "generic", max_tokens: 2000 })).prompt).toContain("no capture");
    expect((await getMedia(owner, { bug_id })).media).toEqual([]);
    await expect(getScreenshot(owner, { bug_id, max_width: 100 })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(getNetworkRequest(owner, { bug_id, request_id: "r4", body_bytes: 9 })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("cuts bodies at whole characters and says so", async () => {
    const { request } = await getNetworkRequest(made.owner, { bug_id: made.bug_id, request_id: "r4", body_bytes: 100 });
    expect(request.response_body).toMatchObject({ text: `"${"é".repeat(49)}`, truncated: true });
    expect(request.request_body).toMatchObject({ text: '{"code":"SAVE10"}', truncated: false });
    expect(request.request_headers.authorization).toBe("[redacted]");
  });

  it("gives the picture in the width that was asked for", async () => {
    const shot = await getScreenshot(made.owner, { bug_id: made.bug_id, max_width: 640 });
    expect(shot).toMatchObject({ content_type: "image/png", width: 640 });
    expect(Buffer.from(shot.data_base64, "base64")).toEqual(PICTURE);
  });

  it("gives out the cleaned replay and the picture, never what the browser sent or what the worker keeps", async () => {
    const { owner, agent, bug_id, workspace_id } = made;
    const { media } = await getMedia(owner, { bug_id });
    expect(media.map((artifact) => artifact.kind).sort()).toEqual(["REPLAY_CLEAN", "SCREENSHOT"]);
    const base = publicContext(db, owner.ports);
    const sender = { ...base, sender: { actor: owner.actor }, origin: null };
    const waiting = await sendCapture(sender, shopFiles(), { project_id: made.project_id });
    await completeCapture(sender, waiting);
    const rows = await inWorkspace(db, workspace_id, (tx) => tx.select().from(artifacts));
    const outcomes = await Promise.all(
      rows.map(async ({ id, kind }) => {
        const read = await readArtifact(agent, { artifact_id: id }).catch((error: unknown) => error);
        return [kind, read instanceof AppError ? read.code : "given"];
      }),
    );
    expect(Object.fromEntries(outcomes)).toEqual({
      REPLAY: "NOT_FOUND",
      LOGS: "NOT_FOUND",
      EVIDENCE: "NOT_FOUND",
      REPLAY_CLEAN: "given",
      SCREENSHOT: "given",
    });
    const picture = media.find((each) => each.kind === "SCREENSHOT");
    const { artifact, open } = await readArtifact(agent, { artifact_id: picture?.id ?? "" });
    expect(artifact).toEqual(picture);
    expect(await buffer(Readable.from(await open()))).toEqual(PICTURE);
    const stranger = { ...agent, actor: { ...agent.actor, project_roles: {} } };
    await expect(readArtifact(stranger, { artifact_id: media[0]?.id ?? "" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});
