import { describe, expect, it } from "vitest";
import { z } from "zod";
import { buildHar } from "./har.ts";
import { shopSession } from "./testing/shop-session.ts";

const Pair = z.strictObject({ name: z.string(), value: z.string() });
/** The required fields of the HAR 1.2 specification; names that start with an underscore are its extensions. */
const Entry = z.looseObject({
  pageref: z.string(),
  startedDateTime: z.iso.datetime(),
  time: z.number().min(0),
  request: z.strictObject({
    method: z.string(),
    url: z.url(),
    httpVersion: z.string(),
    cookies: z.array(z.unknown()),
    headers: z.array(Pair),
    queryString: z.array(Pair),
    postData: z
      .strictObject({ mimeType: z.string(), text: z.string(), params: z.array(Pair), comment: z.string().optional() })
      .optional(),
    headersSize: z.number(),
    bodySize: z.number(),
  }),
  response: z.looseObject({
    status: z.number(),
    statusText: z.string(),
    httpVersion: z.string(),
    cookies: z.array(z.unknown()),
    headers: z.array(Pair),
    content: z.strictObject({
      size: z.number(),
      mimeType: z.string(),
      text: z.string().optional(),
      comment: z.string().optional(),
    }),
    redirectURL: z.string(),
    headersSize: z.number(),
    bodySize: z.number(),
  }),
  cache: z.strictObject({}),
  timings: z.object({ send: z.number().min(0), wait: z.number().min(0), receive: z.number().min(0) }),
});

describe("buildHar", () => {
  it("has every field that HAR 1.2 requires", () => {
    const { log } = buildHar(shopSession());
    expect(log.version).toBe("1.2");
    expect(log.pages[0]).toMatchObject({ id: "page_1", startedDateTime: "2026-05-04T09:30:00.000Z" });
    expect(log.entries).toHaveLength(6);
    for (const entry of log.entries) Entry.parse(entry);
  });

  it("orders by start and adds send, wait and receive up to the time", () => {
    const logs = shopSession();
    logs.network.reverse();
    const { entries } = buildHar(logs).log;
    const starts = entries.map((entry) => entry.startedDateTime);
    expect(starts).toEqual([...starts].sort());
    for (const { time, timings } of entries) expect(timings.send + timings.wait + timings.receive).toBe(time);
  });

  it("leaves out what describes the lost bytes and cookies", () => {
    const logs = shopSession();
    for (const request of logs.network)
      request.response_headers = {
        "Content-Encoding": "br",
        "content-length": "99",
        "transfer-encoding": "chunked",
        "Set-Cookie": "[redacted]",
        "x-request-id": "q1",
      };
    for (const { response } of buildHar(logs).log.entries)
      expect(response.headers).toEqual([{ name: "x-request-id", value: "q1" }]);
  });

  it("says when a body was cut, hidden or never recorded, and names a network error", () => {
    const logs = shopSession();
    const [, first] = logs.network;
    if (first)
      first.response_body = { text: null, size_bytes: 9, truncated: false, redacted: true, omitted: "image/png" };
    const [, entry] = buildHar(logs).log.entries;
    expect(entry?.response.content).toMatchObject({ size: 9, comment: "redacted, omitted: image/png" });
    expect(entry?.response.content).not.toHaveProperty("text");
    expect(buildHar(logs).log.entries.at(-1)?.response).toMatchObject({
      status: 0,
      _error: expect.stringContaining("AbortError"),
    });
  });

  it("splits forms into parameters", () => {
    const logs = shopSession();
    const post = logs.network.find((request) => request.id === "r4");
    if (post?.request_body) {
      post.request_headers = { "content-type": "application/x-www-form-urlencoded" };
      post.request_body.text = "code=SAVE10&note=a+b";
    }
    const entry = buildHar(logs).log.entries.find((each) => each.request.url.includes("coupons"));
    expect(entry?.request.postData?.params).toEqual([
      { name: "code", value: "SAVE10" },
      { name: "note", value: "a b" },
    ]);
  });
});
