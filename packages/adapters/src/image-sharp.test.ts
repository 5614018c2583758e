import { randomFillSync } from "node:crypto";
import sharp, { type Sharp } from "sharp";
import { describe, expect, it } from "vitest";
import { createImageScaler } from "./image-sharp.ts";

const images = createImageScaler();

/** A picture of random dots, which no encoder makes small. */
function noise(width: number, height: number): Sharp {
  const pixels = randomFillSync(new Uint8Array(width * height * 3));
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}
function plain(width: number, height: number): Sharp {
  return sharp({ create: { width, height, channels: 4, background: "#2a6" } });
}

describe("createImageScaler", () => {
  it("leaves an image alone that fits", async () => {
    const bytes = await plain(640, 400).png().toBuffer();
    const fitted = await images.fit(bytes, { max_width: 640, max_bytes: 1e6 });
    expect(fitted).toEqual({ bytes, content_type: "image/png", width: 640, height: 400 });
  });

  it("scales down to the width and keeps the format and shape", async () => {
    const bytes = await plain(1600, 1000).png().toBuffer();
    const fitted = await images.fit(bytes, { max_width: 800, max_bytes: 1e6 });
    expect(fitted).toMatchObject({ content_type: "image/png", width: 800, height: 500 });
    expect(await sharp(fitted.bytes).metadata()).toMatchObject({ format: "png", width: 800 });
  });

  it("says so when only the beginning of a picture is there", async () => {
    const bytes = await noise(1600, 1000).png().toBuffer();
    const broken = images.fit(bytes.subarray(0, 5000), { max_width: 800, max_bytes: 1e6 });
    await expect(broken).rejects.toMatchObject({ code: "UNSUPPORTED_MEDIA_TYPE" });
  });

  it("never scales up", async () => {
    const fitted = await images.fit(await plain(300, 200).webp().toBuffer(), { max_width: 1280, max_bytes: 1e6 });
    expect(fitted).toMatchObject({ content_type: "image/webp", width: 300 });
  });

  it("becomes a JPEG of lower quality, then of fewer pixels, until the bytes fit", async () => {
    const bytes = await noise(700, 500).png().toBuffer();
    expect(bytes.length).toBeGreaterThan(500_000);
    const fitted = await images.fit(bytes, { max_width: 1280, max_bytes: 60_000 });
    expect(fitted.content_type).toBe("image/jpeg");
    expect(fitted.bytes.length).toBeLessThanOrEqual(60_000);
    await expect(images.fit(bytes, { max_width: 1280, max_bytes: 500 })).rejects.toMatchObject({
      code: "PAYLOAD_TOO_LARGE",
    });
  });

  it("refuses what is no picture, and a picture that would fill the memory", async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    for (const bytes of [Buffer.from("hello"), svg, await plain(5000, 4400).png().toBuffer()])
      await expect(images.fit(bytes, { max_width: 100, max_bytes: 1e6 })).rejects.toMatchObject({
        code: "UNSUPPORTED_MEDIA_TYPE",
      });
  });
});
