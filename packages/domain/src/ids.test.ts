import { describe, expect, test } from "vitest";
import { ID_PREFIXES, idSchema, idToUuid, isId, newId, parseBugKey, uuidToId, type IdKind } from "./ids.ts";

describe("ids", () => {
  test.each(Object.keys(ID_PREFIXES) as IdKind[])(
    "an id of kind %s survives the way to the database and back",
    (kind) => {
      const id = newId(kind);
      expect(uuidToId(kind, idToUuid(kind, id))).toBe(id);
      expect(idSchema(kind).parse(id)).toBe(id);
    },
  );

  test("ids sort in the order they were made", () => {
    const ids = Array.from({ length: 100 }, () => newId("bug"));
    expect(ids.toSorted()).toEqual(ids);
  });

  test("a well-formed id that nobody made is converted, not refused", () => {
    expect(idToUuid("agent", "agt_01jzzzzzzzzzzzzzzzzzzzzzzz")).toBe("0197ffff-ffff-ffff-ffff-ffffffffffff");
  });

  test("an id of another kind is refused", () => {
    expect(isId("bug", newId("project"))).toBe(false);
    expect(() => idToUuid("bug", newId("project"))).toThrow(/prefix/i);
  });

  test("prefixes are unique", () => {
    const prefixes = Object.values(ID_PREFIXES);
    expect(new Set(prefixes).size).toBe(prefixes.length);
  });
});

describe("bug keys", () => {
  test.each([
    ["SHOP-412", { project_key: "SHOP", number: 412 }],
    ["shop-1", { project_key: "SHOP", number: 1 }],
  ])("%s is a key", (text, key) => {
    expect(parseBugKey(text)).toEqual(key);
  });

  test.each(["SHOP-0", "SHOP", "-1", "S-1", "SHOP-1x", "9SHOP-1", "SHOP-01", "SHOP-1234567890"])(
    "%s is none",
    (text) => {
      expect(parseBugKey(text)).toBeNull();
    },
  );
});
