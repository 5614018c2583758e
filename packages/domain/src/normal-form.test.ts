import { describe, expect, test } from "vitest";
import { normalForm } from "./normal-form.ts";

const FORMS = ["NFC", "NFD", "NFKC", "NFKD"] as const;

describe("the normal form of a text", () => {
  test.each([
    "plain",
    "Crème brûlée, ﬁnal, ＦＵＬＬ",
    "가나다 한국어 \u1112\u1161\u11ab",
    "हिन्दी में खोज",
    "ガギグ ｶﾞｷﾞｸﾞ",
    "q\u0307\u0323 \u1e9b\u0323 \u0344",
    "صلى الله ﷺ",
    "👩‍👩‍👧 ❤️",
    "ไม่พบ ทำ",
    "half \ud83d and \udc00",
  ])("is the language's own for '%s', also where a long text is worked on in pieces", (text) => {
    for (const form of FORMS) {
      expect(normalForm(text, form)).toBe(text.normalize(form));
      for (const before of [2045, 2046, 2047, 2048]) {
        const long = "x".repeat(before) + text.repeat(300);
        expect(normalForm(long, form)).toBe(long.normalize(form));
      }
    }
  });

  test.each(["\u0300\u0316", "\u0316\uff9e", "\u0345\u0300"])(
    "keeps 30 marks of a letter that has thousands, which would be sorted: %j",
    (marks) => {
      const text = `a${marks.repeat(100_000)}b`;
      for (const form of FORMS) {
        const started_at = performance.now();
        const normal = normalForm(text, form);
        expect(performance.now() - started_at).toBeLessThan(2000);
        expect(normal).toBe(`a${marks.repeat(15)}b`.normalize(form));
      }
    },
  );
});
