import { expect, test } from "vitest";
import { type Press, isSingleKey, matchShortcut, spellPress } from "./shortcut-match.ts";

const press = (key: string, held: Partial<Press> = {}): Press => ({
  key,
  code: "",
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

test("only shortcuts that are typed text can be turned off", () => {
  expect(["j", "g b", "?", "space", "/"].map(isSingleKey)).toEqual([true, true, true, true, true]);
  expect(["mod+k", "arrowdown", "shift+arrowup", "enter", "escape"].some(isSingleKey)).toBe(false);
});

test.each([
  ["о", "KeyJ", "j", "Russian"],
  ["О", "KeyJ", "j", "Russian with Shift"],
  ["ξ", "KeyJ", "j", "Greek"],
  ["İ", "KeyI", "i", "Turkish"],
  ["é", "Digit2", "2", "French digits"],
  ["Dead", "KeyJ", "j", "a dead key"],
  ["j", "KeyC", "j", "Dvorak, whose J is where others have C"],
  ["a", "KeyQ", "a", "AZERTY, whose A is where others have Q"],
  ["ö", "Semicolon", "ö", "German, on a key without a letter of ours"],
])("%s at %s is %s: %s", (key, code, spelled) => {
  expect(spellPress(press(key, { code }))).toBe(spelled);
});

test("a combination counts by the place of the key too where no Latin letter is typed", () => {
  expect(spellPress(press("л", { code: "KeyK", ctrlKey: true }))).toBe("mod+k");
});
