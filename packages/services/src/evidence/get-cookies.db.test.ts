import { gunzipSync } from "node:zlib";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { makeBugRow } from "@hawkmoth/db/testing/factories";
import { newId } from "@hawkmoth/domain/ids";
import type { CookiePolicy } from "@hawkmoth/domain/capture/cookie-policy";
import { REDACTED } from "@hawkmoth/domain/capture/secret-shapes";
import { GetContextInput } from "@hawkmoth/domain/evidence/schema";
import { describe, expect, it } from "vitest";
import { getBug } from "../bug/get-bug.ts";
import { processCapture } from "../capture/process-capture.ts";
import { completeCapture } from "../ingest/complete-capture.ts";
import { ingestBug } from "../ingest/ingest-bug.ts";
import type { IngestContext } from "../ingest/ingest-context.ts";
import { updateProject } from "../project/update-project.ts";
import { makeColleague } from "../testing/colleague.ts";
import { publicContext, testPorts } from "../testing/context.ts";
import { packed, report, sendCapture, shopFiles, type Files } from "../testing/captured.ts";
import { memoryBlobs } from "../testing/memory-blobs.ts";
import { makeWorld } from "../testing/world.ts";
import { getContext } from "./get-context.ts";
import { getCookies } from "./get-cookies.ts";
import { getEvidence } from "./get-evidence.ts";
import { getMedia } from "./get-media.ts";
import { readArtifact } from "./read-artifact.ts";

const { db } = await testDatabase();

const JAR = [
  { name: "theme", value: "midnight-blue" },
  { name: "connect.sid", value: "s%3Aq8f3zzzz" },
];
const reason = "The theme decides the layout";

async function makeSender(cookies: CookiePolicy) {
  const blobs = memoryBlobs();
  const world = await makeWorld(db, { ...testPorts(), blobs });
  const { project_id } = world;
  const allow = (policy: CookiePolicy) =>
    updateProject(world.owner, { project_id, capture_policy: { cookies: policy } });
  await allow(cookies);
  const base = publicContext(db, world.ports);
  const sender: IngestContext = { ...base, sender: { actor: world.owner.actor }, origin: null };
  const send = async (files: Files) => {
    const announced = await sendCapture(sender, files, { project_id });
    const { bug } = announced.bug ? announced : await completeCapture(sender, announced);
    return { announced, bug_id: bug?.id ?? "" };
  };
  const stored = () => [...blobs.held.values()].map((bytes) => gunzipSync(bytes).toString()).join("\n");
  return { ...world, sender, base, allow, send, stored };
}

const withCookies = (cookies: unknown = JAR): Files => ({ COOKIES: packed({ version: 1, cookies }) });

describe("a project that takes no cookies", () => {
  it("asks for none, stores none and says why there are none", async () => {
    const { sender, owner, project_id, send, stored } = await makeSender("NONE");
    const announced = await ingestBug(sender, report({ ...shopFiles(), ...withCookies() }, { project_id }));
    expect(announced.uploads.map(({ kind }) => kind)).toEqual(["REPLAY", "LOGS"]);
    const { bug_id } = await send(withCookies());
    expect(bug_id).toMatch(/^bug_/);
    expect(stored()).not.toContain("theme");
    await expect(getCookies(owner, { bug_id, reason })).rejects.toMatchObject({
      code: "FORBIDDEN",
      message: expect.stringContaining("takes no cookies"),
    });
  });
});

describe("a project that takes names", () => {
  it("stores no value, whatever a browser sent", async () => {
    const { owner, send, stored } = await makeSender("NAMES");
    const { bug_id } = await send(withCookies());
    expect(stored()).toContain("theme");
    expect(stored()).not.toMatch(/midnight|q8f3/);
    expect(await getCookies(owner, { bug_id, reason })).toMatchObject({
      bug_id,
      policy: "NAMES",
      captured_at: expect.any(String),
      cookies: [
        { name: "theme", value: null },
        { name: "connect.sid", value: null },
      ],
    });
  });
});

describe("a project that takes values", () => {
  it("stores them, but no secret by name", async () => {
    const { owner, send, stored } = await makeSender("VALUES");
    const { bug_id } = await send(withCookies());
    expect(stored()).not.toContain("q8f3");
    expect((await getCookies(owner, { bug_id, reason })).cookies).toEqual([
      { name: "theme", value: "midnight-blue" },
      { name: "connect.sid", value: REDACTED },
    ]);
  });

  it("shows by what it takes now, not by what it took then", async () => {
    const { owner, allow, send } = await makeSender("VALUES");
    const { bug_id } = await send(withCookies());
    await allow("NAMES");
    expect((await getCookies(owner, { bug_id, reason })).cookies.map(({ value }) => value)).toEqual([null, null]);
    await allow("NONE");
    await expect(getCookies(owner, { bug_id, reason })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("keeps them out of everything else that is told of the bug", async () => {
    const { owner, base, workspace_id, send } = await makeSender("VALUES");
    const { bug_id, announced } = await send({ ...shopFiles(), ...withCookies() });
    await processCapture(base, { workspace_id, capture_id: announced.capture_id });
    const told = JSON.stringify([
      await getBug(owner, { bug_id, detail: "standard" }),
      await getEvidence(owner, { bug_id }),
      await getContext(owner, GetContextInput.parse({ bug_id, level: "all", max_tokens: 8000 })),
      await getMedia(owner, { bug_id }),
    ]);
    expect(told).not.toMatch(/midnight-blue|connect\.sid|COOKIES/);
    const artifact = announced.uploads.find(({ kind }) => kind === "COOKIES");
    await expect(readArtifact(owner, { artifact_id: artifact?.artifact_id ?? "" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it.each([
    ["no gzip", { COOKIES: Buffer.from("theme=dark") }, "INVALID_INPUT"],
    ["another shape", withCookies([{ name: 7 }]), "INVALID_INPUT"],
    ["too many", withCookies(Array.from({ length: 301 }, () => JAR[0])), "INVALID_INPUT"],
    ["a bomb", withCookies("x".repeat(5_000_000)), "PAYLOAD_TOO_LARGE"],
  ] as const)("refuses a file that is %s", async (_title, files, code) => {
    const { send } = await makeSender("VALUES");
    await expect(send(files)).rejects.toMatchObject({ code });
  });
});

it("is empty for a bug whose capture holds none, and missing for whoever does not see the bug", async () => {
  const world = await makeSender("NAMES");
  const { id: bug_id } = await makeBugRow(db, world);
  expect(await getCookies(world.owner, { bug_id, reason })).toMatchObject({ captured_at: null, cookies: [] });
  const stranger = await makeColleague(db, world);
  const elsewhere = await makeWorld(db);
  for (const ctx of [stranger, elsewhere.owner])
    await expect(getCookies(ctx, { bug_id, reason })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(getCookies(world.owner, { bug_id: newId("bug"), reason })).rejects.toMatchObject({ code: "NOT_FOUND" });
});
