import { createHash } from "node:crypto";
import Busboy, { type BusboyHeaders } from "@fastify/busboy";
import { CAPTURE_LIMITS } from "@hawkmoth/domain/capture/bundle";
import { AppError } from "@hawkmoth/domain/errors";
import type { UploadKind } from "@hawkmoth/domain/ingest/schema";
import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";

/** A file of a form, kept on disk until it is stored. */
export interface FormFile {
  kind: UploadKind;
  path: string;
  content_type: string;
  file_name: string;
  size_bytes: number;
  /** Hex. */
  sha256: string;
}

export interface FormReport {
  fields: Record<string, string>;
  files: FormFile[];
}

const KINDS: Readonly<Record<string, UploadKind>> = {
  replay: "REPLAY",
  logs: "LOGS",
  screenshot: "SCREENSHOT",
  file: "FILE",
};

const LIMITS = {
  fieldSize: 256 * 1024,
  fields: 40,
  files: 8,
  fileSize: CAPTURE_LIMITS.file_bytes,
  headerPairs: 100,
};

function tooLarge(what: string): AppError {
  return new AppError("PAYLOAD_TOO_LARGE", { message: `${what} is larger than allowed.` });
}

interface Part {
  kind: UploadKind;
  stream: Readable & { truncated?: boolean };
  path: string;
  content_type: string;
  file_name: string;
}

async function keep({ kind, stream, path, content_type, file_name }: Part): Promise<FormFile> {
  const hash = createHash("sha256");
  stream.on("data", (chunk: Buffer) => hash.update(chunk));
  await pipeline(stream, createWriteStream(path, { mode: 0o600 }));
  if (stream.truncated) throw tooLarge(`The file '${kind.toLowerCase()}'`);
  return { kind, path, content_type, file_name, size_bytes: (await stat(path)).size, sha256: hash.digest("hex") };
}

function openParser(headers: BusboyHeaders): InstanceType<typeof Busboy> {
  try {
    return new Busboy({ headers, limits: LIMITS });
  } catch (cause) {
    throw new AppError("INVALID_INPUT", { message: "The Content-Type of the form names no boundary.", cause });
  }
}

/**
 * Reads a multipart form. Files go to `directory` as they come, so that memory stays flat and their sizes are known
 * before they are announced. @throws INVALID_INPUT, PAYLOAD_TOO_LARGE
 */
export async function readForm(
  body: ReadableStream<Uint8Array>,
  content_type: string,
  directory: string,
): Promise<FormReport> {
  const fields: Record<string, string> = {};
  const kept: Promise<FormFile>[] = [];
  const problems: AppError[] = [];
  const headers: BusboyHeaders = { "content-type": content_type };
  const parser = openParser(headers);
  parser.on("field", (name, value, ...[, isTruncated]) => {
    if (isTruncated) problems.push(tooLarge(`The field '${name}'`));
    else fields[name] = value;
  });
  parser.on("file", (name, stream, ...[file_name, , type]) => {
    const kind = KINDS[name];
    if (!kind) {
      problems.push(new AppError("INVALID_INPUT", { message: `Unknown field '${name}'`, field: name }));
      stream.resume();
      return;
    }
    const path = join(directory, String(kept.length));
    const file = keep({ kind, stream, path, content_type: type, file_name: file_name || kind.toLowerCase() });
    file.catch(() => stream.resume());
    kept.push(file);
  });
  parser.on("filesLimit", () => problems.push(tooLarge("The number of files")));
  try {
    await pipeline(Readable.fromWeb(body), parser);
  } catch (cause) {
    throw new AppError("INVALID_INPUT", { message: "The multipart body is not well-formed.", cause });
  }
  const files = await Promise.all(kept);
  if (problems[0]) throw problems[0];
  return { fields, files };
}
