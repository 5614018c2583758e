import { expect, test } from "@playwright/test";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { ExtensionBrowser, extensionDirectory } from "./browser.ts";
import { connect, POLICY, readCapture } from "./capture.ts";
import { html, json, serve, type TestServer } from "./server.ts";

const STRICT_CSP = {
  "content-security-policy": "default-src 'none'; connect-src 'self'; require-trusted-types-for 'script'",
};

/** A page that listens where the bridge speaks, from its first script on, and patches what could betray a channel. */
const HOSTILE = `<!doctype html><title>hostile</title><script>
  window.stolen = [];
  document.addEventListener("hawkmoth:hello", (event) => stolen.push(event.detail), true);
  window.addEventListener("hawkmoth:hello", (event) => stolen.push(event.detail), true);
  for (let i = 0; i < 3; i++) document.dispatchEvent(new CustomEvent("hawkmoth:ready"));
  const dispatch = EventTarget.prototype.dispatchEvent;
  EventTarget.prototype.dispatchEvent = function (event) {
    if (/^h[mc][0-9a-f]{8}/.test(event.type)) stolen.push("dispatch " + event.type);
    return dispatch.call(this, event);
  };
  const listen = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (type, ...rest) {
    if (/^h[mc][0-9a-f]{8}/.test(type)) stolen.push("listen " + type);
    return listen.call(this, type, ...rest);
  };
  window.CustomEvent = class extends CustomEvent {
    constructor(type, init) { super(type, init); stolen.push("construct " + type); }
  };
  JSON.stringify = new Proxy(JSON.stringify, { apply(f, self, args) {
    if (args[0] && args[0].replay) stolen.push("stringify"); return Reflect.apply(f, self, args); } });
  Function.prototype.call = new Proxy(Function.prototype.call, { apply(f, self, args) {
    if (args[1] && /^h[mc][0-9a-f]{8}/.test(String(args[1].type))) stolen.push("call"); return Reflect.apply(f, self, args); } });
</script><button onclick="console.error('from the hostile page')">Go</button>`;

let browser: ExtensionBrowser;
let server: TestServer;

test.beforeAll(async () => {
  server = await serve((request, response) => {
    const path = request.url ?? "/";
    if (path.startsWith("/api/fail")) return json(response, 500, { error: "db exploded", password: "hunter2" });
    if (path.startsWith("/api/")) return json(response, 200, { ok: true });
    if (path.startsWith("/hostile")) return html(response, HOSTILE);
    if (path.startsWith("/csp"))
      return html(response, "<!doctype html><title>csp</title><h1>Locked down</h1>", STRICT_CSP);
    const next = path === "/one" ? "/two" : "/three";
    return html(response, `<!doctype html><title>${path}</title><h1>Page ${path}</h1><a href="${next}">next</a>`);
  });
  browser = await ExtensionBrowser.launch();
});

test.afterAll(async () => {
  await browser.close();
  await server.close();
});

test("without a connection the button opens the page that makes one", async () => {
  const page = await browser.context.newPage();
  await page.goto(`${server.origin}/one`);
  const opened = await browser.capture(page);
  await expect(opened.getByRole("heading", { name: "Connect to your Hawkmoth" })).toBeVisible();
  await opened.close();
  await page.close();
});

test("three documents of one tab end in one capture, each with its own snapshot", async () => {
  await connect(browser);
  const page = await browser.context.newPage();
  await page.goto(`${server.origin}/one`);
  await page.evaluate(() => console.warn("said on one"));
  await page.getByRole("link").click();
  await page.getByRole("heading", { name: "Page /two" }).waitFor();
  await page.evaluate(() => fetch("/api/fail").then((answer) => answer.text()));
  await page.getByRole("link").click();
  await page.getByRole("heading", { name: "Page /three" }).waitFor();
  await page.evaluate(
    () =>
      void setTimeout(() => {
        throw new TypeError("boom on three");
      }),
  );
  const review = await browser.capture(page);
  const { logs, replay } = await readCapture(review);

  const events = replay?.events ?? [];
  expect(events.slice(0, 2).map((event) => event.type)).toEqual([4, 2]);
  const metas = events.filter((event) => event.type === 4).map((event) => JSON.stringify(event.data));
  for (const path of ["/one", "/two", "/three"]) expect(metas.some((meta) => meta.includes(path))).toBe(true);
  expect(events.filter((event) => event.type === 2).length).toBe(metas.length);
  expect(events.map((event) => event.timestamp)).toEqual(
    events.map((event) => event.timestamp).toSorted((left, right) => left - right),
  );
  expect(events[0]?.timestamp).toBe(logs.meta.epoch_ms);

  expect(logs.console.map((entry) => entry.text)).toContain("said on one");
  expect(logs.errors.map((entry) => entry.message)).toContain("Uncaught TypeError: boom on three");
  expect(logs.network.find((entry) => entry.url.endsWith("/api/fail"))).toMatchObject({
    status: 500,
    initiator: "fetch",
  });
  expect(
    logs.actions.filter((action) => action.kind === "navigate").map((action) => new URL(action.url).pathname),
  ).toEqual(["/one", "/two", "/three"]);
  expect(logs.actions.filter((action) => action.kind === "click").map((action) => action.target)).toMatchObject([
    { role: "link", name: "next", tag: "a" },
    { role: "link", name: "next", tag: "a" },
  ]);
  await review.close();
  await page.close();
});

