import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { shellLine, shellQuote } from "../connection/shell-quote.ts";
import { nearestName } from "../search/nearest.ts";
import { searchTerms, wordsOf } from "../search/text.ts";
import { growingTexts, textFunctionsOf, type TextFunction } from "../testing/time-growth.ts";
import { limitCookies, parseDocumentCookie } from "./cookies.ts";
import { withoutHtmlComments } from "./html-comments.ts";
import { scrubBody, scrubHeaders, scrubJson, scrubProse, scrubUrl } from "./scrub.ts";
import { isSecretKey, isSecretQueryKey } from "./secret-keys.ts";
import { isCardNumber, scrubText } from "./secret-shapes.ts";

const FORM = "application/x-www-form-urlencoded";
const CLEANERS: Readonly<Record<string, TextFunction>> = {
  scrubText,
  isCardNumber,
  scrubUrl: (text) => [scrubUrl(text), scrubUrl(text, "STRICT")],
  scrubProse: (text) => scrubProse(text),
  scrubBody: (text) => [scrubBody(text), scrubBody(text, FORM), scrubBody(JSON.stringify([text]))],
  scrubHeaders: (text) => scrubHeaders({ [text]: "a", location: text, accept: text }, "MINIMAL"),
  scrubJson: (text) => scrubJson({ [text]: [text] }, {}),
  isSecretKey,
  isSecretQueryKey,
  limitCookies: (text) =>
    limitCookies(
      [
        { name: text, value: text },
        { name: "a", value: text },
      ],
      "VALUES",
    ),
  parseDocumentCookie,
  withoutHtmlComments,
  nearestName: (text) => nearestName(text, ["priority", "severity"]),
  wordsOf,
  searchTerms,
  shellQuote,
  shellLine: (text) => shellLine(text, text),
};
const FOLDERS = [
  import.meta.dirname,
  join(import.meta.dirname, "../search"),
  join(import.meta.dirname, "../connection"),
];
/** Take what our own code wrote: names of clients and addresses of the server. */
const OURS = new Set(["command", "jsonFile", "serversFile", "addressField", "environmentFlags"]);

describe("time grows with the length of the text only", () => {
  it.each(Object.entries(CLEANERS))("%s", { timeout: 180_000 }, (_name, call) => {
    expect(growingTexts(call)).toEqual([]);
  });

  it("is asked of every exported function that takes a text", () => {
    const files = FOLDERS.flatMap((folder) =>
      readdirSync(folder).flatMap((file) => (/(?<!\.test)\.ts$/.test(file) ? [join(folder, file)] : [])),
    );
    const declared = files.flatMap((file) => textFunctionsOf(readFileSync(file, "utf8")));
    expect(declared.length).toBeGreaterThan(10);
    expect(declared.filter((name) => !OURS.has(name) && !Object.hasOwn(CLEANERS, name))).toEqual([]);
  });

  it("finds a function that takes sixteen times as long", () => {
    expect(growingTexts((text) => /(a+)!?$/.exec(text.replace(/.$/, "b")))).not.toEqual([]);
  });
});
