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

const MAX_NAME_CHARACTERS = 100;
const LIMITS = {
  fieldSize: 256 * 1024,
  fields: 40,
  files: 8,
  parts: 48,
  fileSize: CAPTURE_LIMITS.file_bytes,
  headerPairs: 100,
};

/** Bytes of the largest form that could be taken: each kind of file at its limit, and 2 MiB for texts and boundaries. */
export const MAX_FORM_BYTES =
  CAPTURE_LIMITS.replay_gzip_bytes +
  CAPTURE_LIMITS.logs_gzip_bytes +
  CAPTURE_LIMITS.screenshot_bytes +
  CAPTURE_LIMITS.max_files * CAPTURE_LIMITS.file_bytes +
  2 * 1024 * 1024;

function tooLarge(what: string): AppError {
  return new AppError("PAYLOAD_TOO_LARGE", { message: `${what} is larger than allowed.` });
}

/** What a form that is larger than any that could be taken is refused with. */
export function formTooLarge(): AppError {
  return new AppError("PAYLOAD_TOO_LARGE", {
    message: `A form may have ${MAX_FORM_BYTES} bytes.`,
    details: { max_bytes: MAX_FORM_BYTES },
  });
}

function tooMany(what: string, max_count: number): AppError {
  return new AppError("INVALID_INPUT", {
    message: `A form may have ${max_count} ${what}.`,
    hint: "Put further facts into 'extra', as JSON.",
    details: { max_count },
  });
}

function assertName(name: unknown): asserts name is string {
  if (typeof name !== "string" || name === "")
    throw new AppError("INVALID_INPUT", { message: "A part of the form has no name." });
  if (name.length > MAX_NAME_CHARACTERS)
    throw new AppError("INVALID_INPUT", {
      message: `The name of a field may have ${MAX_NAME_CHARACTERS} characters.`,
      field: name.slice(0, MAX_NAME_CHARACTERS),
    });
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

/** Passes a body on up to the largest form there may be, however its length was announced. */
async function* capped(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size_bytes = 0;
  for await (const chunk of body) {
    size_bytes += chunk.byteLength;
    if (size_bytes > MAX_FORM_BYTES) throw formTooLarge();
    yield chunk;
  }
}

export interface FormSource {
  body: ReadableStream<Uint8Array>;
  content_type: string;
  /** Where files are kept. */
  directory: string;
  /** Aborted when the sender is gone. */
  signal: AbortSignal;
}

/** What was read of a form so far, and what ends it early. */
class FormReader {
  readonly fields = new Map<string, string>();
  readonly kept: Promise<FormFile>[] = [];
  readonly #streams: Readable[] = [];
  readonly #source: FormSource;
  readonly #parser: InstanceType<typeof Busboy>;

  constructor(source: FormSource) {
    this.#source = source;
    this.#parser = openParser({ "content-type": source.content_type });
    this.#parser.on("field", (name, value, ...[, isTruncated]) =>
      this.#judge(() => this.#takeField(name, value, isTruncated)),
    );
    this.#parser.on("file", (name, stream, ...[file_name, , content_type]) => {
      this.#streams.push(stream);
      stream.on("error", () => stream.resume());
      this.#judge(() => this.#takeFile(name, { stream, file_name, content_type }));
    });
    this.#parser.on("fieldsLimit", () => this.#parser.destroy(tooMany("fields", LIMITS.fields)));
    this.#parser.on("filesLimit", () => this.#parser.destroy(tooMany("files", LIMITS.files)));
    this.#parser.on("partsLimit", () => this.#parser.destroy(tooMany("parts", LIMITS.parts)));
  }

  /** Ends the form with the first thing that is wrong with it. */
  #judge(take: () => void): void {
    try {
      take();
    } catch (error) {
      this.#parser.destroy(error instanceof Error ? error : new AppError("INTERNAL", { cause: error }));
    }
  }

  #takeField(name: unknown, value: string, isTruncated: boolean): void {
    assertName(name);
    if (isTruncated) throw tooLarge(`The field '${name}'`);
    if (this.fields.has(name))
      throw new AppError("INVALID_INPUT", { message: `Invalid '${name}': give it once`, field: name });
    this.fields.set(name, value);
  }

  #takeFile(name: unknown, part: Pick<Part, "stream" | "file_name" | "content_type">): void {
    assertName(name);
    const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
    if (!kind) throw new AppError("INVALID_INPUT", { message: `Unknown field '${name}'`, field: name });
    const path = join(this.#source.directory, String(this.kept.length));
    const file = keep({ ...part, kind, path, file_name: part.file_name || kind.toLowerCase() });
    file.catch((error: unknown) =>
      this.#judge(() => {
        throw error;
      }),
    );
    this.kept.push(file);
  }

  async read(): Promise<FormReport> {
    const { body, signal } = this.#source;
    try {
      await pipeline(Readable.fromWeb(body), capped, this.#parser, { signal });
      return { fields: Object.fromEntries(this.fields), files: await Promise.all(this.kept) };
    } catch (cause) {
      // A file that never ends would keep its descriptor open.
      for (const stream of this.#streams) stream.destroy();
      await Promise.allSettled(this.kept);
      if (cause instanceof AppError) throw cause;
      const message = signal.aborted
        ? "The connection ended before the form did."
        : "The multipart body is not well-formed.";
      throw new AppError("INVALID_INPUT", { message, cause });
    }
  }
}

/**
 * Reads a multipart form. Files go to `directory` as they come, so that memory stays flat and their sizes are known
 * before they are announced. Reading ends at the first thing that is wrong, and nothing stays open.
 * @throws INVALID_INPUT, PAYLOAD_TOO_LARGE
 */
export async function readForm(source: FormSource): Promise<FormReport> {
  return await new FormReader(source).read();
}
