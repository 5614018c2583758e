import { AppError } from "@hawkmoth/domain/errors";
import type { FittedImage, ImageScaler } from "@hawkmoth/services/ports";
import sharp, { type Sharp } from "sharp";

/** A small file may unfold into a picture that fills the memory; this is a 6K screen. */
const MAX_PIXELS = 6144 * 3456;
const FORMATS = new Map([
  ["png", "image/png"],
  ["jpeg", "image/jpeg"],
  ["webp", "image/webp"],
]);
/** Each step is tried until the image is small enough: quality first, then fewer pixels. */
const STEPS = [
  { quality: 82, scale: 1 },
  { quality: 70, scale: 1 },
  { quality: 60, scale: 0.75 },
  { quality: 50, scale: 0.5 },
  { quality: 40, scale: 0.25 },
];

/** Scales images with sharp. Metadata such as a place or a camera is never kept. */
export function createImageScaler(): ImageScaler {
  return { fit };
}

async function fit(
  bytes: Uint8Array,
  { max_width, max_bytes }: { max_width: number; max_bytes: number },
): Promise<FittedImage> {
  const { width, height, format } = await measure(bytes);
  const content_type = FORMATS.get(format);
  if (content_type && width <= max_width && bytes.byteLength <= max_bytes)
    return { bytes, content_type, width, height };
  const target = Math.min(width, max_width);
  if (format === "png") {
    const png = await encode(open(bytes).resize({ width: target }).png({ compressionLevel: 9 }), "image/png");
    if (png.bytes.byteLength <= max_bytes) return png;
  }
  for (const { quality, scale } of STEPS) {
    const resized = open(bytes).resize({ width: Math.max(1, Math.round(target * scale)) });
    const jpeg = await encode(resized.flatten({ background: "#ffffff" }).jpeg({ quality }), "image/jpeg");
    if (jpeg.bytes.byteLength <= max_bytes) return jpeg;
  }
  throw new AppError("PAYLOAD_TOO_LARGE", { message: `The image can't be made smaller than ${max_bytes} bytes.` });
}

function open(bytes: Uint8Array): Sharp {
  return sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error" }).autoOrient();
}

async function measure(bytes: Uint8Array): Promise<{ width: number; height: number; format: string }> {
  try {
    const { width, height, format } = await sharp(bytes, { limitInputPixels: MAX_PIXELS }).metadata();
    if (width && height && format && format !== "svg") return { width, height, format };
  } catch (error) {
    throw unreadable(error);
  }
  throw unreadable();
}

function unreadable(cause?: unknown): AppError {
  return new AppError("UNSUPPORTED_MEDIA_TYPE", { message: "This is not a readable image.", cause });
}

async function encode(image: Sharp, content_type: string): Promise<FittedImage> {
  try {
    const { data, info } = await image.toBuffer({ resolveWithObject: true });
    return { bytes: data, content_type, width: info.width, height: info.height };
  } catch (error) {
    // Only now is the picture itself read; until here its header was enough.
    throw unreadable(error);
  }
}
