import type { eventWithTime } from "@rrweb/types";

const GZIP_MAGIC = [0x1f, 0x8b];

/** Unpacks a recording, gzipped or plain, into rrweb's events. @throws Error when it is no recording. */
export async function readRecording(bytes: ArrayBuffer): Promise<eventWithTime[]> {
  const parsed: unknown = JSON.parse(await textOf(bytes));
  const events = typeof parsed === "object" && parsed !== null && "events" in parsed ? parsed.events : parsed;
  if (!Array.isArray(events) || events.length < 2 || !events.every(isEvent)) throw new Error("The recording is empty.");
  return events;
}

async function textOf(bytes: ArrayBuffer): Promise<string> {
  const head = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  const isGzip = GZIP_MAGIC.every((byte, index) => head[index] === byte);
  if (!isGzip) return new TextDecoder().decode(bytes);
  return await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

function isEvent(event: unknown): event is eventWithTime {
  return (
    typeof event === "object" &&
    event !== null &&
    "type" in event &&
    "timestamp" in event &&
    typeof event.type === "number" &&
    typeof event.timestamp === "number"
  );
}
