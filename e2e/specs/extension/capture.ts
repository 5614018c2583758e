import type { CaptureLogs, CaptureReplay } from "@hawkmoth/domain/capture/bundle";
import type { CapturePolicy } from "@hawkmoth/domain/project/schema";
import type { Page } from "@playwright/test";
import type { ExtensionBrowser } from "./browser.ts";

/** A frozen capture as the review page sees it. */
export interface FrozenCapture {
  logs: CaptureLogs;
  replay: CaptureReplay | null;
  has_screenshot: boolean;
  is_recorded: boolean;
  cookies: unknown;
  /** Everything of it as one text, for searching. */
  text: string;
}

export const PROJECT_ID = "prj_01jd9x0000000000000000000a";

export const POLICY: CapturePolicy = {
  privacy_mode: "MODERATE",
  capture_bodies: false,
  cookies: "NONE",
  window_s: 30,
  mask_selectors: [],
  block_selectors: [],
};

/** Ties the extension to an address without going through the pages, and sets what projects allow. */
export async function connect(
  browser: ExtensionBrowser,
  policy: CapturePolicy = POLICY,
  origin = "http://127.0.0.1:9",
): Promise<void> {
  const page = await browser.open("connect.html");
  await page.getByRole("heading", { name: /Connect to your Hawkmoth|Connected/ }).waitFor();
  const connection = {
    origin,
    key: "hm_key_testtesttesttest",
    workspace: { slug: "acme", name: "Acme" },
    member: "Ann",
  };
  await page.evaluate(async (value) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open("hawkmoth");
      request.addEventListener("success", () => resolve(request.result));
      request.addEventListener("error", () => reject(request.error));
    });
    const write = database.transaction("connection", "readwrite");
    write.objectStore("connection").put(value, "current");
    await new Promise((resolve) => write.addEventListener("complete", resolve));
    database.close();
  }, connection);
  const projects = [{ project_id: PROJECT_ID, allowed_origins: [], policy }];
  await page.evaluate(`chrome.storage.local.set(${JSON.stringify({ policies: { projects, last_project_id: null } })})`);
  await page.close();
}

/** Reads the capture a review page shows, out of the extension's own database. */
export async function readCapture(review: Page): Promise<FrozenCapture> {
  const id = new URL(review.url()).searchParams.get("draft") ?? "";
  const parts = await review.evaluate(async (draft_id) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open("hawkmoth");
      request.addEventListener("success", () => resolve(request.result));
      request.addEventListener("error", () => reject(request.error));
    });
    const draft = await new Promise<Record<string, unknown>>((resolve) => {
      const request = database.transaction("drafts").objectStore("drafts").get(draft_id);
      request.addEventListener("success", () => resolve(request.result));
    });
    const replay = draft["replay"];
    const text =
      replay instanceof Blob
        ? await new Response(replay.stream().pipeThrough(new DecompressionStream("gzip"))).text()
        : null;
    return {
      logs: JSON.stringify(draft["logs"]),
      replay: text,
      page: JSON.stringify(draft["page"]),
      cookies: draft["cookies"],
      has_screenshot: draft["screenshot"] instanceof Blob,
      is_recorded: draft["is_recorded"] === true,
    };
  }, id);
  return {
    logs: JSON.parse(parts.logs),
    replay: parts.replay === null ? null : JSON.parse(parts.replay),
    has_screenshot: parts.has_screenshot,
    is_recorded: parts.is_recorded,
    cookies: parts.cookies,
    text: parts.logs + parts.page + (parts.replay ?? ""),
  };
}
