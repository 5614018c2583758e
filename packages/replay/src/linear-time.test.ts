import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ErrorEntry } from "@hawkmoth/domain/capture/bundle";
import type { Evidence } from "@hawkmoth/domain/evidence/schema";
import { growingTexts, textFunctionsOf, type TextFunction } from "@hawkmoth/domain/testing/time-growth";
import { describe, expect, it } from "vitest";
import { dataBlock } from "./data-block.ts";
import { buildDigest } from "./digest.ts";
import { errorTitle, isNoise } from "./error-text.ts";
import { fingerprintEvidence, fingerprintText } from "./fingerprint.ts";
import { buildFixPrompt } from "./fix-prompt.ts";
import { buildHar } from "./har.ts";
import { fileTemplate, normaliseMessage, normaliseTitle, pathTemplate } from "./normalise.ts";
import { clip, excerpt, oneLine, originOf, plainText, quote, readAhead, shortUrl } from "./plain-text.ts";
import { rankContext } from "./rank-context.ts";
import { sanitiseAttributes } from "./sanitise/attributes.ts";
import { sanitiseCss, sanitiseStyleText } from "./sanitise/css.ts";
import { isLocalTarget } from "./sanitise/css-allowed.ts";
import { nameOf, quoted, rawOf } from "./sanitise/css-write.ts";
import { sanitiseText } from "./sanitise/nodes.ts";
import { scrubLogs } from "./scrub-logs.ts";
import { buildSpec } from "./spec.ts";
import { literal, variableName } from "./spec-text.ts";
import { frameText, locationOf, stackFrames } from "./stack-frames.ts";
import { evidenceOf, shopSession } from "./testing/shop-session.ts";
import { buildTimeline } from "./timeline.ts";
import { titleBands } from "./title-bands.ts";
import { estimateTokens } from "./tokens.ts";
import { buildTranscript, byteLength } from "./transcript.ts";

const PAGE = "https://shop.example/";
const BUG = {
  key: "SHOP-1",
  severity: "HIGH",
  priority: "HIGH",
  environment: null,
  app_version: null,
  web_url: PAGE,
} as const;

function errorOf(text: string): ErrorEntry {
  return { at_ms: 1, kind: "resource", name: text, message: text, stack: text, source: text, line: 1, column: 1 };
}

const EVIDENCE = evidenceOf(shopSession());
const WRITTEN_OUTSIDE = new Set(
  "text message stack source name label css url value title error referrer test_id".split(" "),
);

/** The recorded session with one text in place of everything that a page or a person wrote. */
function sessionOf(text: string): Evidence {
  return JSON.parse(
    JSON.stringify(EVIDENCE, (key, value: unknown) =>
      typeof value === "string" && WRITTEN_OUTSIDE.has(key) ? text : value,
    ),
  );
}

const CLEANERS: Readonly<Record<string, TextFunction>> = {
  plainText,
  clip: (text) => clip(text, 300),
  readAhead: (text) => readAhead(text, 300),
  excerpt: (text) => excerpt(text, 4000),
  oneLine: (text) => oneLine(text, 4000),
  quote: (text) => quote(text, 300),
  shortUrl: (text) => shortUrl(text, text),
  originOf,
  errorTitle: (text) => errorTitle(errorOf(text), text),
  isNoise: (text) => isNoise(errorOf(text)),
  normaliseMessage,
  normaliseTitle,
  pathTemplate,
  fileTemplate,
  titleBands,
  stackFrames,
  frameText: (text) => frameText({ file: text, line: 1, column: 1, function_name: text }, text),
  locationOf: (text) => locationOf(errorOf(text), text),
  fingerprintText: (text) => fingerprintText([text, text], text),
  estimateTokens,
  byteLength,
  dataBlock: (text) => dataBlock("abcdef012345", "report", text),
  literal,
  variableName: (text) => variableName(text, 1),
  sanitiseCss: (text) => [sanitiseCss(text), sanitiseCss(`a{${text}}`), sanitiseCss(`@media(${text}`)],
  sanitiseStyleText,
  sanitiseText: (text) => sanitiseText(text, false),
  sanitiseAttributes: (text) =>
    sanitiseAttributes({ [text]: "a", style: text, href: text, src: text, fill: text }, "a", {}),
  nameOf,
  quoted: (text) => quoted(text, text),
  rawOf,
  isLocalTarget,
  everyView: (text) => {
    const session = sessionOf(text);
    return [
      scrubLogs(session),
      buildDigest(session),
      buildTimeline(session),
      buildTranscript(session, { verbosity: "detailed" }),
      rankContext(session, { level: "all", max_tokens: 6000 }),
      fingerprintEvidence(session),
      buildHar(session),
      buildSpec({ bug: { ...BUG, title: text }, lists: session }),
      buildFixPrompt({
        bug: { ...BUG, title: text, description: text, url: text },
        evidence: session,
        nonce: "abcdef012345",
      }),
    ];
  },
};
const FOLDERS = [import.meta.dirname, join(import.meta.dirname, "sanitise")];
/** Take no text from outside, or are part of what `everyView` and its neighbours call. */
const ELSEWHERE = new Set(
  "specSteps standingSentence describeStep parseLogs requestLine isNodeId textOf isHarmlessAtRule isHarmlessFunction isObject objectsOf".split(
    " ",
  ),
);

describe("time grows with the length of the text only", () => {
  it.each(Object.entries(CLEANERS))("%s", { timeout: 180_000 }, (_name, call) => {
    expect(growingTexts(call)).toEqual([]);
  });

  it("is asked of every exported function that takes a text", () => {
    const files = FOLDERS.flatMap((folder) =>
      readdirSync(folder).flatMap((file) => (/(?<!\.test)\.ts$/.test(file) ? [join(folder, file)] : [])),
    );
    const declared = files.flatMap((file) => textFunctionsOf(readFileSync(file, "utf8")));
    expect(declared.length).toBeGreaterThan(20);
    expect(declared.filter((name) => !ELSEWHERE.has(name) && !Object.hasOwn(CLEANERS, name))).toEqual([]);
  });
});
