import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isPublicAddress } from "./public-address.ts";
import { createSafeFetch, type Resolve } from "./safe-fetch.ts";
import { HOSTILE_ANSWERS, HOSTILE_URLS } from "./testing/hostile-urls.ts";

let server: Server;
let hits = 0;
const sockets = new Set<Socket>();

beforeAll(async () => {
  server = createServer((request, response) => {
    hits += 1;
    if (request.url === "/away") response.writeHead(302, { location: "http://127.0.0.1/secret" }).end();
    else if (request.url === "/long") response.end("x".repeat(70_000));
    else if (request.url === "/never") response.write("{");
    else response.writeHead(200, { "content-type": "application/json", "cache-control": "max-age=60" }).end("{}");
  });
  server.on("connection", (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

const here = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
const answering =
  (addresses: readonly string[]): Resolve =>
  (_hostname, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );

function codeOf(error: unknown): unknown {
  const isCoded = typeof error === "object" && error !== null && "code" in error;
  if (isCoded) return error.code;
  return error instanceof Error && error.cause !== undefined ? codeOf(error.cause) : String(error);
}

/** Why nothing was fetched; what the network says, such as ECONNREFUSED, would mean that it was asked. */
async function refusalOf(fetched: Promise<Response>): Promise<unknown> {
  return await fetched.then(({ status }) => status, codeOf);
}

test("the corpus is large enough to mean something", () => {
  expect(new Set(HOSTILE_URLS).size).toBeGreaterThanOrEqual(60);
});

test.each(HOSTILE_URLS)("nothing is asked of %s", async (url) => {
  const fetched = createSafeFetch({ resolve: answering(["127.0.0.1"]) })(url);
  expect(["FORBIDDEN", "ERR_INVALID_URL"]).toContain(await refusalOf(fetched));
});

test.each(HOSTILE_ANSWERS.map((addresses) => [addresses.join(" and ") || "nothing", addresses] as const))(
  "a name that resolves to %s is not fetched",
  async (_name, addresses) => {
    const { port } = server.address() as AddressInfo;
    const before = hits;
    const fetched = createSafeFetch({ resolve: answering(addresses) })(`https://names.example:${port}/`);
    await expect(fetched).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(hits).toBe(before);
  },
);

test("the address that was judged is the one that is called, whatever the name resolves to a moment later", async () => {
  const { port } = server.address() as AddressInfo;
  const answers = [["127.0.0.1"], ["10.0.0.1"]];
  const resolve: Resolve = (hostname, done) => answering(answers.shift() ?? [])(hostname, done);
  const response = await createSafeFetch({ resolve, is_loopback_allowed: true })(`http://names.example:${port}/`);
  expect(response.status).toBe(200);
  expect(answers).toHaveLength(1);
});

test("a good document comes with its headers, and a redirect is not followed", async () => {
  const fetcher = createSafeFetch({ is_loopback_allowed: true });
  const response = await fetcher(here("/client"));
  expect([response.status, response.headers.get("cache-control"), await response.text()]).toEqual([
    200,
    "max-age=60",
    "{}",
  ]);
  const away = await fetcher(here("/away"));
  expect([away.status, await away.text()]).toEqual([302, ""]);
});

test("an answer beyond 64 KB is cut off with an error", async () => {
  const fetcher = createSafeFetch({ is_loopback_allowed: true });
  await expect(fetcher(here("/long"))).rejects.toMatchObject({ code: "PAYLOAD_TOO_LARGE" });
});

test("a caller's own limit of time holds as well", async () => {
  const fetcher = createSafeFetch({ is_loopback_allowed: true });
  await expect(fetcher(here("/never"), { signal: AbortSignal.timeout(50) })).rejects.toThrow("timeout");
});

test("without the setting for development, this machine is refused even to itself", async () => {
  await expect(createSafeFetch()(here("/client"))).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test.each(["93.184.215.14", "1.1.1.1", "2606:4700:4700::1111", "::ffff:1.1.1.1"])("%s is public", (address) => {
  expect(isPublicAddress(address)).toBe(true);
});
