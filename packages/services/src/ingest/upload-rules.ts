import { CAPTURE_LIMITS } from "@hawkmoth/domain/capture/bundle";
import { COOKIE_LIMITS } from "@hawkmoth/domain/capture/cookies";
import { AppError } from "@hawkmoth/domain/errors";
import type { UploadIntent, UploadKind } from "@hawkmoth/domain/ingest/schema";

interface UploadRule {
  max_count: number;
  max_bytes: number;
  /** Content types without parameters; null accepts any. */
  types: readonly string[] | null;
}

const GZIP = ["application/gzip", "application/x-gzip"];
/** Recordings may come unpacked, and from programs that know no type for them; what they are is seen when they are read. */
const RECORDED = [...GZIP, "application/json", "application/octet-stream"];
const TYPE = /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/;

const RULES: Record<UploadKind, UploadRule> = {
  REPLAY: { max_count: 1, max_bytes: CAPTURE_LIMITS.replay_gzip_bytes, types: RECORDED },
  LOGS: { max_count: 1, max_bytes: CAPTURE_LIMITS.logs_gzip_bytes, types: RECORDED },
  COOKIES: { max_count: 1, max_bytes: COOKIE_LIMITS.gzip_bytes, types: GZIP },
  SCREENSHOT: {
    max_count: 1,
    max_bytes: CAPTURE_LIMITS.screenshot_bytes,
    types: ["image/png", "image/jpeg", "image/webp"],
  },
  FILE: { max_count: CAPTURE_LIMITS.max_files, max_bytes: CAPTURE_LIMITS.file_bytes, types: null },
};

/** A content type in lower case without its parameters. */
export function bareType(content_type: string): string {
  return content_type.split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

/**
 * Stops a report whose announced files are too many, too large or of the wrong kind.
 * @throws INVALID_INPUT, PAYLOAD_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, each naming the kind.
 */
export function assertUploads(uploads: readonly UploadIntent[]): void {
  const counts = new Map<UploadKind, number>();
  for (const { kind, size_bytes, content_type } of uploads) {
    const rule = RULES[kind];
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    if (count > rule.max_count)
      throw new AppError("INVALID_INPUT", {
        message: `Invalid 'uploads': at most ${rule.max_count} of kind ${kind}`,
        field: "uploads",
      });
    if (size_bytes > rule.max_bytes)
      throw new AppError("PAYLOAD_TOO_LARGE", {
        message: `${kind} may have at most ${rule.max_bytes} bytes.`,
        field: "uploads",
        details: { kind, max_bytes: rule.max_bytes },
      });
    assertType(kind, content_type);
  }
}

/** @throws UNSUPPORTED_MEDIA_TYPE when a file of this kind can't be of this type. */
export function assertType(kind: UploadKind, content_type: string): void {
  const type = bareType(content_type);
  const { types } = RULES[kind];
  if (TYPE.test(type) && (types === null || types.includes(type))) return;
  throw new AppError("UNSUPPORTED_MEDIA_TYPE", {
    message: `${kind} must be ${types === null ? "of a well-formed content type" : types.join(" or ")}.`,
    field: "uploads",
    ...(types === null ? {} : { expected: types }),
  });
}
