import { type CoveredBox, coveredBetween } from "@hawkmoth/capture/cover/boxes";
import { CAPTURE_LIMITS } from "@hawkmoth/domain/capture/limits";
import { browser } from "wxt/browser";
import { askCover, type Tab } from "./ask-page.ts";

const COVER = "#8b8e99";
/** A page that moves is pictured this often; then the boxes cover the way each thing moved. */
const MAX_PICTURES = 2;
/** The browser takes two pictures a second at most; a refused one is asked for again until then. */
const RETRY_MS = [150, 350, 550];
/** Width of a blurred picture in points: what stands where can be seen, and no text can be read. */
const BLURRED_POINTS = 40;

/** A picture that may leave, or why there is none. */
export interface Screenshot {
  screenshot: Blob | null;
  screenshot_note: string | null;
}

/**
 * Pictures the visible part of a tab, with everything covered that the replay masks. A page that can't say what to
 * cover is blurred as a whole. @throws when the browser allows no picture of this page.
 */
export async function takeScreenshot(tab: Tab, tab_id: number, isAnswering: boolean): Promise<Screenshot> {
  for (let count = 1; isAnswering; count += 1) {
    const before = await askCover(tab_id);
    if (!before) break;
    const picture = await pictureOf(tab.windowId);
    const after = await askCover(tab_id);
    if (!(await isInFront(tab, tab_id, after !== null)) || (after && after.visit !== before.visit)) return NOT_THE_PAGE;
    if (!after) return { screenshot: await blur(picture), screenshot_note: BLURRED };
    const isStill = JSON.stringify(before.boxes) === JSON.stringify(after.boxes);
    if (!isStill && count < MAX_PICTURES) continue;
    const boxes = isStill ? before.boxes : coveredBetween(before.boxes, after.boxes);
    return { screenshot: await cover(picture, boxes), screenshot_note: null };
  }
  const picture = await pictureOf(tab.windowId);
  if (!(await isInFront(tab, tab_id, false))) return NOT_THE_PAGE;
  return { screenshot: await blur(picture), screenshot_note: BLURRED };
}

const NOT_THE_PAGE: Screenshot = {
  screenshot: null,
  screenshot_note: "Another page came to the front before the picture was taken.",
};
const BLURRED = "Blurred, because the page could not say what to hide in it";

/** A picture shows whatever tab is in front, which may have changed since the click; one that answers says itself which page it is. */
async function isInFront(tab: Tab, tab_id: number, isAnswering: boolean): Promise<boolean> {
  const now = await browser.tabs.get(tab_id).catch(() => null);
  return now !== null && now.active && now.windowId === tab.windowId && (isAnswering || now.url === tab.url);
}

async function pictureOf(window_id: number): Promise<Blob> {
  for (const delay_ms of RETRY_MS) {
    try {
      return await visibleTab(window_id);
    } catch (error) {
      if (/permission|cannot access/i.test(String(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, delay_ms));
    }
  }
  return visibleTab(window_id);
}

async function visibleTab(window_id: number): Promise<Blob> {
  const url = await browser.tabs.captureVisibleTab(window_id, { format: "png" });
  return (await fetch(url)).blob();
}

async function cover(picture: Blob, boxes: readonly CoveredBox[]): Promise<Blob> {
  const bitmap = await createImageBitmap(picture);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = contextOf(canvas);
  context.drawImage(bitmap, 0, 0);
  context.fillStyle = COVER;
  for (const { x, y, width, height } of boxes) {
    const [left, top] = [Math.floor(x * canvas.width), Math.floor(y * canvas.height)];
    const [right, bottom] = [Math.ceil((x + width) * canvas.width), Math.ceil((y + height) * canvas.height)];
    context.fillRect(left, top, right - left, bottom - top);
  }
  return encode(canvas);
}

async function blur(picture: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(picture);
  const height = Math.max(1, Math.round((bitmap.height / bitmap.width) * BLURRED_POINTS));
  const small = await createImageBitmap(bitmap, {
    resizeWidth: BLURRED_POINTS,
    resizeHeight: height,
    resizeQuality: "high",
  });
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  contextOf(canvas).drawImage(small, 0, 0, canvas.width, canvas.height);
  return encode(canvas);
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser has no 2d canvas");
  return context;
}

async function encode(canvas: OffscreenCanvas): Promise<Blob> {
  const png = await canvas.convertToBlob({ type: "image/png" });
  if (png.size <= CAPTURE_LIMITS.screenshot_bytes / 2) return png;
  return canvas.convertToBlob({ type: "image/jpeg", quality: 0.85 });
}
