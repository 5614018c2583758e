import { createKey } from "@hawkmoth/services/access/create-key";
import { updateProject } from "@hawkmoth/services/project/update-project";
import { serve } from "@hono/node-server";
import { mkdirSync, readdirSync, readlinkSync } from "node:fs";
import { connect, type AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { testServer } from "./testing/server.ts";
import { makeTenant } from "./testing/tenant.ts";

const server = await testServer({ LIMIT_INGEST_IP_PER_MINUTE: "10000", LIMIT_INGEST_KEY_PER_MINUTE: "10000" });
const tenant = await makeTenant(server);
const key = await tenant.key();
const PAGE = "https://shop.example";
const publishable = await (async () => {
  await updateProject(tenant.owner, { project_id: tenant.project.id, allowed_origins: [PAGE] });
  const input = { kind: "PUBLISHABLE" as const, name: "pages", project_ids: [tenant.project.id], expires_in_days: 90 };
  return { "x-api-key": (await createKey(tenant.owner, input)).value };
})();
const listening = serve({ fetch: server.app.fetch, port: 0, hostname: "127.0.0.1" });
await new Promise((resolve) => listening.once("listening", resolve));
const { port } = listening.address() as AddressInfo;
afterAll(() => void listening.close());

const incoming = join(server.parts.env.HAWKMOTH_DATA_DIR, "incoming");
mkdirSync(incoming, { recursive: true });

/** Files below the data directory that this process holds open. */
function openFiles(): string[] {
  return readdirSync("/proc/self/fd").flatMap((fd) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${fd}`);
      return path.startsWith(server.parts.env.HAWKMOTH_DATA_DIR) ? [path] : [];
    } catch {
      return [];
    }
  });
}

function head(path: string, headers: Record<string, string>): string {
  const lines = Object.entries({ host: "localhost", ...headers }).map(([name, value]) => `${name}: ${value}`);
  return `POST ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`;
}

const FORM_TYPE = "multipart/form-data; boundary=x";
const FILE_PART = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.bin"\r\n\r\n';

/** Sends the start of a request, waits until the server has stored something of it, and goes away. */
async function abandon(path: string, headers: Record<string, string>, start: string): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write(head(path, headers) + start + "y".repeat(100_000));
  await vi.waitFor(() => expect(openFiles().length).toBeGreaterThan(0), { timeout: 5000 });
  socket.destroy();
  await vi.waitFor(() => expect(openFiles()).toEqual([]), { timeout: 5000 });
}

async function send(fields: [string, string | Blob][], headers: Record<string, string> = key) {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  const response = await server.app.request("/api/v1/ingest/bugs", { method: "POST", headers, body });
  const answer: unknown = await response.json();
  return { status: response.status, ...Object(answer) };
}

const good: [string, string][] = [
  ["title", "A form"],
  ["project_id", tenant.project.id],
];

describe("a form", () => {
  test("that its sender abandons leaves neither open files nor folders, however it was sent", async () => {
    const common = { ...key, "content-type": FORM_TYPE };
    for (let times = 0; times < 5; times += 1)
      await abandon("/api/v1/ingest/bugs", { ...common, "content-length": "1000000" }, FILE_PART);
    const chunk = `${(FILE_PART.length + 100_000).toString(16)}\r\n${FILE_PART}`;
    await abandon("/api/v1/ingest/bugs", { ...common, "transfer-encoding": "chunked" }, chunk);
    await vi.waitFor(() => expect(readdirSync(incoming)).toEqual([]));
  });

  test("that is refused while it comes leaves nothing either", async () => {
    const big = new Blob([new Uint8Array(11 * 1024 * 1024)]);
    for (const parts of [
      [["file", big]],
      [
        ["file", new Blob(["x"])],
        ["nope", new Blob(["x"])],
      ],
      [
        ["file", new Blob(["x"])],
        ["title", "y".repeat(300_000)],
      ],
    ] as [string, string | Blob][][])
      expect((await send([...good, ...parts])).status).toBeGreaterThanOrEqual(400);
    expect(openFiles()).toEqual([]);
    expect(readdirSync(incoming)).toEqual([]);
  });

  test.each([
    ["no key", {}, 401],
    ["an unknown key", { authorization: "Bearer hm_key_unknown" }, 401],
    ["a page that the project does not allow", { ...publishable, origin: "https://evil.example" }, 403],
    ["a size that no form can have", { ...key, "content-length": String(10 ** 9) }, 413],
  ])("is refused before a byte of it is read: %s", async (...[, headers, status]) => {
    const socket = connect(port, "127.0.0.1");
    socket.write(head("/api/v1/ingest/bugs", { "content-length": "50000000", ...headers, "content-type": FORM_TYPE }));
    const answer = await new Promise<string>((resolve) => socket.once("data", (data) => resolve(data.toString())));
    socket.destroy();
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(readdirSync(incoming)).toEqual([]);
  });

  test("of a key without the scope is refused before it is read", async () => {
    const reader = await tenant.key({ scopes: ["bugs:read"] });
    expect(await send(good, reader)).toMatchObject({ status: 403, error: { code: "INSUFFICIENT_SCOPE" } });
  });

  test.each([
    ["41 fields", Array.from({ length: 41 }, (_item, at) => [`f${at}`, "x"]), "40 fields"],
    ["nine files", Array.from({ length: 9 }, () => ["file", new Blob(["x"])]), "8 files"],
    ["a field twice", [["title", "Another"]], "give it once"],
    ["a long field name", [["n".repeat(101), "x"]], "100 characters"],
    ["a long file name field", [["n".repeat(101), new Blob(["x"])]], "100 characters"],
    ["a field of the prototype", [["constructor", new Blob(["x"])]], "Unknown field"],
  ] as [string, [string, string | Blob][], string][])(
    "with %s is refused and says why",
    async (...[, parts, words]) => {
      const given = parts[0]?.[0] === "f0" ? parts : [...good, ...parts];
      expect(await send(given)).toMatchObject({ status: 400, error: { message: expect.stringContaining(words) } });
    },
  );

  test("with 40 fields is read whole", async () => {
    const others = Array.from({ length: 38 }, (_item, at): [string, string] => [`f${at}`, "x"]);
    expect(await send([...good, ...others])).toMatchObject({ error: { message: "Unknown field 'f0'" } });
  });
});

test("an upload that its sender abandons leaves no open file", async () => {
  const announced = await server.app.request("/api/v1/ingest/bugs", {
    method: "POST",
    headers: { ...key, "content-type": "application/json" },
    body: JSON.stringify({
      title: "x",
      project_id: tenant.project.id,
      uploads: [{ kind: "FILE", content_type: "text/plain", size_bytes: 1_000_000 }],
    }),
  });
  const { uploads } = (await announced.json()) as { uploads: { url: string; headers: Record<string, string> }[] };
  const target = uploads[0];
  if (!target) throw new Error("nothing was announced");
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  const start = head(new URL(target.url).pathname, { ...target.headers, "content-length": "1000000" });
  socket.write(start.replace("POST", "PUT") + "y".repeat(100_000));
  await vi.waitFor(() => expect(openFiles().length).toBeGreaterThan(0), { timeout: 5000 });
  socket.destroy();
  await vi.waitFor(() => expect(openFiles()).toEqual([]), { timeout: 5000 });
});
