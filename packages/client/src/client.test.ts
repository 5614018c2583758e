import { expect, test } from "vitest";
import { ApiError, createClient } from "./client.ts";

interface Sent {
  url: string;
  init: RequestInit;
}

function recording(answer: () => Response): { sent: Sent[]; fetch: typeof fetch } {
  const sent: Sent[] = [];
  const send: typeof fetch = (input, init) => {
    sent.push({ url: new Request(input, init).url, init: init ?? {} });
    return Promise.resolve(answer());
  };
  return { sent, fetch: send };
}

test("a read goes into path and query, lists repeated, nothing sent that was left out", async () => {
  const { sent, fetch } = recording(() => Response.json({ bugs: [], next_cursor: null }));
  const client = createClient({ url: "http://localhost:3000/", key: "hm_key_x", fetch });
  await client.call("bug.list", { status: ["OPEN", "CLOSED"], project_id: undefined, limit: 5 });
  expect(sent[0]?.url).toBe("http://localhost:3000/api/v1/bugs?status=OPEN&status=CLOSED&limit=5");
  expect(sent[0]?.init).toMatchObject({ method: "GET", headers: { authorization: "Bearer hm_key_x" } });
  expect(sent[0]?.init.body).toBeUndefined();
});

test("a write fills the path, sends the rest as JSON, and names its idempotency key", async () => {
  const { sent, fetch } = recording(() => Response.json({}));
  const client = createClient({ url: "http://localhost:3000", fetch, headers: { "x-hawkmoth-client": "tests/1" } });
  await client.call("comment.create", { bug_id: "SHOP-1/../x", body: "Hi" }, { idempotency_key: "once" });
  expect(sent[0]?.url).toBe("http://localhost:3000/api/v1/bugs/SHOP-1%2F..%2Fx/comments");
  expect(sent[0]?.init).toMatchObject({
    method: "POST",
    body: '{"body":"Hi"}',
    headers: { "content-type": "application/json", "idempotency-key": "once", "x-hawkmoth-client": "tests/1" },
  });
});

test("a refusal is thrown as the error the API sent", async () => {
  const error = { code: "NOT_FOUND", message: "No such thing, or it is not visible to you.", request_id: "r1" };
  const { fetch } = recording(() => Response.json({ error }, { status: 404 }));
  const thrown = await createClient({ url: "http://x.example", fetch })
    .call("bug.get", { bug_id: "SHOP-1" })
    .catch((caught: unknown) => caught);
  expect(thrown).toBeInstanceOf(ApiError);
  expect(thrown).toMatchObject({ status: 404, body: error });
});

test("an answer that is no JSON still tells its status", async () => {
  const { fetch } = recording(() => new Response("<h1>Bad gateway</h1>", { status: 502 }));
  await expect(createClient({ url: "http://x.example", fetch }).call("me.get")).rejects.toMatchObject({
    status: 502,
    message: "The server answered 502.",
  });
});
