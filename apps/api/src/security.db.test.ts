import { operations } from "@hawkmoth/api/operations";
import { newId } from "@hawkmoth/domain/ids";
import { createComment } from "@hawkmoth/services/comment/create-comment";
import { assignBug } from "@hawkmoth/services/bug/assign-bug";
import { createLabel } from "@hawkmoth/services/label/create-label";
import { listKeys } from "@hawkmoth/services/access/list-keys";
import { ingestBug } from "@hawkmoth/services/ingest/ingest-bug";
import { createCase } from "@hawkmoth/services/regression/create-case";
import { createRun } from "@hawkmoth/services/regression/create-run";
import { createSuite } from "@hawkmoth/services/regression/create-suite";
import { CreateRunInput } from "@hawkmoth/domain/regression/run-schema";
import { CreateCaseInput } from "@hawkmoth/domain/regression/schema";
import { IngestBugInput } from "@hawkmoth/domain/ingest/schema";
import { describe, expect, test } from "vitest";
import { callOperation, operationAt } from "./testing/call-operation.ts";
import { probes, references, type ProbeIds } from "./testing/probes.ts";
import { testServer } from "./testing/server.ts";
import { makeTenant, type Tenant } from "./testing/tenant.ts";

const server = await testServer();
const [tenant, other] = [await makeTenant(server), await makeTenant(server)];
const allScopes = await tenant.key();
const auditOnly = await tenant.key({ scopes: ["audit:read"] });

async function idsOf({ owner, bug, project, agent, key }: Tenant): Promise<ProbeIds> {
  await key();
  const [made] = (await listKeys(owner)).keys;
  const assigned = await assignBug(owner, { bug_id: bug.id, assignee_type: "AGENT", assignee_id: agent.id });
  const comment = await createComment(owner, { bug_id: bug.id, body: "Only for us" });
  const label = await createLabel(owner, { name: "Only ours" });
  const suite = await createSuite(owner, { project_id: project.id, name: "Only ours", description: "" });
  const guarded = await createCase(owner, CreateCaseInput.parse({ suite_id: suite.id, title: "Only ours" }));
  const { run } = await createRun(owner, CreateRunInput.parse({ suite_id: suite.id }));
  const { actor, ...service } = owner;
  const input = IngestBugInput.parse({
    title: "With a file",
    project_id: project.id,
    uploads: [{ kind: "SCREENSHOT", content_type: "image/png", size_bytes: 10 }],
  });
  const ingested = await ingestBug({ ...service, sender: { actor }, origin: null }, input);
  return {
    bug_id: bug.id,
    project_id: project.id,
    agent_id: agent.id,
    key_id: made?.id ?? "",
    task_id: assigned.task?.id ?? "",
    capture_id: ingested.capture_id,
    artifact_id: ingested.uploads[0]?.artifact_id ?? "",
    comment_id: comment.id,
    label_id: label.id,
    suite_id: suite.id,
    case_id: guarded.id,
    run_id: run.id,
  };
}

const own = await idsOf(tenant);
const foreign = await idsOf(other);
const missing: ProbeIds = {
  bug_id: newId("bug"),
  project_id: newId("project"),
  agent_id: newId("agent"),
  key_id: newId("key"),
  task_id: newId("task"),
  capture_id: newId("capture"),
  artifact_id: newId("artifact"),
  comment_id: newId("comment"),
  label_id: newId("label"),
  suite_id: newId("suite"),
  case_id: newId("case"),
  run_id: newId("run"),
};

test("every operation has a probe, and every probe an operation", () => {
  expect(Object.keys(probes).toSorted()).toEqual(operations.map((operation) => operation.path).toSorted());
  expect(Object.values(foreign).every((id) => id.length > 20)).toBe(true);
});

describe("without a credential", () => {
  test.each(operations.filter(({ scope }) => scope !== "public"))("$path answers 401", async (operation) => {
    const input = probes[operation.path]?.(own) ?? {};
    expect(await callOperation(server, operation, { input })).toMatchObject({
      status: 401,
      body: { error: { code: "UNAUTHENTICATED" } },
    });
  });
});

describe("with a key that lacks the scope", () => {
  const scoped = operations.filter(({ scope }) => scope !== "public" && scope !== "any");
  test.each(scoped)("$path answers 403", async (operation) => {
    const input = probes[operation.path]?.(own) ?? {};
    const headers = operation.scope === "audit:read" ? await tenant.key({ scopes: ["labels:read"] }) : auditOnly;
    expect(await callOperation(server, operation, { input, headers })).toMatchObject({
      status: 403,
      body: { error: { code: "INSUFFICIENT_SCOPE" } },
    });
  });
});

describe("something of another workspace is as if it did not exist", () => {
  const probed = operations.filter(({ path }) => probes[path]);
  test.each(probed)("$path", async (operation) => {
    const probe = probes[operation.path];
    const there = await callOperation(server, operation, { input: probe?.(foreign) ?? {}, headers: allScopes });
    const nowhere = await callOperation(server, operation, { input: probe?.(missing) ?? {}, headers: allScopes });
    expect(there).toEqual(nowhere);
    expect(there.status, JSON.stringify(there.body)).toBe(404);
  });

  test.each(references)("$path that refers to it", async ({ path, input }) => {
    const operation = operationAt(path);
    const there = await callOperation(server, operation, { input: input(own, foreign), headers: allScopes });
    const nowhere = await callOperation(server, operation, { input: input(own, missing), headers: allScopes });
    expect(there).toEqual(nowhere);
    const found = Object.values<unknown>(Object(there.body)).filter((value) => Array.isArray(value));
    expect(there.status >= 400 || found.flat().length === 0).toBe(true);
  });

  test("nothing there was changed", async () => {
    const bug = await callOperation(server, operationAt("bug.get"), {
      input: { bug_id: foreign.bug_id },
      headers: await other.key(),
    });
    expect(bug.body).toMatchObject({ title: expect.stringContaining("Broken"), comment_count: 1 });
  });
});

describe("a key restricted to no project of the bug", () => {
  test.each(
    operations.filter(({ path, scope }) => probes[path] && (scope === "bugs:read" || scope === "regression:read")),
  )("$path answers as if the bug did not exist", async (operation) => {
    const { project } = await secondProject();
    const headers = await tenant.key({ project_ids: [project.id] });
    const there = await callOperation(server, operation, { input: probes[operation.path]?.(own) ?? {}, headers });
    const nowhere = await callOperation(server, operation, {
      input: probes[operation.path]?.(missing) ?? {},
      headers,
    });
    expect(there).toEqual(nowhere);
  });
});

async function secondProject() {
  const project = await callOperation(server, operationAt("project.create"), {
    input: { name: `Side ${newId("project").slice(-6)}`, key: `S${newId("project").slice(-6).toUpperCase()}` },
    headers: allScopes,
  });
  const body: unknown = project.body;
  if (typeof body !== "object" || body === null || !("id" in body)) throw new Error(JSON.stringify(body));
  return { project: { id: String(body.id) } };
}

describe("a disabled agent", () => {
  test("loses its key at once", async () => {
    const headers = await tenant.key({ agent_id: tenant.agent.id, scopes: ["bugs:read", "tasks:run"] });
    expect((await callOperation(server, operationAt("bug.list"), { headers })).status).toBe(200);
    const input = { agent_id: tenant.agent.id, is_disabled: true };
    await callOperation(server, operationAt("agent.update"), { input, headers: allScopes });
    expect((await callOperation(server, operationAt("bug.list"), { headers })).status).toBe(401);
  });
});
