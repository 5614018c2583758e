import { describe, expect, test } from "vitest";
import { type AttributePlace, MASK, maskAttribute } from "./attributes.ts";
import { OPEN_ZONE } from "./zones.ts";

const OPEN: AttributePlace = {
  tag: "div",
  zone: OPEN_ZONE,
  mode: "MODERATE",
  isSvg: false,
  isValueMasked: false,
  metaName: null,
};
const HIDDEN: AttributePlace = { ...OPEN, zone: { isHidden: true, isEditable: false } };
const STRICT: AttributePlace = { ...OPEN, mode: "STRICT" };

function mask(name: string, value: string, place: AttributePlace = OPEN): string | null {
  return maskAttribute(name, value, { place, hits: {} });
}

describe("what a page needs to look right stays in every mode", () => {
  test.each([
    ["class", "card card--open"],
    ["id", "checkout"],
    ["href", "/assets/app.css"],
    ["aria-expanded", "true"],
    ["data-state", "open"],
    ["colspan", "2"],
    ["http-equiv", "refresh"],
  ])("%s=%s", (name, value) => {
    for (const place of [OPEN, STRICT]) expect(mask(name, value, place)).toBe(value);
  });
  test("svg keeps its drawing, an unknown attribute of an element its own made-up one does not", () => {
    expect(mask("d", "M0 0L1 1", { ...OPEN, tag: "path", isSvg: true })).toBe("M0 0L1 1");
    expect(mask("x-model", "secret words", OPEN)).toBe(MASK);
    expect(mask("secret", "words", { ...OPEN, tag: "custom-el" })).toBe(MASK);
  });
});

describe("what a person reads goes in strict mode and in hidden regions", () => {
  test.each(["title", "alt", "placeholder", "aria-label", "aria-description", "label", "download"])("%s", (name) => {
    expect(mask(name, "Ann's basket")).toBe("Ann's basket");
    expect(mask(name, "Ann's basket", STRICT)).toBe(MASK);
    expect(mask(name, "Ann's basket", HIDDEN)).toBe(MASK);
    expect(mask(name, "", HIDDEN)).toBe("");
  });
});

describe("what pages keep in attributes of their own goes unless it is a state", () => {
  test.each([
    ["data-user", "ann@example.org", MASK],
    ["data-state", "Ann is here", MASK],
    ["data-count", "3", "3"],
    ["data-v-1a2b3c", "", ""],
    ["ng-reflect-model", "hunter2", MASK],
    [":value", "hunter2", MASK],
  ])("%s=%s becomes %s", (name, value, expected) => {
    expect(mask(name, value)).toBe(expected);
  });
});

describe("URLs", () => {
  test("lose tokens, all query values in strict mode, and everything in hidden regions", () => {
    expect(mask("src", "/a.png?token=x&v=1")).toBe("/a.png?token=[redacted]&v=1");
    expect(mask("src", "/a.png?v=1", STRICT)).toBe("/a.png?v=[redacted]");
    expect(mask("src", "/ann.png", HIDDEN)).toBeNull();
    expect(mask("srcset", "/a.png?token=x 1x, /b.png 2x")).toBe("/a.png?token=[redacted] 1x, /b.png 2x");
    expect(mask("style", 'background: url("/ann.png?token=x")')).toBe('background: url("/ann.png?token=[redacted]")');
    expect(mask("style", 'background: url("/ann.png")', HIDDEN)).toBe('background: url("")');
  });
});

test("code and frames inside of attributes never stay", () => {
  for (const name of ["onclick", "onerror", "srcdoc", "nonce", "integrity"]) expect(mask(name, "x")).toBeNull();
});

test("only the viewport's meta content stays", () => {
  expect(mask("content", "width=device-width", { ...OPEN, tag: "meta", metaName: "viewport" })).toBe(
    "width=device-width",
  );
  expect(mask("content", "Ann", { ...OPEN, tag: "meta", metaName: "author" })).toBe(MASK);
});

test("secrets by shape go even from attributes that stay", () => {
  expect(mask("title", "key ghp_abcdefghij0123456789abcdefghij")).toBe("key [redacted]");
});
