import { expect, test } from "vitest";
import { fileKind } from "./file-kind.ts";

test.each([
  ["notes.md", "application/octet-stream", "Markdown"],
  ["server.LOG", "text/plain", "Log"],
  ["page.html", "text/html", "HTML file"],
  ["photo.png", "image/png", "PNG image"],
  ["clip.webm", "video/webm", "WEBM video"],
  ["export.tar.gz", "application/gzip", "GZ file"],
  ["Makefile", "application/octet-stream", "File"],
  ["camera", "image/jpeg", "Image"],
  [".constructor", "text/plain", "File"],
  ["a.constructor", "text/plain", "File"],
  [null, "text/plain", "File"],
])("%s of type %s is called a %s", (file_name, content_type, kind) => {
  expect(fileKind({ file_name, content_type })).toBe(kind);
});
