import type { CaptureLogs, CaptureReplay } from "@hawkmoth/domain/capture/bundle";
import type { CapturePolicy } from "@hawkmoth/domain/project/schema";
import type { Page } from "@playwright/test";
import type { ExtensionBrowser } from "./browser.ts";

/** A frozen capture as the review page sees it. */
export interface FrozenCapture {
  logs: CaptureLogs;
  replay: CaptureReplay | null;
  has_screenshot: boolean;
  screenshot_note: string | null;
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
  await connectProjects(browser, [{ project_id: PROJECT_ID, allowed_origins: [], policy }], origin);
}

/** The same with several projects and the sites that are theirs. */
export async function connectProjects(
  browser: ExtensionBrowser,
  projects: readonly { project_id: string; allowed_origins: readonly string[]; policy: CapturePolicy }[],
  origin: string,
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
  await page.evaluate(`chrome.storage.local.set(${JSON.stringify({ policies: { projects, last_project_id: null } })})`);
  await page.close();
}

/** Reads the capture a review page shows, out of the extension's own database. */
export async function readCapture(review: Page): Promise<FrozenCapture> {
  const id = new URL(review.url()).searchParams.get("draft");
  if (id === null) throw new Error(`no capture was made: ${review.url()}`);
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
      screenshot_note: typeof draft["screenshot_note"] === "string" ? draft["screenshot_note"] : null,
      is_recorded: draft["is_recorded"] === true,
    };
  }, id);
  return {
    logs: JSON.parse(parts.logs),
    replay: parts.replay === null ? null : JSON.parse(parts.replay),
    has_screenshot: parts.has_screenshot,
    screenshot_note: parts.screenshot_note,
    is_recorded: parts.is_recorded,
    cookies: parts.cookies,
    text: parts.logs + parts.page + (parts.replay ?? ""),
  };
}

/** How many points of a picture have exactly this colour: of the draft's screenshot, or of a PNG that is given. */
export async function countPixels(
  page: Page,
  colour: readonly [number, number, number],
  png?: Buffer,
): Promise<number> {
  const draft_id = new URL(page.url()).searchParams.get("draft");
  return page.evaluate(
    async ({ id, rgb, base64 }) => {
      const readDraft = async () => {
        const database = await new Promise<IDBDatabase>((resolve) => {
          const request = indexedDB.open("hawkmoth");
          request.addEventListener("success", () => resolve(request.result));
        });
        return new Promise<Blob>((resolve) => {
          const request = database
            .transaction("drafts")
            .objectStore("drafts")
            .get(id ?? "");
          request.addEventListener("success", () => resolve(request.result.screenshot));
        });
      };
      const given = () => new Blob([Uint8Array.from(atob(base64 ?? ""), (char) => char.charCodeAt(0))]);
      const bitmap = await createImageBitmap(base64 === null ? await readDraft() : given());
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
      context?.drawImage(bitmap, 0, 0);
      const { data } = context?.getImageData(0, 0, bitmap.width, bitmap.height) ?? { data: [] };
      let count = 0;
      for (let at = 0; at < data.length; at += 4)
        if (rgb.every((value, offset) => data[at + offset] === value)) count += 1;
      return count;
    },
    { id: draft_id, rgb: [...colour], base64: png?.toString("base64") ?? null },
  );
}
