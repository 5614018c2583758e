import type { Artifact } from "@hawkmoth/domain/capture/schema";

/** Types of a screenshot that a browser may show in place. */
const SHOWN = new Set(["image/png", "image/jpeg", "image/webp"]);

type Named = Pick<Artifact, "kind" | "content_type" | "file_name" | "id">;

/** Anything but a screenshot is saved, so that no file that somebody attached ever opens as a page of ours. */
export function contentDisposition({ kind, content_type, file_name, id }: Named): string {
  const name = file_name ?? id;
  const ascii = name.replaceAll(/[^\w. -]/g, "_");
  const shown = kind === "SCREENSHOT" && SHOWN.has(content_type) ? "inline" : "attachment";
  return `${shown}; filename="${ascii}"; filename*=UTF-8''${extendedValue(name)}`;
}

/** As RFC 8187 wants it: encodeURIComponent leaves four characters that end or quote a value. */
function extendedValue(name: string): string {
  return encodeURIComponent(name).replaceAll(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
