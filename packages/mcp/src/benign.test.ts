import { describe, expect, it } from "vitest";
import { cleanText, stripHidden } from "./sanitize.ts";
import { BENIGN } from "./testing/benign.ts";
import { PAYLOADS } from "./testing/payloads.ts";
import { labelled } from "./trust.ts";

/** Numbers that look drawn and are the same in every run (mulberry32). */
function drawn(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe("ordinary text", () => {
  it.each(BENIGN)("comes back unchanged: %s", (text) => {
    expect(cleanText(text)).toBe(text);
    expect(labelled({ title: text }, null).value).toEqual({ title: text });
  });

  it("comes back unchanged in any order and length", () => {
    const next = drawn(20_261_121);
    for (let round = 0; round < 500; round += 1) {
      const pieces = Array.from(
        { length: 1 + Math.floor(next() * 6) },
        () => BENIGN[Math.floor(next() * BENIGN.length)],
      );
      const text = pieces.join(next() < 0.5 ? " " : "\n");
      expect(cleanText(text)).toBe(text);
    }
  });

  it("keeps its words when something hostile is put into its middle", () => {
    const next = drawn(7);
    for (const { name, text: hostile, survivor } of PAYLOADS) {
      const benign = BENIGN[Math.floor(next() * 4)] ?? "";
      const { title } = Object(labelled({ title: `${benign}\n${hostile}\n${benign}` }, null).value);
      expect(title.startsWith(benign), name).toBe(true);
      expect(survivor?.test(title) ?? false, name).toBe(false);
    }
  });
});

describe("any text", () => {
  const ALPHABET = [
    ..."ab <>!-[]()&#;:/\\\"'=?x\u200b\u200d\u202e\u001b\u009b\ufe0f\u{1f600}\u{e0041}\ud800\n",
    "&lt;",
    "--",
    "-->",
  ];

  it("is clean after one cleaning: a second finds nothing more", () => {
    const next = drawn(42);
    for (let round = 0; round < 5000; round += 1) {
      const text = Array.from(
        { length: 1 + Math.floor(next() * 24) },
        () => ALPHABET[Math.floor(next() * ALPHABET.length)],
      ).join("");
      const once = cleanText(text);
      expect(cleanText(once)).toBe(once);
      expect(stripHidden(once)).toBe(once);
      expect(once.isWellFormed()).toBe(true);
    }
  });
});
