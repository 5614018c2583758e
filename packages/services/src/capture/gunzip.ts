import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { JsonLimits } from "@hawkmoth/domain/capture/limits";
import { AppError } from "@hawkmoth/domain/errors";
import { withinLimits } from "./json-marks.ts";

/** Small pieces cost as much room again for what keeps track of them. */
const PIECE = 128 * 1024;

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
  const gunzip = createGunzip({ chunkSize: PIECE });
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
 * What was uploaded as gzip or as it is, unpacked; which of both it is stands in its first two bytes.
 * @throws PAYLOAD_TOO_LARGE past the cap, INVALID_INPUT for what begins as gzip and is none; both name the part.
 */
export async function* unpacked(bytes: AsyncIterable<Uint8Array>, part: Part): AsyncGenerator<Buffer> {
  const { is_gzip, all } = await sniff(bytes);
  if (is_gzip) {
    yield* gunzipped(all, part);
    return;
  }
  let size_bytes = 0;
  for await (const piece of all) {
    size_bytes += piece.length;
    if (size_bytes > part.max_bytes) throw tooLarge(part.name, part.max_bytes);
    yield Buffer.from(piece.buffer, piece.byteOffset, piece.length);
  }
}

/**
 * Reads JSON whole, gzipped or not. What it holds is counted before it is parsed.
 * @throws PAYLOAD_TOO_LARGE past a limit, INVALID_INPUT for what is no gzip or no JSON; all name the part.
 */
export async function readJson(bytes: AsyncIterable<Uint8Array>, part: Part & JsonLimits): Promise<unknown> {
  const pieces = await Array.fromAsync(withinLimits(unpacked(bytes, part), part));
  try {
    return JSON.parse(Buffer.concat(pieces).toString("utf8"));
  } catch (error) {
    throw new AppError("INVALID_INPUT", { message: `The ${part.name} is not valid JSON.`, cause: error });
  }
}

async function sniff(bytes: AsyncIterable<Uint8Array>): Promise<{ is_gzip: boolean; all: AsyncGenerator<Uint8Array> }> {
  const source = bytes[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  for (let length = 0; length < 2;) {
    const { done, value } = await source.next();
    if (done) break;
    first.push(value);
    length += value.length;
  }
  const [one, two] = Buffer.concat(first);
  return { is_gzip: one === 0x1f && two === 0x8b, all: rejoin(first, source) };
}

async function* rejoin(first: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
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
