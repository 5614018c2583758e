import { AppError } from "@hawkmoth/domain/errors";
import { scrubProse } from "@hawkmoth/domain/capture/scrub";
import { HARD_CAP_TOKENS } from "../budget.ts";
import type { Connection } from "../host.ts";
import { isRecord } from "../json-schema.ts";
import { cleanText, withoutMarks } from "../sanitize.ts";
import type { ResourceContents } from "../surface.ts";
import type { ToolReader } from "../tool-reader.ts";
import { TRUST_KEY } from "../trust.ts";

const MAX_FILE_BYTES = 1_048_576;
/** A token is at least a character, mostly about four. */
const MAX_CHARACTERS = HARD_CAP_TOKENS * 4;
const TEXT = /^(?:text\/|application\/(?:json|xml|[\w.+-]+\+(?:json|xml))\b)/;
const UNTRUSTED = { _meta: { [TRUST_KEY]: { integrity: "untrusted", fields: ["text", "blob"] } } };

/** One file of a bug, by the tools that list files and show pictures. */
export interface MediaWish {
  bug_id: string;
  media_id: string;
  uri: string;
}

/**
 * A screenshot or attached file: pictures as get_screenshot gives them, texts clean, everything else as bytes. A replay
 * is told by its transcript; its events are for those who may read them raw.
 * @throws NOT_FOUND for what is no file of the bug, PAYLOAD_TOO_LARGE for more than 1 MB.
 */
export async function readMedia(
  reader: ToolReader,
  connection: Connection,
  { bug_id, media_id, uri }: MediaWish,
): Promise<ResourceContents> {
  const { media } = await reader.value(connection, "get_bug_media", { bug_id });
  const found = (Array.isArray(media) ? media.filter(isRecord) : []).find(({ id }) => id === media_id);
  if (!found) throw new AppError("NOT_FOUND");
  const mimeType = String(found["content_type"]);
  if (found["kind"] === "REPLAY_CLEAN") return await told(reader, connection, { bug_id, media_id, uri });
  if (mimeType.startsWith("image/")) {
    const { content } = await reader.present(connection, "get_screenshot", { bug_id, media_id });
    const image = content.find((block) => block.type === "image");
    if (image) return { uri, mimeType: image.mimeType, blob: image.data, ...UNTRUSTED };
  }
  if (Number(found["size_bytes"]) > MAX_FILE_BYTES)
    throw new AppError("PAYLOAD_TOO_LARGE", {
      message: "The file is larger than 1 MB.",
      hint: "Open it in the dashboard.",
    });
  const bytes = await reader.file(connection, media_id);
  if (!TEXT.test(mimeType)) return { uri, mimeType, blob: bytes.toString("base64"), ...UNTRUSTED };
  const text = bytes.toString("utf8").slice(0, MAX_CHARACTERS);
  return { uri, mimeType, text: withoutMarks(scrubProse(cleanText(text)).text), ...UNTRUSTED };
}

async function told(reader: ToolReader, connection: Connection, { bug_id, uri }: MediaWish): Promise<ResourceContents> {
  const result = await reader.present(connection, "get_replay_transcript", { bug_id, verbosity: "detailed" });
  const [block] = result.content;
  const meta = result._meta ? { _meta: { ...result._meta } } : {};
  return { uri, mimeType: "text/plain", text: block?.type === "text" ? block.text : "", ...meta };
}
