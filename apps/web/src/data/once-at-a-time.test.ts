import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { onceAtATime } from "./once-at-a-time.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function server(status = 200) {
  const asked: string[] = [];
  const send = onceAtATime(async (url, init) => {
    asked.push(`${url.toString()} ${String(init?.body)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    return new Response(`answer ${asked.length}`, { status });
  });
  const post = async (path: string, body: string) => (await send(path, { method: "POST", body })).text();
  return { asked, post, send };
}

async function all(...answers: Promise<string>[]): Promise<string[]> {
  await vi.advanceTimersByTimeAsync(150);
  return Promise.all(answers);
}

test("the same write pressed twice is sent once, and both get the answer", async () => {
  const { asked, post } = server();
  const answers = await all(post("/bug.create", "a"), post("/bug.create", "a"));
  expect(answers).toEqual(["answer 1", "answer 1"]);
  expect(asked).toHaveLength(1);
});

test("a second click just after the answer creates nothing, a later one does", async () => {
  const { asked, post } = server();
  await all(post("/key.create", "a"));
  expect(await all(post("/key.create", "a"))).toEqual(["answer 1"]);
  await vi.advanceTimersByTimeAsync(1500);
  expect(await all(post("/key.create", "a"))).toEqual(["answer 2"]);
  expect(asked).toHaveLength(2);
});

test("other writes, and the same change made again, are sent", async () => {
  const { asked, post } = server();
  await all(post("/bug.create", "a"), post("/bug.create", "b"));
  await all(post("/bug.update", "x"));
  await all(post("/bug.update", "x"));
  expect(asked).toHaveLength(4);
});

test("a write that failed can be tried again at once", async () => {
  const { asked, post } = server(503);
  await all(post("/bug.create", "a"));
  await all(post("/bug.create", "a"));
  expect(asked).toHaveLength(2);
});

test("reads are never shared", async () => {
  const { asked, send } = server();
  const reads = [send("/bug.list", { method: "GET" }), send("/bug.list", { method: "GET" })];
  await vi.advanceTimersByTimeAsync(150);
  await Promise.all(reads);
  expect(asked).toHaveLength(2);
});
