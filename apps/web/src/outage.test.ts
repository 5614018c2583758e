import { NextRequest } from "next/server";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeEach, expect, test, vi } from "vitest";

let status = 200;
let asked = 0;
const api = createServer((_req, res) => {
  asked += 1;
  res.writeHead(status).end();
});
await new Promise<void>((resolve) => api.listen(0, "127.0.0.1", resolve));
const { port } = api.address() as AddressInfo;
vi.stubEnv("HAWKMOTH_API_URL", `http://127.0.0.1:${port}`);
afterAll(() => {
  vi.unstubAllEnvs();
  api.close();
});

beforeEach(() => {
  vi.resetModules();
  asked = 0;
});

async function ask(path: string, headers: Record<string, string> = {}) {
  const { outageAnswer } = await import("./outage.ts");
  return await outageAnswer(new NextRequest(`http://localhost:3000${path}`, { headers }));
}

test.each(["/login", "/acme/bugs", "/api/auth/password", "/api/auth/providers"])(
  "%s answers 503 and says when to come back while the API has no database",
  async (path) => {
    status = 503;
    const page = await ask(path, { accept: "text/html" });
    expect(page?.status).toBe(503);
    expect(Number(page?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await page?.text()).toContain("<!doctype html>");
    expect(await (await ask(path))?.json()).toMatchObject({ error: { code: "UNAVAILABLE" } });
  },
);

test("the session of a browser with a cookie needs the database, and without one it does not", async () => {
  status = 503;
  expect(await ask("/api/auth/session")).toBeNull();
  expect((await ask("/api/auth/session", { cookie: "hawkmoth.session=x" }))?.status).toBe(503);
});

test("while all is well pages go on, and the API is asked once for many of them", async () => {
  status = 200;
  expect(await Promise.all(Array.from({ length: 20 }, () => ask("/login")))).toEqual(
    Array.from({ length: 20 }, () => null),
  );
  expect(asked).toBe(1);
});
