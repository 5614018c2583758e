import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { expect, test } from "../../fixtures/dashboard-test.ts";
import { forgedPage, forgedRecording } from "../../fixtures/forged-recording.ts";
import { ownProject } from "../../fixtures/rest.ts";
import { sendReport } from "../../fixtures/sent-report.ts";
import { openBug, replayedPage } from "../../pages/dashboard.ts";

interface Listener {
  origin: string;
  /** Paths that were asked for, and "connected" for each connection that was opened. */
  heard: string[];
  close: () => Promise<void>;
}

/** A server of somebody else's, which notes whatever reaches it. */
async function listen(): Promise<Listener> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(request.url ?? "");
    response.writeHead(200, { "content-type": "text/plain", "access-control-allow-origin": "*" }).end();
  });
  server.on("connection", () => heard.push("connected"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { origin: `http://127.0.0.1:${port}`, heard, close };
}

/** Addresses of other origins that the page asks for, whether or not the browser lets them out. */
function foreignRequests(page: Page, url: string): string[] {
  const found: string[] = [];
  page.on("request", (request) => {
    if (/^https?:/.test(request.url()) && new URL(request.url()).origin !== new URL(url).origin)
      found.push(request.url());
  });
  return found;
}

/** What was begun by a frame is under way when the browser has drawn two more and is idle. */
async function rest(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(() => resolve()))),
      ),
  );
}

let listener: Listener;
test.beforeEach(async () => {
  listener = await listen();
});
test.afterEach(() => listener.close());

const addressOf = (form: string) => `${listener.origin}/${form}`;

test("a forged replay that is played to its end and sought through asks no other origin for anything", async ({
  dashboard,
  demo,
}) => {
  const project = await ownProject(demo, "Forged");
  const replay = new File([forgedRecording(addressOf)], "events.json", { type: "application/json" });
  const key = await sendReport(demo, { project_id: project.id, title: "Forged" }, { replay });
  const foreign = foreignRequests(dashboard, demo.url);
  await openBug(dashboard, demo, key);
  await expect(replayedPage(dashboard).getByText("FORGED PAGE")).toBeVisible();
  const scrubber = dashboard.getByTestId("replay-scrubber");
  await dashboard.getByTestId("replay-toggle").click();
  await expect.poll(() => scrubber.evaluate((input: HTMLInputElement) => input.value === input.max)).toBe(true);
  for (const press of ["Home", "ArrowRight", "End", "Home"]) {
    await scrubber.press(press);
    await rest(dashboard);
  }
  for (const tab of ["Timeline", "Context", "Transcript"]) await dashboard.getByRole("tab", { name: tab }).click();
  await rest(dashboard);
  expect(foreign).toEqual([]);
  expect(listener.heard).toEqual([]);
});

test("the player's own document lets nothing out, even of a recording that nobody has cleaned", async ({
  dashboard,
  demo,
}) => {
  await dashboard.goto(`${demo.url}/robots.txt`);
  await dashboard.evaluate(async (recording) => {
    const frame = document.createElement("iframe");
    const until = (type: string) =>
      new Promise<void>((resolve) => {
        window.addEventListener("message", ({ source, data }: MessageEvent<{ type: string }>) => {
          if (source === frame.contentWindow && data.type === type) resolve();
        });
      });
    const [ready, shown] = [until("ready"), until("shown")];
    Object.assign(frame, { src: "/replay", width: "900", height: "700" });
    document.body.append(frame);
    await ready;
    const bytes = new TextEncoder().encode(recording).buffer;
    frame.contentWindow?.postMessage({ type: "load", bytes, offset_ms: 50 }, location.origin);
    await shown;
    for (const offset_ms of [0, 1400, 700, 2000, 0, 1450]) {
      const reached = until("shown");
      frame.contentWindow?.postMessage({ type: "seek", offset_ms }, location.origin);
      await reached;
    }
  }, forgedRecording(addressOf));
  await rest(dashboard);
  expect(listener.heard).toEqual([]);
});

test("the same sheets and elements do fetch in a page that nobody guards", async ({ page }) => {
  await page.setContent(forgedPage(addressOf), { waitUntil: "commit" });
  const sheets = ["import", "import-escaped", "url", "url-line", "url-escaped", "variable", "property-escaped", "font"];
  const elements = ["img", "img-srcset", "poster", "iframe", "iframe-srcdoc", "object", "embed", "link-preload"];
  const forms = [...sheets, ...elements, "link-prefetch", "svg-image", "style-attribute", "image-set"];
  await expect.poll(() => listener.heard).toEqual(expect.arrayContaining(forms.map((form) => `/${form}`)));
});
