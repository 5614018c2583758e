import type { UploadTarget } from "@hawkmoth/domain/ingest/schema";
import type { z } from "zod";
import { refusal, unreachable } from "../connection/api.ts";

/**
 * Puts one file where the server said. XMLHttpRequest, because fetch can't tell how much of a body has left.
 * @returns `complete` when the capture takes no files any more, because a bug was made of it already.
 * @throws RequestFailed
 */
export function upload(
  target: z.infer<typeof UploadTarget>,
  file: Blob,
  on: { origin: string; onProgress: (sent_bytes: number) => void },
): Promise<"stored" | "complete"> {
  const url = new URL(target.url, on.origin);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(target.method, url);
    for (const [name, value] of Object.entries(target.headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", ({ loaded }) => on.onProgress(loaded));
    request.addEventListener("error", () => reject(unreachable(url.origin)));
    request.addEventListener("load", () => {
      if (request.status >= 200 && request.status < 300) resolve("stored");
      else if (request.status === 409) resolve("complete");
      else reject(refusal(request.status, parse(request.responseText)));
    });
    request.send(file);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
