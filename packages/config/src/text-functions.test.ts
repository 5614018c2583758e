import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { NOT_MEASURED } from "./not-measured.ts";
import { importsOf, textFunctionsOf } from "./text-functions.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const TEST = "linear-time.test.ts";

describe.each(Object.entries(NOT_MEASURED))("%s", (directory, excused) => {
  const source = join(ROOT, directory, "src");
  const found = textFunctionsOf(source);
  const measured = new Set(importsOf(source, TEST));

  test("each exported function that takes text is measured in linear-time.test.ts, or excused with a reason", () => {
    expect(found.filter((name) => !measured.has(name) && !Object.hasOwn(excused, name))).toEqual([]);
  });

  test("no excuse is left for a function that is measured, or gone", () => {
    expect(Object.keys(excused).filter((name) => measured.has(name) || !found.includes(name))).toEqual([]);
  });
});
