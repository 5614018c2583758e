import type { CoveredBox } from "@hawkmoth/capture/page";
import { CAPTURE_LIMITS } from "@hawkmoth/domain/capture/limits";
import { browser } from "wxt/browser";

const COVER = "#8b8e99";

/** Pictures the visible part of a window, as PNG. @throws when the browser does not allow it on this page. */
export async function takeScreenshot(window_id: number): Promise<Blob> {
  const url = await browser.tabs.captureVisibleTab(window_id, { format: "png" });
  return (await fetch(url)).blob();
}

/**
 * Paints over everything the replay masks. The picture is scaled to the device, the boxes are CSS pixels of a viewport
 * of `viewport_width`.
 */
export async function coverScreenshot(
  picture: Blob,
  boxes: readonly CoveredBox[],
  viewport_width: number,
): Promise<Blob> {
  const bitmap = await createImageBitmap(picture);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext("2d");
  if (!context) return picture;
  context.drawImage(bitmap, 0, 0);
  context.fillStyle = COVER;
  const scale = bitmap.width / Math.max(1, viewport_width);
  for (const { x, y, width, height } of boxes) context.fillRect(x * scale, y * scale, width * scale, height * scale);
  const png = await canvas.convertToBlob({ type: "image/png" });
  if (png.size <= CAPTURE_LIMITS.screenshot_bytes / 2) return png;
  return canvas.convertToBlob({ type: "image/jpeg", quality: 0.85 });
}
