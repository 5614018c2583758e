import { expect, type Page, test } from "@playwright/test";
import { ExtensionBrowser } from "./browser.ts";
import { connect, POLICY, readCapture } from "./capture.ts";
import { html, json, serve, type TestServer } from "./server.ts";

let browser: ExtensionBrowser;
let site: TestServer;
/** Paths of streams in the order in which the server saw their connections close. */
let closed: string[] = [];

const STREAMS: Record<string, string> = {
  "/lines": "application/x-ndjson",
  "/events": "text/event-stream",
  "/text": "text/plain",
  "/json": "application/json",
};

test.beforeAll(async () => {
  site = await serve((request, response, body) => {
    const [path = "/"] = (request.url ?? "/").split("?");
    const type = STREAMS[path];
    if (type) {
      response.writeHead(200, { "content-type": type, "x-content-type-options": "nosniff" });
      const timer = setInterval(() => response.write('{"tick":1}\n'), 50);
      response.on("close", () => {
        clearInterval(timer);
        closed.push(path);
      });
      return;
    }
    if (path === "/data.json") return json(response, 200, { ok: true });
    if (path === "/echo") return json(response, 200, { got: body.toString() });
    if (path === "/fail") return json(response, 500, { error: "sold out" });
    if (path === "/large") return json(response, 200, { text: "x".repeat(3_000_000) });
    return html(response, "<!doctype html><title>Streams</title><h1>Streams</h1>");
  });
  browser = await ExtensionBrowser.launch();
  await connect(browser, { ...POLICY, capture_bodies: true });
});

test.afterAll(async () => {
  await browser.close();
  await site.close();
});

test.beforeEach(() => {
  closed = [];
});

/** Each way in which a page gives up a stream, seven times; a browser keeps six connections to one host. */
const WAYS: Record<string, string> = {
  "cancels its reader": `const r=await fetch(url);const d=r.body.getReader();await d.read();await d.cancel()`,
  "cancels the body": `const r=await fetch(url);await r.body.cancel()`,
  "aborts after the headers": `const c=new AbortController();await fetch(url,{signal:c.signal});c.abort()`,
  "aborts while it reads the text": `const c=new AbortController();const r=await fetch(url,{signal:c.signal});
    const t=r.text().catch(e=>e.name);setTimeout(()=>c.abort(),120);if(await t!=="AbortError")throw 1`,
  "aborts while it reads JSON of a copy": `const c=new AbortController();const r=await fetch(url,{signal:c.signal});
    const t=r.clone().json().catch(e=>e.name);setTimeout(()=>c.abort(),120);if(await t!=="AbortError")throw 1`,
  "stops a loop over the body": `const r=await fetch(url);for await(const part of r.body)break`,
  "stops a pipe": `const r=await fetch(url);const c=new AbortController();setTimeout(()=>c.abort(),120);
    await r.body.pipeTo(new WritableStream(),{signal:c.signal}).catch(()=>0)`,
  "aborts an XMLHttpRequest": `await new Promise(f=>{const x=new XMLHttpRequest();x.open("GET",url);x.onprogress=()=>{x.abort();f()};x.send()})`,
};

for (const [way, script] of Object.entries(WAYS))
  test(`a page that ${way} gets its connections back`, async () => {
    const page = await browser.context.newPage();
    await page.goto(site.origin);
    for (const path of Object.keys(STREAMS)) {
      const answer = await page.evaluate(`(async()=>{
        for(let i=0;i<7;i++){const url="${path}?"+i;${script}}
        return (await fetch("/data.json")).status})()`);
      expect(answer).toBe(200);
      await expect.poll(() => closed.filter((name) => name === path)).toHaveLength(7);
    }
    await page.close();
  });

test("a request that fails without a catch is still an unhandled rejection, once", async () => {
  const page = await browser.context.newPage();
  await page.goto(site.origin);
  const reasons = await page.evaluate(`(async()=>{const seen=[];
    addEventListener("unhandledrejection",e=>seen.push(String(e.reason)));
    fetch("http://127.0.0.1:9/");fetch("http://127.0.0.1:9/").catch(()=>0);
    await new Promise(f=>setTimeout(f,500));return seen})()`);
  expect(reasons).toEqual(["TypeError: Failed to fetch"]);
  await page.close();
});

async function bodiesOf(page: Page, path: string) {
  const review = await browser.capture(page);
  const { logs } = await readCapture(review);
  await review.close();
  return logs.network.filter(({ url }) => new URL(url).pathname === path);
}

test("what the page read, and what it did not, is in the capture, and reaches the page whole", async () => {
  const page = await browser.context.newPage();
  await page.goto(site.origin);
  const seen = await page.evaluate(`(async()=>{
    const post=await fetch(new Request("/echo",{method:"POST",body:'{"n":1}',headers:{"content-type":"application/json"}}));
    await fetch("/fail");
    const large=await fetch("/large");
    const copy=await fetch("/data.json?copied");
    const bytes=await fetch("/data.json?bytes");
    return [await post.json(),(await large.json()).text.length,await copy.clone().json(),await copy.text(),
      (await bytes.arrayBuffer()).byteLength]})()`);
  expect(seen).toEqual([{ got: '{"n":1}' }, 3_000_000, { ok: true }, '{"ok":true}', 11]);
  await expect(async () => {
    expect(await bodiesOf(page, "/fail")).toMatchObject([
      { status: 500, response_body: { text: '{"error":"sold out"}' } },
    ]);
  }).toPass();
  expect(await bodiesOf(page, "/echo")).toMatchObject([
    { request_body: { text: '{"n":1}' }, response_body: { text: '{"got":"{\\"n\\":1}"}' } },
  ]);
  expect(await bodiesOf(page, "/large")).toMatchObject([{ status: 200, response_body: { truncated: true } }]);
  expect((await bodiesOf(page, "/data.json")).map(({ response_body }) => response_body?.text)).toEqual(
    Array(2).fill('{"ok":true}'),
  );
  await page.close();
});

test("a stream that is still coming is in the capture without its body", async () => {
  const page = await browser.context.newPage();
  await page.goto(site.origin);
  await page.evaluate(`fetch("/lines").then(r=>{window.kept=r})`);
  expect(await bodiesOf(page, "/lines")).toMatchObject([{ status: 200, response_body: null }]);
  expect(closed).toEqual([]);
  await page.close();
});