test("a service worker that dies in the middle costs nothing", async () => {
  await connect(browser);
  const page = await browser.context.newPage();
  await page.goto(`${server.origin}/one`);
  await page.evaluate(() => console.log("before the end"));
  await expect(async () => expect(await storedTexts(browser)).toContain("before the end")).toPass();
  await browser.killWorker();
  await page.evaluate(() => console.log("after the end"));
  await expect(async () => expect(await storedTexts(browser)).toContain("after the end")).toPass();
  await browser.killWorker();
  const review = await browser.capture(page);
  const { logs, replay } = await readCapture(review);
  expect(logs.console.map((entry) => entry.text)).toEqual(["before the end", "after the end"]);
  expect(replay?.events.length).toBeGreaterThan(1);
  await review.close();
  await page.close();
});

test("a strict Content-Security-Policy with Trusted Types stops nothing", async () => {
  await connect(browser);
  const page = await browser.context.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  await page.goto(`${server.origin}/csp`);
  await page.evaluate(() => fetch("/api/ok").then((answer) => answer.text()));
  await page.evaluate(() => console.info("under CSP"));
  const review = await browser.capture(page);
  const capture = await readCapture(review);
  expect(capture.text).toContain("Locked down");
  expect(capture.logs.console.map((entry) => entry.text)).toEqual(["under CSP"]);
  expect(capture.logs.network.some((entry) => entry.url.endsWith("/api/ok"))).toBe(true);
  expect(problems).toEqual([]);
  await review.close();
  await page.close();
});

test("a hostile page learns neither the channels nor what is recorded", async () => {
  await connect(browser);
  const page = await browser.context.newPage();
  await page.goto(`${server.origin}/hostile`);
  await page.getByRole("button").click();
  await expect(async () => expect(await storedTexts(browser)).toContain("from the hostile page")).toPass();
  expect(await page.evaluate("window.stolen")).toEqual([]);
  const review = await browser.capture(page);
  const { logs } = await readCapture(review);
  expect(logs.console.map((entry) => entry.text)).toEqual(["from the hostile page"]);
  expect(logs.actions.map((action) => action.kind)).toContain("click");
  await review.close();
  await page.close();
});

test("bodies are recorded only where the project allows them, without their secrets", async () => {
  for (const capture_bodies of [false, true]) {
    await connect(browser, { ...POLICY, capture_bodies });
    const page = await browser.context.newPage();
    await page.goto(`${server.origin}/one`);
    const seen = await page.evaluate(async () => {
      const body = JSON.stringify({ coupon: "SAVE10", password: "hunter2" });
      const answer = await fetch("/api/fail?token=abc", {
        method: "POST",
        body,
        headers: { authorization: "Bearer zz9" },
      });
      const request = new XMLHttpRequest();
      const ended = new Promise((resolve) => request.addEventListener("loadend", resolve));
      request.open("PUT", "/api/fail");
      request.send("coupon=SAVE10&password=hunter2");
      await ended;
      return [await answer.json(), JSON.parse(request.responseText)];
    });
    expect(seen).toEqual(Array(2).fill({ error: "db exploded", password: "hunter2" }));
    const review = await browser.capture(page);
    const capture = await readCapture(review);
    const calls = capture.logs.network.filter((entry) => entry.url.includes("/api/fail"));
    expect(calls.map(({ initiator, method, status }) => [initiator, method, status])).toEqual([
      ["fetch", "POST", 500],
      ["xhr", "PUT", 500],
    ]);
    expect(calls.map((entry) => entry.request_body?.text ?? null)).toEqual(
      capture_bodies
        ? ['{"coupon":"SAVE10","password":"[redacted]"}', "coupon=SAVE10&password=[redacted]"]
        : [null, null],
    );
    expect(calls.map((entry) => entry.response_body?.text ?? null)).toEqual(
      Array(2).fill(capture_bodies ? '{"error":"db exploded","password":"[redacted]"}' : null),
    );
    expect(calls[0]?.request_headers["authorization"]).toBe("[redacted]");
    expect(calls[0]?.url).toContain("token=[redacted]");
    for (const secret of ["hunter2", "zz9", "token=abc"]) expect(capture.text).not.toContain(secret);
    await review.close();
    await page.close();
  }
});

