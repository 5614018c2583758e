import { expect, test } from "vitest";
import { type Press, isSingleKey, matchShortcut, spellPress } from "./shortcut-match.ts";

const press = (key: string, held: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

test("Ctrl and Cmd are the same modifier", () => {
  expect(spellPress(press("k", { ctrlKey: true }))).toBe("mod+k");
  expect(spellPress(press("K", { metaKey: true }))).toBe("mod+k");
});

test("a character made with Shift is spelled as itself, a named key keeps its Shift", () => {
  expect(spellPress(press("?", { shiftKey: true }))).toBe("?");
  expect(spellPress(press("ArrowLeft", { shiftKey: true }))).toBe("shift+arrowleft");
});

test("a press with Alt belongs to the browser", () => {
  expect(spellPress(press("j", { altKey: true }))).toBeNull();
});

test("G then B is one shortcut, B alone is another", () => {
  const bindings = ["g b", "b"];
  expect(matchShortcut(bindings, null, "g")).toEqual({ binding: null, pending: "g" });
  expect(matchShortcut(bindings, "g", "b")).toEqual({ binding: "g b", pending: null });
  expect(matchShortcut(bindings, null, "b")).toEqual({ binding: "b", pending: null });
});

test("a chord that leads nowhere is forgotten", () => {
  expect(matchShortcut(["g b"], "g", "x")).toEqual({ binding: null, pending: null });
});

test("only shortcuts without a modifier can be turned off", () => {
  expect(["j", "g b", "mod+k"].map(isSingleKey)).toEqual([true, true, false]);
});
