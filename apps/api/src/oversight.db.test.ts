import { createKey } from "@hawkmoth/services/access/create-key";
import { CreateKeyInput, TokenList } from "@hawkmoth/domain/access/schema";
import { BugWritten } from "@hawkmoth/domain/bug/schema";
import { InstallSnippet } from "@hawkmoth/domain/setup/schema";
import { describe, expect, test } from "vitest";
import { testServer } from "./testing/server.ts";
import { makeTenant } from "./testing/tenant.ts";

const server = await testServer({ LIMIT_VERIFY_KEY_PER_MINUTE: "8" });
const tenant = await makeTenant(server);
const key = await tenant.key();
const { bug } = tenant;

interface Call {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
}

async function call(path: string, { method = "GET", headers = key, body }: Call = {}) {
  const response = await server.app.request(`/api/v1${path}`, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  return { status: response.status, body: answer };
}

const asModel = (tool: string) => ({ ...key, "x-hawkmoth-via": "MCP", "x-hawkmoth-tool": tool });

describe("the audit log", () => {
  test("finds by bug what a model read and what a program changed, by key or id", async () => {
    await call(`/bugs/${bug.key}`, { headers: asModel("get_bug") });
    await call(`/bugs/${bug.id}`, { method: "PATCH", body: { priority: "HIGH" } });
    await call(`/bugs/${bug.id}`);
    expect(await call(`/audit-logs?bug_id=${bug.key}`)).toMatchObject({
      status: 200,
      body: {
        entries: [
          {
            operation: "bug.update",
            tool: null,
            bug_ids: [bug.id],
            arguments: { priority: "HIGH" },
            result_code: "OK",
          },
          { operation: "bug.get", tool: "get_bug", via: "MCP", bug_ids: [bug.id], result_code: "OK" },
        ],
      },
    });
    expect(await call("/audit-logs?tool=get_bug&limit=1")).toMatchObject({ body: { entries: [{ tool: "get_bug" }] } });
  });

  test("names the bug that a call made, although the call could not name it", async () => {
    const made = await call("/bugs", { method: "POST", body: { project_id: tenant.project.id, title: "Fresh" } });
    const { id } = BugWritten.parse(made.body).bug;
    expect(await call(`/audit-logs?bug_id=${id}`)).toMatchObject({
      body: { entries: [{ operation: "bug.create", bug_ids: [id] }] },
    });
  });

  test("is read by a person, and that is recorded too; by an agent it is not", async () => {
    await call("/audit-logs", { headers: tenant.cookie });
    expect(await call("/audit-logs?operation=audit.query&limit=1")).toMatchObject({
      body: { entries: [{ via: "DASHBOARD" }] },
    });
    const agent = await tenant.key({ agent_id: tenant.agent.id, scopes: ["audit:read", "keys:write"] });
    for (const path of ["/audit-logs", "/admin/tokens"])
      expect(await call(path, { headers: agent })).toMatchObject({
        status: 403,
        body: { error: { code: "FORBIDDEN" } },
      });
    const narrow = await tenant.key({ project_ids: [tenant.project.id] });
    expect((await call("/audit-logs", { headers: narrow })).status).toBe(403);
  });
});

describe("what is sensitive", () => {
  test("stands in the audit log with its reason, through whatever surface it was asked for", async () => {
    const reason = "Checking the A/B group";
    const refused = await call(`/bugs/${bug.key}/cookies?reason=${encodeURIComponent(reason)}`);
    expect(refused).toMatchObject({
      status: 403,
      body: { error: { code: "FORBIDDEN", message: expect.stringContaining("takes no cookies") } },
    });
    expect(await call("/audit-logs?operation=sensitive.cookies")).toMatchObject({
      body: { entries: [{ via: "API", result_code: "FORBIDDEN", bug_ids: [bug.id], arguments: { reason } }] },
    });
    expect(await call(`/bugs/${bug.key}/cookies`)).toMatchObject({
      status: 400,
      body: { error: { code: "INVALID_INPUT", field: "reason" } },
    });
    expect((await call(`/bugs/${bug.key}/replay/raw`)).status).toBe(404);
    expect(await call("/audit-logs?operation=sensitive.replay_raw&result_code=not_found")).toMatchObject({
      body: { entries: [{ bug_ids: [bug.id] }] },
    });
  });
});

describe("all keys of the workspace", () => {
  test("are listed with everything but their values", async () => {
    const { value } = await createKey(tenant.owner, CreateKeyInput.parse({ name: "laptop" }));
    const { body } = await call("/admin/tokens?limit=100");
    expect(TokenList.parse(body).tokens[0]).toMatchObject({
      name: "laptop",
      prefix: value.slice(0, 12),
      revoked_at: null,
    });
    expect(JSON.stringify(body)).not.toContain(value.slice(12));
  });
});

describe("a publishable key", () => {
  test("is verified for anybody, and counted by address", async () => {
    const input = CreateKeyInput.parse({ kind: "PUBLISHABLE", name: "site", project_ids: [tenant.project.id] });
    const { value } = await createKey(tenant.owner, input);
    const verify = (project_key: string) =>
      call("/capture/verify", { method: "POST", headers: {}, body: { project_key } });
    expect(await verify(value)).toMatchObject({
      status: 200,
      body: { valid: true, project: { id: tenant.project.id, key: tenant.project.key }, allowed_origins: [] },
    });
    expect((await verify("hm_pk_unknown")).body).toEqual({ valid: false, project: null, allowed_origins: [] });
    for (let count = 0; count < 6; count += 1) await verify("hm_pk_unknown");
    expect(await verify(value)).toMatchObject({ status: 429, body: { error: { code: "RATE_LIMITED" } } });
  });
});

describe("the install snippet", () => {
  test("holds this server's address and a key, and says what is not there yet", async () => {
    const { body } = await call("/setup/snippet?framework=wordpress");
    expect(body).toMatchObject({ framework: "wordpress", target_file: "functions.php" });
    expect(InstallSnippet.parse(body).code).toContain("http://localhost:3000/widget.js");
    expect(await call("/setup/snippet?framework=cobol")).toMatchObject({
      status: 400,
      body: { error: { field: "framework", expected: expect.arrayContaining(["html", "wordpress"]) } },
    });
  });
});

describe("a GitHub link", () => {
  const path = `/bugs/${bug.key}/links/github`;
  const issue = { repo_owner: "octo-org", repo_name: "shop", issue_number: 412 };

  test("is put, shown with the bug, and taken off", async () => {
    const url = "https://github.com/octo-org/shop/issues/412";
    const put = { status: 200, body: { linked: true, url, sync: "not_configured" } };
    expect(await call(path, { method: "PUT", body: issue })).toEqual(put);
    expect(await call(path, { method: "PUT", body: issue })).toEqual(put);
    expect(await call(`/bugs/${bug.key}`)).toMatchObject({ body: { links: [{ url, sync: "not_configured" }] } });
    expect((await call(path, { method: "DELETE" })).body).toEqual({ unlinked: true });
    expect((await call(path, { method: "DELETE" })).body).toEqual({ unlinked: false });
    expect(await call(`/bugs/${bug.key}/activity?limit=2`)).toMatchObject({
      body: { activity: [{ kind: "GITHUB_UNLINKED" }, { kind: "GITHUB_LINKED" }] },
    });
  });

  test("is an agent's to set, with the scope for it and no more", async () => {
    const agent = await tenant.key({ agent_id: tenant.agent.id, scopes: ["bugs:write", "integrations:write"] });
    expect((await call(path, { method: "PUT", headers: agent, body: issue })).status).toBe(200);
    const without = await tenant.key({ agent_id: tenant.agent.id, scopes: ["bugs:write"] });
    expect(await call(path, { method: "DELETE", headers: without })).toMatchObject({
      status: 403,
      body: { error: { code: "INSUFFICIENT_SCOPE" } },
    });
  });

  test.each([
    [{ repo_owner: "-octo" }, "repo_owner"],
    [{ repo_name: ".." }, "repo_name"],
    [{ issue_number: 0 }, "issue_number"],
    [{ issue: 7 }, "issue"],
  ])("is refused for %j", async (fields, field) => {
    expect(await call(path, { method: "PUT", body: { ...issue, ...fields } })).toMatchObject({
      status: 400,
      body: { error: { code: "INVALID_INPUT", field } },
    });
  });
});

test("what is sensitive is not answered when its audit row can't be written", async () => {
  await server.behind`alter table audit_entry add constraint closed check (operation <> 'key.list_all') not valid`;
  expect(await call("/admin/tokens")).toMatchObject({ status: 500, body: { error: { code: "INTERNAL" } } });
  await server.behind`alter table audit_entry drop constraint closed`;
  expect(await call("/admin/tokens")).toMatchObject({ status: 200 });
});
