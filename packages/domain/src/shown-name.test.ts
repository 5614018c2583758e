import { expect, test } from "vitest";
import { steepGrowth } from "./testing/cost-growth.ts";
import { shownName } from "./shown-name.ts";

test.each([
  ["bidi override", "Mara\u202ephone", "Maraphone"],
  ["bidi isolates", "\u2066Mara\u2069", "Mara"],
  ["direction marks", "\u200eMara\u200f\u061c", "Mara"],
  ["zero-width", "Ma\u200bra\u2060\ufeff", "Mara"],
  ["joiners between Latin letters", "Ma\u200dra\u200c", "Mara"],
  ["tag characters", "Mara\u{e0041}\u{e0042}\u{e007f}", "Mara"],
  ["variation selectors", "M\ufe0fara\u{e0100}", "Mara"],
  ["controls and line breaks", "Ma\u0007ra\r\nSmith\u2028x\u0085", "Mara Smith x"],
  ["fillers", "\u3164\u115f\uffa0\u2800Mara", "Mara"],
  ["soft hyphen", "Ma\u00adra", "Mara"],
  ["private use", "Mara\ue000\u{f0000}", "Mara"],
  ["half a character", "Mara\ud83d", "Mara"],
  ["terminal colours", "\u001b[8mMara\u001b[0m", "Mara"],
  ["terminal colours in 8 bits", "\u009b8mMara", "Mara"],
  ["a write to the clipboard by terminal", "\u001b]52;c;cm0gLXJm\u0007Mara", "Mara"],
  ["a terminal link", "\u001b]8;;https://unseen.example\u001b\\Mara\u001b]8;;\u001b\\", "Mara"],
  ["a device string", "\u001bP+q6d6f\u001b\\Mara", "Mara"],
  ["an escape that a zero-width space splits", "\u001b\u200b[8mMara", "Mara"],
  ["nothing that shows", "\u200b\u202e \u2066", ""],
  ["spaces", "  Mara \t  Smith\u00a0", "Mara Smith"],
])("%s is left out", (_title, given, shown) => {
  expect(shownName(given)).toBe(shown);
});

test.each([
  "Zoë Müller-Łęcka",
  "李小龍",
  "محمد",
  "می‌خواهم",
  "क्‍ष",
  "👩‍👩‍👧 Team",
  "❤️ QA",
  "1️⃣ First",
  "👍🏽",
  "O’Neil & Sons (QA)",
])("%s stays as it is seen", (name) => {
  expect(shownName(name)).toBe(name);
});

test("a long name takes time in proportion", () => {
  const units = ["\u200d", " ", "क\u200d", "👩\u200d", "\u0300", "\u001b[", "\u009d"];
  expect(steepGrowth(shownName, { units, max_length: 65_536 })).toEqual([]);
});
