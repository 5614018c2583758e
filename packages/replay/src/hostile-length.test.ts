import { scrubProse } from "@hawkmoth/domain/capture/scrub";
import { expect, it } from "vitest";
import { dataBlock } from "./data-block.ts";
import { normaliseMessage } from "./normalise.ts";
import { oneLine } from "./plain-text.ts";
import { sanitiseCss } from "./sanitise/css.ts";
import { stackFrames } from "./stack-frames.ts";

const LENGTH = 200_000;
/** Far more than the fifth of a second that it takes, and far less than the minutes that a rule by the square took. */
const LIMIT_MS = 10_000;

it.each(["-eyJ", "<!--", "a:1", "at ((((", "\n", "at a (", "a@b:1", " ", "url(", "/*", "@import "])(
  "cleaners and parsers take time by the length of a text only: %j",
  (piece) => {
    const text = `${piece.repeat(LENGTH / piece.length)}!`;
    const started = performance.now();
    for (const clean of [scrubProse, stackFrames, normaliseMessage, sanitiseCss]) clean(text);
    expect(dataBlock("abcdef012345", "report", text)).toContain("data-abcdef012345");
    expect(oneLine(text, 300).length).toBeLessThanOrEqual(300);
    expect(performance.now() - started).toBeLessThan(LIMIT_MS);
  },
);
