import { describe, expect, it } from "vitest";
import { nearestName } from "./nearest.ts";

const TOOLS = ["get_bug", "get_bug_context", "get_bug_media", "list_bugs", "search_bugs", "add_comment"];

describe("nearestName", () => {
  it("finds the name behind a slip, another spelling or a longer form", () => {
    expect(nearestName("get_bugs", TOOLS)).toBe("get_bug");
    expect(nearestName("listBugs", TOOLS)).toBe("list_bugs");
    expect(nearestName("search-bug", TOOLS)).toBe("search_bugs");
    expect(nearestName("add_bug_comment", TOOLS)).toBe("add_comment");
  });

  it("prefers the closest of several names that contain it", () => {
    expect(nearestName("bug_context", TOOLS)).toBe("get_bug_context");
    expect(nearestName("GET_BUG", TOOLS)).toBe("get_bug");
  });

  it("answers null rather than a wild guess", () => {
    expect(nearestName("delete_everything", TOOLS)).toBeNull();
    expect(nearestName("", TOOLS)).toBeNull();
  });
});
