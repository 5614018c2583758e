import { describe, expect, test } from "vitest";
import { Origin, projectKeyFrom } from "./schema.ts";
import { slugify, WorkspaceSlug } from "../workspace/schema.ts";

describe("origins", () => {
  test("keep scheme, host and port, lower case, without the trailing slash", () => {
    expect(Origin.parse(" https://Shop.example:8443/ ")).toBe("https://shop.example:8443");
  });
  test.each(["shop.example", "ftp://x", "https://x/path", "https://x?y", "javascript:alert(1)"])(
    "%s is refused",
    (text) => {
      expect(Origin.safeParse(text).success).toBe(false);
    },
  );
});

describe("names turned into keys and slugs", () => {
  test.each([
    ["Shop front", "SHOP"],
    ["Café 9", "CAFE"],
    ["7up", "UP"],
    ["!", "PROJ"],
    ["X", "XPROJ"],
  ])("%s has the key %s", (name, key) => {
    expect(projectKeyFrom(name)).toBe(key);
  });
  test.each([
    ["Acme Inc.", "acme-inc"],
    ["Été", "ete"],
    ["api", "team-api"],
    ["***", "team-one"],
  ])("%s has the slug %s", (name, slug) => {
    expect(slugify(name)).toBe(slug);
    expect(WorkspaceSlug.safeParse(slug).success).toBe(true);
  });
});
