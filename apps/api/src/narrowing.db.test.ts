import { CreateBugInput } from "@hawkmoth/domain/bug/schema";
import { createBug } from "@hawkmoth/services/bug/create-bug";
import { createProject } from "@hawkmoth/services/project/create-project";
import { expect, test } from "vitest";
import { testServer } from "./testing/server.ts";
import { makeTenant } from "./testing/tenant.ts";

const server = await testServer();
const tenant = await makeTenant(server);
const key = await tenant.key();
const other = await createProject(tenant.owner, { name: "Second", allowed_origins: [] });
const { bug } = await createBug(tenant.owner, CreateBugInput.parse({ project_id: other.id, title: "Elsewhere" }));
const foreign = await makeTenant(server);

async function call(path: string, project: string, headers: Record<string, string> = key) {
  const response = await server.app.request(`/api/v1${path}`, {
    headers: { ...headers, "x-hawkmoth-project": project },
  });
  return { status: response.status, body: await response.json() };
}

test.each([
  ["key", () => tenant.project.key],
  ["key in lower case", () => tenant.project.key.toLowerCase()],
  ["id", () => tenant.project.id],
])("a request about one project, by its %s, sees no other", async (_how, project) => {
  for (const headers of [key, tenant.cookie]) {
    expect((await call("/projects", project(), headers)).body).toMatchObject({ projects: [{ id: tenant.project.id }] });
    expect((await call("/bugs?state=all", project(), headers)).body).toMatchObject({ bugs: [{ id: tenant.bug.id }] });
    expect((await call(`/bugs/${bug.key}`, project(), headers)).status).toBe(404);
    expect((await call(`/bugs/${tenant.bug.key}`, project(), headers)).status).toBe(200);
  }
});

test("a request about a project that is not there, or of others, sees none", async () => {
  for (const project of ["NOPE", foreign.project.id, "../x"]) {
    expect((await call("/projects", project)).body).toMatchObject({ projects: [] });
    expect((await call(`/bugs/${tenant.bug.key}`, project)).status).toBe(404);
  }
});

test("a key that is restricted to one project gains nothing by asking for another", async () => {
  const restricted = await tenant.key({ project_ids: [tenant.project.id] });
  expect((await call("/projects", other.id, restricted)).body).toMatchObject({ projects: [] });
  expect((await call(`/bugs/${bug.key}`, other.id, restricted)).status).toBe(404);
});
