import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { AppError } from "@hawkmoth/domain/errors";

interface Part {
  /** What errors call it. */
  name: string;
  max_bytes: number;
}

/**
 * Unpacks a gzip stream piece by piece and gives up as soon as it grows past the cap, so that a small file that unfolds
 * into gigabytes costs no more memory than an honest one.
 * @throws PAYLOAD_TOO_LARGE past the cap, INVALID_INPUT for what is no gzip; both name the part.
 */
export async function* gunzipped(bytes: AsyncIterable<Uint8Array>, { name, max_bytes }: Part): AsyncGenerator<Buffer> {
  const source = Readable.from(bytes);
  const gunzip = createGunzip();
  source.on("error", (error) => gunzip.destroy(error));
  let size_bytes = 0;
  try {
    for await (const piece of source.pipe(gunzip)) {
      size_bytes += piece.length;
      if (size_bytes > max_bytes) throw tooLarge(name, max_bytes);
      yield piece;
    }
  } catch (error) {
    if (error instanceof AppError || !isZlibError(error)) throw error;
    throw new AppError("INVALID_INPUT", { message: `The ${name} is not valid gzip.`, cause: error });
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

/**
 * Reads a gzip stream of JSON whole.
 * @throws PAYLOAD_TOO_LARGE past the cap, INVALID_INPUT for what is no gzip or no JSON; both name the part.
 */
export async function readGzipJson(bytes: AsyncIterable<Uint8Array>, part: Part): Promise<unknown> {
  const pieces = await Array.fromAsync(gunzipped(bytes, part));
  try {
    return JSON.parse(Buffer.concat(pieces).toString("utf8"));
  } catch (error) {
    throw new AppError("INVALID_INPUT", { message: `The ${part.name} is not valid JSON.`, cause: error });
  }
}

function tooLarge(name: string, max_bytes: number): AppError {
  return new AppError("PAYLOAD_TOO_LARGE", {
    message: `The ${name} unfolds into more than ${Math.round(max_bytes / (1024 * 1024))} MiB.`,
  });
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("Z_");
}
