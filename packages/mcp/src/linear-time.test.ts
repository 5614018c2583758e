import { readFileSync } from "node:fs";
import { join } from "node:path";
import { growingTexts, textFunctionsOf, type TextFunction } from "@hawkmoth/domain/testing/time-growth";
import { describe, expect, it } from "vitest";
import { cleanError } from "./clean-error.ts";
import { estimateTokens } from "./estimate-tokens.ts";
import { dataBlock } from "./presenters/data-block.ts";
import { cleanText, decodeEntities, neutralise, stripHidden, withoutMarks } from "./sanitize.ts";
import { labelled } from "./trust.ts";

const CLEANERS: Readonly<Record<string, TextFunction>> = {
  stripHidden,
  decodeEntities,
  neutralise: (text) => [neutralise(text), neutralise(text, "https://a")],
  cleanText: (text) => cleanText(text, "https://a"),
  withoutMarks: (text) => withoutMarks(text, text),
  labelled: (text) => labelled({ title: text, map: { [text]: text }, url: text, request_body: { text } }, null),
  cleanError: (text) => cleanError({ code: "INVALID_INPUT", message: text, details: { [text]: text } }),
  estimateTokens,
  dataBlock: (text) => dataBlock(text),
};
const FILES = ["sanitize.ts", "trust.ts", "clean-error.ts", "estimate-tokens.ts", "presenters/data-block.ts"];

describe("time grows with the length of the text only", () => {
  it.each(Object.entries(CLEANERS))("%s", { timeout: 180_000 }, (_name, call) => {
    expect(growingTexts(call)).toEqual([]);
  });

  it("is asked of every exported function that cleans a text", () => {
    const declared = FILES.flatMap((file) => textFunctionsOf(readFileSync(join(import.meta.dirname, file), "utf8")));
    expect(declared.length).toBeGreaterThan(5);
    expect(declared.filter((name) => !Object.hasOwn(CLEANERS, name))).toEqual([]);
  });
});

const HOSTILE = [
  "<!--",
  "](" + " ".repeat(65_000) + "!",
  "]:" + " ".repeat(65_000) + "!",
  "-eyJ",
  "at ((((",
  "&amp;lt;!--",
  "<a ",
];

it("an answer of three comments of 65,000 hostile characters each is cleaned within a blink", () => {
  const bodies = HOSTILE.map((piece) => piece.repeat(Math.ceil(65_000 / piece.length)).slice(0, 65_000));
  for (const body of bodies) {
    const started = performance.now();
    labelled({ comments: [{ body }, { body }, { body }] }, null);
    expect([body.slice(0, 8), performance.now() - started < 2000]).toEqual([body.slice(0, 8), true]);
  }
});
