import { describe, expect, test } from "vitest";
import { contentDisposition } from "./content-disposition.ts";

const file = { kind: "FILE", content_type: "text/plain", id: "art_01kahz0v3ve008000000000009" } as const;

describe("the disposition of a download", () => {
  test.each([
    ["a path", "../../etc/passwd"],
    ["a path of Windows", "C:\\temp\\notes.md"],
    ["a line break and a header", "a.md\r\nset-cookie: sid=1"],
    ["quotes", `a"; filename="b.exe`],
    ["an order of characters", "\u202egnp.exe"],
    ["the marks of an extended value", "it's (a) *copy*.md"],
    ["another script", "отчёт 🦋.md"],
  ])("holds a name with %s in one header, with one file name of each form", (_what, file_name) => {
    const value = contentDisposition({ ...file, file_name });
    expect(new Headers({ "content-disposition": value }).get("content-disposition")).toBe(value);
    const [, plain, extended] = /^attachment; filename="([\w. -]*)"; filename\*=UTF-8''([\w.!~%-]*)$/.exec(value) ?? [];
    expect(plain).toHaveLength(file_name.length);
    expect(decodeURIComponent(extended ?? "")).toBe(file_name);
  });

  test("names a file without a name by its id", () => {
    expect(contentDisposition({ ...file, file_name: null })).toContain(`filename="${file.id}"`);
  });

  test.each([
    ["SCREENSHOT", "image/png", "inline"],
    ["SCREENSHOT", "image/svg+xml", "attachment"],
    ["FILE", "image/png", "attachment"],
    ["FILE", "text/html", "attachment"],
    ["REPLAY_CLEAN", "application/gzip", "attachment"],
  ] as const)("of a %s of type %s is %s", (kind, content_type, shown) => {
    expect(contentDisposition({ ...file, kind, content_type, file_name: "a" })).toMatch(new RegExp(`^${shown};`));
  });
});