test("a request that never ends is in the capture all the same", async () => {
  await connect(browser);
  const page = await browser.context.newPage();
  const hanging = await serve(() => undefined);
  await page.goto(`${server.origin}/one`);
  await page.evaluate((url) => void fetch(url, { mode: "no-cors" }).catch(() => undefined), `${hanging.origin}/hangs`);
  const review = await browser.capture(page);
  const { logs } = await readCapture(review);
  const call = logs.network.find((entry) => entry.url.endsWith("/hangs"));
  expect(call).toMatchObject({ status: null, duration_ms: null, error: null });
  await review.close();
  await page.close();
  await hanging.close();
});

test("a page the extension does not record gives its screenshot and context, and says why there is no replay", async () => {
  await connect(browser);
  const page = await browser.context.newPage();
  await page.route("http://elsewhere.test/*", (route) =>
    route.fulfill({ contentType: "text/html", body: "<title>Elsewhere</title><h1>Hi</h1>" }),
  );
  await page.goto("http://elsewhere.test/");
  const review = await browser.capture(page);
  const capture = await readCapture(review);
  expect(capture).toMatchObject({ is_recorded: false, replay: null, has_screenshot: true });
  expect(capture.logs.meta).toMatchObject({ url: "http://elsewhere.test/", title: "Elsewhere" });
  await expect(review.getByText("This site was not being recorded")).toBeVisible();
  await review.close();
  await page.close();
});

test("a granted site is recorded like those of the manifest", async () => {
  const granted = await ExtensionBrowser.launch(["http://elsewhere.test/*"]);
  await connect(granted);
  const page = await granted.context.newPage();
  await page.route("http://elsewhere.test/*", (route) =>
    route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Elsewhere</title><h1>Granted</h1>" }),
  );
  const worker = await granted.worker();
  await expect
    .poll(() => worker.evaluate("chrome.scripting.getRegisteredContentScripts().then((all) => all.length)"))
    .toBe(2);
  await page.goto("http://elsewhere.test/");
  await page.evaluate(() => console.log("heard elsewhere"));
  const review = await granted.capture(page);
  const capture = await readCapture(review);
  expect(capture.is_recorded).toBe(true);
  expect(capture.logs.console.map((entry) => entry.text)).toEqual(["heard elsewhere"]);
  expect(JSON.stringify(capture.replay)).toContain("Granted");
  await granted.close();
});

test("the recorder as built is at most 32 KB compressed", () => {
  const code = readFileSync(`${extensionDirectory}/content-scripts/recorder.js`);
  expect(gzipSync(code, { level: 9 }).byteLength).toBeLessThanOrEqual(32 * 1024);
});

test("the manifest asks for no more than it needs", () => {
  const manifest = JSON.parse(readFileSync(`${extensionDirectory}/manifest.json`, "utf8"));
  expect(manifest.permissions.toSorted()).toEqual(["activeTab", "alarms", "scripting", "storage", "unlimitedStorage"]);
  expect(manifest.host_permissions).toEqual(["http://localhost/*", "http://127.0.0.1/*"]);
  expect(manifest.action.default_popup).toBeUndefined();
});

/** Everything the ring holds, as one text. */
async function storedTexts(driver: ExtensionBrowser): Promise<string> {
  const page = await driver.open("icon/16.png");
  const text = await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open("hawkmoth");
      request.addEventListener("success", () => resolve(request.result));
      request.addEventListener("error", () => reject(request.error));
    });
    const texts = await new Promise<string[]>((resolve) => {
      const request = database.transaction("chunk_texts").objectStore("chunk_texts").getAll();
      request.addEventListener("success", () => resolve(request.result));
    });
    database.close();
    return texts.join("\n");
  });
  await page.close();
  return text;
}
