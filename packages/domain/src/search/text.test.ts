import { describe, expect, it, test } from "vitest";
import { foldText, indexOfWord } from "./fold.ts";
import { indexWordsOf, searchTerms, wordsOf } from "./text.ts";

/** True when a text with the words of `text` is found by the query: each term begins one of its words. */
function finds(text: string, query: string): boolean {
  const words = indexWordsOf(text);
  const terms = searchTerms(query);
  return terms.length > 0 && terms.every((term) => words.some((word) => word.startsWith(term)));
}

const TITLES = [
  "İstanbul'da ödeme IŞIK gibi yavaş, ığdır değil",
  "Ça été naïve: l'œuvre ﬁnale coûte 5 €",
  "Straße, Ærø, Łódź und ΣΊΣΥΦΟΣ",
  "Ёлка не грузится",
  "हिन्दी में खोज नहीं चलती",
  "لا يعمل البَحْثُ",
  "החיפוש אֵינוֹ עובד",
  "한국어 검색이 안 됩니다",
  "Tìm kiếm tiếng Việt không được",
  "snake_case_name v2 ＦＵＬＬＷＩＤＴＨ",
];

const UNSPACED = {
  Chinese: "数据库连接失败，请稍后再试",
  Japanese: "バグを報告するとエラーになる",
  Thai: "ไม่พบไฟล์ที่อัปโหลด",
  Khmer: "មិនអាចផ្ទុកឯកសារបាន",
  Lao: "ບໍ່ສາມາດເປີດໄຟລ໌ໄດ້",
  Burmese: "ဖိုင်ကိုဖွင့်၍မရပါ",
  Tibetan: "ཡིག་ཆ་ཁ་ཕྱེ་མ་ཐུབ",
};

describe("the one splitter", () => {
  test.each(TITLES)("finds '%s' by each of its own words, in any case, and by their beginnings", (title) => {
    for (const word of title.split(/[\s,.:']+/u).filter((part) => /[\p{L}\p{N}]/u.test(part))) {
      for (const query of [word, word.toUpperCase(), word.toLowerCase(), word.normalize("NFD")])
        expect([query, finds(title, query)]).toEqual([query, true]);
    }
    expect(finds(title, title)).toBe(true);
  });

  it.each([
    ["İstanbul", "istanbul"],
    ["ISPARTA", "ısparta"],
    ["ışık", "isik"],
    ["crème brûlée", "creme"],
    ["Łódź", "lodz"],
    ["Straße", "STRASSE"],
    ["Straßen\u00ADbahn", "strassenbahn"],
    ["Björn", "bjorn"],
    ["Ёлка", "елка"],
    ["البَحْثُ", "البحث"],
  ])("'%s' is found by '%s'", (text, query) => {
    expect(finds(text, query)).toBe(true);
  });

  test.each(Object.entries(UNSPACED))("finds %s by every stretch of two characters or more", (_, text) => {
    const runs = text.split(/[^\p{L}\p{M}\p{N}]+/u);
    for (const run of runs) {
      const characters = Array.from(run);
      for (let from = 0; from < characters.length - 1; from += 1)
        for (const size of [2, 3, 5]) {
          const query = characters.slice(from, from + size).join("");
          expect([query, finds(text, query)]).toEqual([query, true]);
        }
      for (const character of characters) expect(finds(text, character)).toBe(true);
    }
  });

  it("tells other texts apart", () => {
    expect(finds(UNSPACED.Chinese, "数失")).toBe(false);
    expect(finds(UNSPACED.Japanese, "報道")).toBe(false);
    expect(finds("coupon", "upon")).toBe(false);
    expect(finds("coupon", "!!")).toBe(false);
  });

  it("splits mixed scripts where they meet", () => {
    expect(wordsOf("APIエラー第2回")).toEqual(["api", "エラ", "ラー", "ー第", "2", "回"]);
    expect(indexWordsOf("エラー")).toEqual(["エラ", "ラー", "ー"]);
  });

  it("keeps words and queries to their lengths, and gives each word once", () => {
    expect(indexWordsOf(`${"x".repeat(500)} Twice twice`)).toEqual(["x".repeat(100), "twice"]);
    expect(searchTerms("one two three four five six seven eight nine")).toHaveLength(8);
    expect(searchTerms("数据库连接失败请稍后再试数据库连接失败请稍后再试".repeat(4)).length).toBeLessThanOrEqual(16);
    expect(finds("x".repeat(500), "x".repeat(500))).toBe(true);
  });

  it("makes words that need no quoting", () => {
    const words = indexWordsOf("a'b\"c\\d & e|f!(g):* <h> \u0000 数'据");
    for (const word of words) expect(word).toMatch(/^[\p{L}\p{M}\p{N}_]+$/u);
  });

  test.each(["word ", "数", "数a", "a\u0301", "\u0301", "ก็", "'", "İ", "🦋a", " "])(
    "takes linear time over many of %j",
    (part) => {
      const time = (count: number) => {
        const text = part.repeat(count);
        const runs = Array.from({ length: 5 }, () => {
          const begun = performance.now();
          indexWordsOf(text);
          searchTerms(text);
          indexOfWord(text, ["zz"]);
          return performance.now() - begun;
        });
        return Math.min(...runs);
      };
      time(2000);
      // Quadratic work would take sixteen times as long; other work on the machine may double a time.
      expect(time(32_000)).toBeLessThan(Math.max(8 * time(8000), 250));
    },
  );
});

describe("the place of a word in a text", () => {
  it("is that of the characters that were written", () => {
    expect(indexOfWord("Yol: İSTANBUL", ["istanbul"])).toBe(5);
    expect(indexOfWord("ﬁne Straße Ende", ["ende"])).toBe(11);
    expect(indexOfWord("nothing", ["walrus"])).toBe(-1);
    expect(foldText("İIıi")).toBe("iiii");
  });
});
