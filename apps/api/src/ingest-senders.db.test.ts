import { createKey } from "@hawkmoth/services/access/create-key";
import { updateProject } from "@hawkmoth/services/project/update-project";
import { expect, test } from "vitest";
import { testServer, type TestServer } from "./testing/server.ts";
import { makeTenant, type Tenant } from "./testing/tenant.ts";

const PAGE = "https://shop.example";

async function publishableOf({ owner, project }: Tenant): Promise<Record<string, string>> {
  await updateProject(owner, { project_id: project.id, allowed_origins: [PAGE] });
  const input = { kind: "PUBLISHABLE" as const, name: "pages", project_ids: [project.id], expires_in_days: 90 };
  return { "x-api-key": (await createKey(owner, input)).value, origin: PAGE };
}

interface Reports {
  headers: Record<string, string>;
  project_id: string;
  count: number;
  address?: string;
}

async function report({ app }: TestServer, { headers, project_id, count, address }: Reports): Promise<number[]> {
  const statuses: number[] = [];
  for (let sent = 0; sent < count; sent += 1) {
    const response = await app.request("/api/v1/ingest/bugs", {
      method: "POST",
      headers: { ...headers, "content-type": "application/json", "x-forwarded-for": address ?? `203.0.113.${sent}` },
      body: JSON.stringify({ title: `Report ${sent}`, project_id }),
    });
    statuses.push(response.status);
  }
  return statuses;
}

test("reports of senders who are not known use up nothing of a project's members, and the other way round", async () => {
  const server = await testServer({ LIMIT_INGEST_PROJECT_PER_DAY: "3", LIMIT_INGEST_MEMBER_PER_DAY: "2" });
  const tenant = await makeTenant(server);
  const [pages, project_id] = [await publishableOf(tenant), tenant.project.id];
  expect(await report(server, { headers: pages, project_id, count: 5 })).toEqual([201, 201, 201, 429, 429]);
  expect(await report(server, { headers: await tenant.key(), project_id, count: 2 })).toEqual([201, 201]);
  const agent = await tenant.key({ agent_id: tenant.agent.id, scopes: ["bugs:write"] });
  expect(await report(server, { headers: await tenant.key(), project_id, count: 1 })).toEqual([429]);
  expect(await report(server, { headers: agent, project_id, count: 1 })).toEqual([201]);
});

test("one address can't use up what a project takes from all", async () => {
  const server = await testServer({ LIMIT_INGEST_PROJECT_PER_DAY: "10", LIMIT_INGEST_IP_PER_DAY: "2" });
  const tenant = await makeTenant(server);
  const [headers, project_id] = [await publishableOf(tenant), tenant.project.id];
  const flood = await report(server, { headers, project_id, count: 20, address: "198.51.100.1" });
  expect(flood.filter((status) => status === 201)).toHaveLength(2);
  expect(await report(server, { headers, project_id, count: 5 })).toEqual([201, 201, 201, 201, 201]);
});

test("an address over its own limit takes nothing of the key that is in every page", async () => {
  const server = await testServer({ LIMIT_INGEST_KEY_PER_MINUTE: "6", LIMIT_INGEST_IP_PER_MINUTE: "2" });
  const tenant = await makeTenant(server);
  const [headers, project_id] = [await publishableOf(tenant), tenant.project.id];
  await report(server, { headers, project_id, count: 30, address: "198.51.100.1" });
  expect(await report(server, { headers, project_id, count: 4 })).toEqual([201, 201, 201, 201]);
});

test("neighbours in one IPv6 network count as one sender", async () => {
  const server = await testServer({ LIMIT_INGEST_IP_PER_MINUTE: "2" });
  const tenant = await makeTenant(server);
  const [headers, project_id] = [await publishableOf(tenant), tenant.project.id];
  const sent = [];
  for (const address of ["2001:db8:1:2::1", "2001:db8:1:2::2", "2001:db8:1:2:ffff::3", "2001:db8:1:3::1"])
    sent.push(...(await report(server, { headers, project_id, count: 1, address })));
  expect(sent).toEqual([201, 201, 429, 201]);
});

test("the general limit of a publishable key is counted for each address", async () => {
  const server = await testServer({ LIMIT_REST_PER_MINUTE: "5" });
  const tenant = await makeTenant(server);
  const [headers, project_id] = [await publishableOf(tenant), tenant.project.id];
  for (let count = 0; count < 10; count += 1)
    await server.app.request("/api/v1/me", { headers: { ...headers, "x-forwarded-for": "198.51.100.1" } });
  expect(await report(server, { headers, project_id, count: 1 })).toEqual([201]);
});
